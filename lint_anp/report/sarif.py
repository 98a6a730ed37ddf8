"""SARIF 2.1.0 as GitHub code scanning, GitLab and VS Code read it: one run, a result a finding."""

import posixpath
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from json import JSONEncoder
from typing import NamedTuple
from urllib.parse import quote

from lint_anp import HOMEPAGE, __version__
from lint_anp.finding import SEVERITIES, Finding, Report, Silenced
from lint_anp.packs import may_have, path_of_all, split_files, tally
from lint_anp.report.identity import identify
from lint_anp.report.phrases import count
from lint_anp.report.rolling_hash import hash_lines
from lint_anp.report.sarif_texts import JSON, NOTICES, describe, describe_rule, link_related
from lint_anp.source import Location

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
RESULT_LIMIT = 25_000
"""Results of a run above which GitHub refuses the file ("SARIF support for code scanning")."""

SNIPPET_LIMIT = 10_000
"""UTF-16 units of a region above which its text is left out: an upload may have 10 MB, packed."""

encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

ROOT, OUTSIDE = "%SRCROOT%", "%OUTSIDE%"
UNREADABLE_RULE = "file-unreadable"


class Entry(NamedTuple):
    """A finding that becomes a result, and what silenced it, if anything did."""

    finding: Finding
    silenced: Silenced | None = None


def format_sarif(
    report: Report,
    read: Callable[[str], bytes | None],
    *,
    include_suppressed: bool = False,
    category: str = "",
) -> Iterator[str]:
    """The report as a SARIF log, in pieces.

    `read` gives a file's bytes by its path in the report, None where they cannot be had: then its
    results have neither snippet nor line hash. Silenced findings are left out unless
    `include_suppressed`: GitHub shows them as open alerts. `category` tells several runs over one
    commit apart; it overrules the category that an upload names.
    """
    silenced = report.silenced if include_suppressed else ()
    kept = keep_worst(report.findings, silenced)
    notices = report.notices
    if left_out := len(report.findings) + len(silenced) - len(kept):
        notices += (
            f"{count(left_out, 'finding')} left out, the least severe: code scanning refuses more "
            f"than {RESULT_LIMIT:,} results in a run.",
        )
    rules = {rule.id: index for index, rule in enumerate(report.rules)}
    may_be = (one for one in split_files(report.findings) if may_have(one, UNREADABLE_RULE))
    unreadable = sorted(
        (one for file in may_be for one in file if one.rule == UNREADABLE_RULE), key=place_of
    )
    driver: JSON = {
        "name": "lint-anp",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": HOMEPAGE,
        "rules": [describe_rule(rule) for rule in report.rules],
        "notifications": [describe(*texts) for texts in NOTICES],
    }
    invocation: JSON = {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            *(notify_unreadable(finding, rules) for finding in unreadable),
            *map(notify, notices),
        ],
    }
    run: JSON = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The root of the repository."}},
            OUTSIDE: {"description": {"text": "A folder outside the repository."}},
        },
    }
    head = encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}).removesuffix("}]}")
    yield f'{head},"results":['
    before = ""
    for path, of_file in groupby(kept, key=lambda entry: entry.finding.location.path):
        for result in results_of_file(of_file, read(path), rules, include_suppressed):
            yield before + encode(result)
            before = ","
    details = {"id": category.rstrip("/") + "/"}
    yield f'],"automationDetails":{encode(details)}}}]}}\n' if category else "]}]}\n"


def keep_worst(findings: Sequence[Finding], silenced: Sequence[Silenced]) -> list[Entry]:
    """At most RESULT_LIMIT of all findings by place, the silenced and the least severe left out."""
    room = fill_up(tally(findings), RESULT_LIMIT)
    kept: list[Entry] = []
    for file in sorted(split_files(findings), key=path_of_all):
        if any(map(min, room, tally(file))):
            for finding in sorted(file, key=place_of):
                level = SEVERITIES.index(finding.severity)
                if room[level]:
                    room[level] -= 1
                    kept.append(Entry(finding))
    ranked = sorted(
        silenced,
        key=lambda one: (SEVERITIES.index(one.finding.severity), place_of(one.finding)),
    )
    kept += [Entry(one.finding, one) for one in ranked[: RESULT_LIMIT - len(kept)]]
    return sorted(kept, key=lambda entry: place_of(entry.finding))


def fill_up(numbers: Iterable[int], room: int) -> list[int]:
    """How much of some numbers fits into a room, the first ones first."""
    fitting = []
    for number in numbers:
        fitting.append(min(number, room))
        room -= fitting[-1]
    return fitting


def place_of(finding: Finding) -> tuple[str, int, int, str, str]:
    """By what results are sorted: the order of a report."""
    location = finding.location
    return location.path, location.line, location.column, finding.rule, finding.message


def results_of_file(
    entries: Iterable[Entry], data: bytes | None, rules: Mapping[str, int], suppressions: bool
) -> Iterable[JSON]:
    """The results of one file with the content `data`; `rules` maps ids to their index."""
    hashes = hash_lines(data) if data is not None else []
    lines = data.removeprefix(BOM_UTF8).split(b"\n") if data is not None else []

    @cache
    def units(line: int) -> bytes:
        return lines[line - 1].decode("utf-8", "replace").encode("utf-16-le")

    for finding, silenced in entries:
        location = finding.location
        fingerprints = {"lintAnp/v1": identify(finding)}
        region = region_of(location)
        if location.line <= len(lines):
            fingerprints["primaryLocationLineHash"] = hashes[location.line - 1]
            region |= snippet_of(units(location.line), *location.utf16)
        result: JSON = {
            "ruleId": finding.rule,
            "ruleIndex": rules[finding.rule],
            "level": finding.severity,
            "message": {"text": link_related(finding)},
            "locations": [physical_location(location.path, region)],
            "partialFingerprints": fingerprints,
        }
        if finding.related:
            result["relatedLocations"] = [
                {
                    "id": number,
                    **physical_location(place.path, {"startLine": place.line}),
                    "message": {"text": place.message},
                }
                for number, place in enumerate(finding.related, 1)
            ]
        if suppressions:  # all results have the property or none (SARIF 3.27.23)
            result["suppressions"] = [suppression_of(silenced)] if silenced else []
        yield result


def region_of(location: Location) -> JSON:
    """The place as far as its first line goes: GitHub shows a pull request only regions that lie
    in its lines as a whole."""
    start, end = location.utf16
    return {
        "startLine": location.line,
        "startColumn": start,
        "endLine": location.line,
        "endColumn": end,
    }


def snippet_of(units: bytes, start: int, end: int) -> JSON:
    """The text between two columns (UTF-16 units from 1) of a line in UTF-16, as a property."""
    if end - start > SNIPPET_LIMIT:
        return {}
    text = units[2 * (start - 1) : 2 * (end - 1)].decode("utf-16-le", "replace")
    return {"snippet": {"text": text}}


def physical_location(path: str, region: JSON) -> JSON:
    """A location; its URI has neither `..` nor a folder of this machine."""
    path = posixpath.normpath(path)
    base = OUTSIDE if path.startswith(("../", "/")) else ROOT
    shown = posixpath.basename(path) if path.startswith("/") else re.sub(r"^(\.\./)+", "", path)
    uri = quote(shown, safe="/", errors="surrogateescape")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": base},
            "region": region,
        }
    }


def suppression_of(silenced: Silenced) -> JSON:
    """Who silenced a finding: its post, or the baseline beside it."""
    kind = "external" if silenced.by == "baseline" else "inSource"
    suppression: JSON = {"kind": kind, "status": "accepted"}
    if silenced.reason:
        suppression["justification"] = silenced.reason
    return suppression


def notify(notice: str) -> JSON:
    """A sentence about the run."""
    return {
        "descriptor": {"id": NOTICES[0][0], "index": 0},
        "level": "note",
        "message": {"text": notice},
    }


def notify_unreadable(finding: Finding, rules: Mapping[str, int]) -> JSON:
    """A file that could not be read, so that its absence of results means nothing."""
    return {
        "descriptor": {"id": NOTICES[1][0], "index": 1},
        "associatedRule": {"id": finding.rule, "index": rules[finding.rule]},
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [physical_location(finding.location.path, region_of(finding.location))],
    }
