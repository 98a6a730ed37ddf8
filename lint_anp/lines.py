"""Findings as lines of text, which tell of each what people read first."""

from collections.abc import Iterable
from typing import NamedTuple, cast

from lint_anp.finding import Finding, Severity
from lint_anp.plain_text import safe


class Line(NamedTuple):
    """What a line tells of a finding: line and column, and its message safe for a terminal."""

    place: str
    severity: Severity
    rule: str
    message: str


def write_lines(findings: Iterable[Finding]) -> bytes:
    """`line:column: severity rule: message` for each of some findings."""
    lines = [
        f"{one.location.line}:{one.location.column}: {one.severity} {one.rule}: "
        f"{safe(one.message)}\n"
        for one in findings
    ]
    return "".join(lines).encode()


def read_lines(lines: bytes) -> list[Line]:
    """Lines that were written; the id of a rule has neither spaces nor line breaks."""
    return [read_line(line) for line in lines.decode().split("\n") if line]


def read_line(text: str) -> Line:
    """One line."""
    place, severity, rule, message = text.split(" ", 3)
    return Line(place[:-1], cast(Severity, severity), rule[:-1], message)
