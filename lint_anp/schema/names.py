"""Names: the spellings that count as one, and the known name that a wrong one is nearest to."""

import re
from collections.abc import Iterable
from functools import lru_cache

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SEPARATORS = re.compile(r"[\s_-]+")


@lru_cache(maxsize=4_096)
def canonical(name: str) -> str:
    """The snake_case spelling: `last reviewed`, `last-reviewed` and `lastReviewed` are one name."""
    if name.isascii() and name.islower():
        return name if " " not in name and "-" not in name else SEPARATORS.sub("_", name.strip())
    return SEPARATORS.sub("_", CAMEL.sub("_", name.strip())).lower()


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The known name that differs least: by one edit, by two from six letters on, three from ten.

    A swap of neighbours is one edit (optimal string alignment, Damerau 1964).
    """
    return nearest(name, tuple(known))


@lru_cache(maxsize=4_096)
def nearest(name: str, known: tuple[str, ...]) -> str | None:
    """What did_you_mean gives: the posts of a site share their keys, so it is remembered."""
    lowered = canonical(name)
    limit = 1 if len(lowered) < 6 else 2 if len(lowered) < 10 else 3
    best, best_distance = None, limit + 1
    if len(lowered) < 3:
        return None
    letters = frozenset(lowered)
    for candidate, spelling, others in spell(known, len(lowered), limit):
        if (
            abs(len(candidate) - len(lowered)) < best_distance
            and len(letters - others) < best_distance
            and len(others - letters) < best_distance
        ):
            distance = edits(lowered, spelling, best_distance)
            if distance < best_distance:
                best, best_distance = candidate, distance
    return best


@lru_cache(maxsize=256)
def spell(known: tuple[str, ...], length: int, limit: int) -> list[tuple[str, str, frozenset[str]]]:
    """The names that are not longer or shorter than a length by more than a limit, with their
    snake_case spelling and its letters: each that another lacks is an edit."""
    return [
        (name, canonical(name), frozenset(canonical(name)))
        for name in known
        if abs(len(name) - length) <= limit
    ]


def suggest(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for a name with a near one, else ""."""
    near = did_you_mean(name, known)
    return f"; did you mean '{near}'?" if near else ""


def edits(one: str, other: str, limit: int) -> int:
    """Insertions, deletions, changes and swaps between two names; `limit` or more is `limit`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        last, row = row, [i]
        for j, match in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (char != match))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == match:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) >= limit:
            return limit
        before = last
    return row[-1]
