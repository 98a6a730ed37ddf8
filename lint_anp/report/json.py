"""JSON and JSON Lines, version 1; docs/json.md tells each field."""

from collections.abc import Iterable, Iterator
from json import JSONEncoder
from json.encoder import encode_basestring as quote
from typing import Any

from lint_anp.finding import SEVERITIES, Finding, Report
from lint_anp.packs import tally

VERSION = 1

encode = JSONEncoder(ensure_ascii=False).encode


def format_json(report: Report) -> Iterator[str]:
    """The report as one JSON object, a line a finding; `indent` would be 20 times as slow."""
    yield f'{{\n "version": {VERSION},\n "findings": '
    yield from list_items(("  " + tell_finding(one) for one in report.findings), " ")
    yield f',\n "summary": {encode(summary(report))}\n}}\n'


def format_jsonl(report: Report) -> Iterator[str]:
    """A JSON object a finding, a line each."""
    for finding in report.findings:
        yield tell_finding(finding) + "\n"


def list_items(items: Iterable[str], indent: str = "") -> Iterator[str]:
    """A JSON array of items, each on lines of its own, in pieces; its end is indented."""
    before, behind = "[\n", "[]"
    for item in items:
        yield before + item
        before, behind = ",\n", f"\n{indent}]"
    yield behind


def tell_finding(finding: Finding) -> str:
    """A finding as a JSON object; as a dict that is encoded, it takes half as long again."""
    rule, severity, message, help_, location, fingerprint, data, related = finding
    pointer = quote(location.pointer) if location.pointer else "null"
    return (
        f'{{"rule": {quote(rule)}, "severity": {quote(severity)}, "message": {quote(message)}, '
        f'"help": {quote(help_)}, "path": {quote(location.path)}, "line": {location.line}, '
        f'"column": {location.column}, "end_line": {location.end_line}, '
        f'"end_column": {location.end_column}, "pointer": {pointer}, '
        f'"fingerprint": {quote(fingerprint)}, "data": {encode(dict(data))}, '
        f'"related": [{", ".join([tell_place(*one) for one in related])}]}}'
    )


def tell_place(path: str, line: int, column: int, message: str) -> str:
    """Another place of a finding as a JSON object."""
    return (
        f'{{"path": {quote(path)}, "line": {line}, "column": {column}, '
        f'"message": {quote(message)}}}'
    )


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
