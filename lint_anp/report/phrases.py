"""Counts in words."""

from collections.abc import Sequence

from lint_anp.finding import SEVERITIES, Finding
from lint_anp.packs import tally


def count_severities(findings: Sequence[Finding]) -> str:
    """`3 errors, 1 warning and 2 notes`; "" where there are none."""
    numbers = zip(tally(findings), SEVERITIES, strict=True)
    return join_words([count(number, word) for number, word in numbers if number])


def count(number: int, noun: str) -> str:
    """`1 post`, `2,000 posts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def join_words(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
