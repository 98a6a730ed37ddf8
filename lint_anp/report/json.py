"""JSON and JSON Lines, version 1; docs/json.md tells each field."""

from collections.abc import Iterable, Iterator
from json import JSONEncoder
from typing import Any

from lint_anp.finding import SEVERITIES, Finding, Related, Report
from lint_anp.packs import tally

VERSION = 1

encode = JSONEncoder(ensure_ascii=False).encode


def format_json(report: Report) -> Iterator[str]:
    """The report as one JSON object, a line a finding; `indent` would be 20 times as slow."""
    yield f'{{\n "version": {VERSION},\n "findings": '
    yield from list_items(("  " + encode(finding_values(one)) for one in report.findings), " ")
    yield f',\n "summary": {encode(summary(report))}\n}}\n'


def format_jsonl(report: Report) -> Iterator[str]:
    """A JSON object a finding, a line each."""
    for finding in report.findings:
        yield encode(finding_values(finding)) + "\n"


def list_items(items: Iterable[str], indent: str = "") -> Iterator[str]:
    """A JSON array of items, each on lines of its own, in pieces; its end is indented."""
    before, behind = "[\n", "[]"
    for item in items:
        yield before + item
        before, behind = ",\n", f"\n{indent}]"
    yield behind


def finding_values(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    location = finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "pointer": location.pointer or None,
        "fingerprint": finding.fingerprint,
        "data": dict(finding.data),
        "related": [related_values(place) for place in finding.related],
    }


def related_values(place: Related) -> dict[str, Any]:
    """Another place of a finding as plain values."""
    path, line, column, message = place
    return {"path": path, "line": line, "column": column, "message": message}


def summary(report: Report) -> dict[str, Any]:
    """What was looked at and found, in numbers."""
    numbers = zip(SEVERITIES, tally(report.findings), strict=True)
    return {
        "files": report.files,
        "posts": report.posts,
        **{f"{severity}s": number for severity, number in numbers},
        "silenced": len(report.silenced),
        "notices": list(report.notices),
    }
