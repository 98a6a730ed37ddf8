"""Findings as lines of text, which tell of each what people read first."""

from collections.abc import Iterable
from typing import NamedTuple, cast

from lint_anp.finding import Finding, Severity
from lint_anp.plain_text import safe


class Line(NamedTuple):
    """What a line tells of a finding; its message is safe for a terminal."""

    line: int
    column: int
    severity: Severity
    rule: str
    message: str


def write_lines(findings: Iterable[Finding]) -> str:
    """`line:column: severity rule: message` for each of some findings."""
    return "".join(
        [
            f"{one.location.line}:{one.location.column}: {one.severity} {one.rule}: "
            f"{safe(one.message)}\n"
            for one in findings
        ]
    )


def read_lines(text: str) -> list[Line]:
    """Lines that were written; the id of a rule has neither spaces nor line breaks."""
    return [read_line(line) for line in text.split("\n") if line]


def read_line(text: str) -> Line:
    """One line."""
    place, severity, rule, message = text.split(" ", 3)
    line, column, _ = place.split(":")
    return Line(int(line), int(column), cast(Severity, severity), rule[:-1], message)
