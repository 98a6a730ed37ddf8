"""What files gave, as an index keeps it: a file's findings hold until it changes, or what they
depend on does."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from xxhash import xxh3_64_hexdigest, xxh3_128_hexdigest

from lint_anp import __version__
from lint_anp.corpus.index import Index
from lint_anp.engine.rulebook import Rulebook
from lint_anp.engine.site_files import digest_of
from lint_anp.finding import Finding, Related, Silenced
from lint_anp.packs import Packed, tally
from lint_anp.sites import Choice, Judged, Outcome, Site
from lint_anp.source import Location

UNDER = "outcomes"
"""The setting that names what the outcomes of an index were made under."""

NO_POST = b"null"


class Kept(NamedTuple):
    """An outcome that may be kept, None for a file that is no post: the day that it holds on, ""
    for any; and what was in the folders that were looked into."""

    outcome: Outcome | None
    day: str = ""
    folders: Mapping[str, str] = {}


def made_under(site: Site, choice: Choice, told_from: tuple[str, str]) -> str:
    """What all outcomes of a site depend on: the program, the config and what it names, the rules,
    the choice of them, and how paths are told."""
    config = site.config
    named = [config.schema or "", *config.allow]
    contents = [read_text(os.path.join(config.root, name)) for name in named if name]
    rules = [rule._replace(file="") for rule in site.rulebook.rules.values()]
    settings = config._replace(path=None, root="", places={})
    chosen = choice.select, choice.ignore
    all_of_it = repr((__version__, settings, contents, rules, chosen, told_from))
    return xxh3_128_hexdigest(all_of_it.encode("utf-8", "surrogatepass"))


def read_text(path: str) -> str:
    """The text of a file that a config names, "" where there is none of this name."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return ""


def keep(judged: Judged, outcome: Outcome | None, today: date) -> Kept:
    """An outcome with what it depends on beside its file."""
    return Kept(outcome, today.isoformat() if judged.is_dated else "", judged.folders)


def load_outcomes(
    index: Index, paths: Mapping[str, str], rulebook: Rulebook, today: date
) -> dict[str, Outcome | None]:
    """The outcomes that still hold, by path; `paths` gives for the path in the index that of
    reports."""
    found: dict[str, Outcome | None] = {}
    day = today.isoformat()
    for path, made, folders, about, findings in index.execute("SELECT * FROM outcome"):
        if path in paths and made in ("", day) and (not folders or hold(folders)):
            found[path] = unpack(about, findings, paths[path], rulebook)
    return found


@cache
def hold(folders: str) -> bool:
    """Whether the same files are in some folders as before."""
    known: dict[str, str] = json.loads(folders)
    return all(digest_of(folder) == digest for folder, digest in known.items())


def save_outcomes(index: Index, kept: Mapping[str, Kept], names: Mapping[str, str]) -> None:
    """Keeps outcomes by their paths in the index; `names` gives such paths for those of reports."""
    for path, (outcome, day, folders) in kept.items():
        known = json.dumps(folders, sort_keys=True) if folders else ""
        made = (path, day, known, *pack(outcome))
        index.execute("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?)", made)
        others = "".join(f"{names.get(other, other)}\n" for other in named_in(outcome))
        index.execute("INSERT OR REPLACE INTO naming VALUES (?, ?)", (path, f"\n{others}"))


def drop_outcomes(index: Index, paths: Iterable[str]) -> None:
    """Drops the outcomes of some files."""
    rows = [(path,) for path in paths]
    index.connection.executemany("DELETE FROM outcome WHERE path = ?", rows)
    index.connection.executemany("DELETE FROM naming WHERE path = ?", rows)


def naming(index: Index, path: str) -> list[str]:
    """The files whose findings name a file."""
    return index.column("SELECT path FROM naming WHERE instr(names, ?)", f"\n{path}\n")


def named_in(outcome: Outcome | None) -> list[str]:
    """The other files that the findings of a file name."""
    if outcome is None:
        return []
    findings = [*outcome.findings, *(one.finding for one in outcome.silenced)]
    return sorted({place.path for one in findings for place in one.related})


def pack(outcome: Outcome | None) -> tuple[bytes, bytes]:
    """An outcome as JSON: what is told of a file as a whole, and its findings."""
    if outcome is None:
        return NO_POST, b""
    silenced = [[pack_finding(one.finding), one.by, one.reason] for one in outcome.silenced]
    findings = pack_json(list(map(pack_finding, outcome.findings)))
    digest = xxh3_64_hexdigest(findings)
    about = outcome.posts, outcome.foreign, tally(outcome.findings), silenced, digest
    return pack_json(about), findings


def unpack(about: bytes, findings: bytes, path: str, rulebook: Rulebook) -> Outcome | None:
    """An outcome of the file with this path in reports; its findings are read when they are asked
    for. Raises ValueError where these are damaged."""
    if about == NO_POST:
        return None
    posts, foreign, numbers, silenced, digest = unpack_json(about)
    if xxh3_64_hexdigest(findings) != digest:
        raise ValueError("the findings are damaged")
    return Outcome(
        path,
        Packed(partial(unpack_findings, findings, path, rulebook), tuple(numbers)),
        [Silenced(unpack_finding(one, path, rulebook), by, reason) for one, by, reason in silenced],
        posts,
        foreign,
    )


def pack_json(value: object) -> bytes:
    """A value as JSON; lone surrogates, which names of files may have, survive."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def unpack_json(data: bytes) -> Any:
    """A value that was packed."""
    return json.loads(data.decode("utf-8", "surrogatepass"))


def unpack_findings(data: bytes, path: str, rulebook: Rulebook) -> list[Finding]:
    """The findings of a file."""
    return [unpack_finding(one, path, rulebook) for one in unpack_json(data)]


def pack_finding(finding: Finding) -> list[object]:
    """A finding without what its rule and its file know."""
    return [
        finding.rule,
        finding.severity,
        finding.message,
        finding.location[1:],
        finding.fingerprint,
        finding.data,
        finding.related,
    ]


def unpack_finding(data: Sequence[Any], path: str, rulebook: Rulebook) -> Finding:
    """A finding in a file."""
    rule, severity, message, place, fingerprint, values, related = data
    place[5], place[6] = tuple(place[5]), tuple(place[6])
    return Finding(
        rule,
        severity,
        message,
        rulebook.rules[rule].help,
        Location(path, *place),
        fingerprint,
        values,
        tuple(Related(*one) for one in related),
    )
