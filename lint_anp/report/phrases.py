"""Counts in words."""

from collections.abc import Iterable, Sequence

from lint_anp.finding import SEVERITIES, Finding


def count_severities(findings: Iterable[Finding]) -> str:
    """`3 errors, 1 warning and 2 notes`; "" where there are none."""
    numbers = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        numbers[finding.severity] += 1
    return join_words([count(number, word) for word, number in numbers.items() if number])


def count(number: int, noun: str) -> str:
    """`1 post`, `2,000 posts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def join_words(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
