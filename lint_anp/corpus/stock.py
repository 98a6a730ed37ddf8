"""Runs of words that stand in three posts or more, word for word: none of 10 words is missed.

A run of 10 words holds a fingerprint of 8 words whose choice depends on the run only, so that it is
the same in every copy. All texts with that fingerprint are looked at, hence the exact number.
"""

from typing import NamedTuple

from lint_anp.corpus.compare import Comparison
from lint_anp.corpus.fingerprints import RUN_GRAM, RUN_WORDS
from lint_anp.corpus.verdict import ANCHOR_POSTS

Windows = dict[str, frozenset[int]]


class Stock(NamedTuple):
    """A run of a text's words, its place among them, and the posts that hold it, ascending."""

    text: str
    start: int
    end: int
    posts: tuple[int, ...]

    @property
    def words(self) -> int:
        return self.end - self.start


def find_stock(comparison: Comparison, text: int, known: dict[int, Windows]) -> list[Stock]:
    """The runs of a text; of runs that overlap, the one in the most posts. `known` remembers what
    was found by fingerprint."""
    runs = comparison.runs
    groups = runs.groups[runs.spans[text] : runs.spans[text + 1]].tolist()
    if not groups:
        return []
    words = comparison.texts[text].split(" ")
    posts: dict[int, frozenset[int]] = {}
    common: Windows = {}
    for group in groups:
        if group not in known:
            known[group] = windows_of(comparison, group)
        common |= known[group]
    if not common:
        return []
    for start in range(len(words) - RUN_WORDS + 1):
        held = common.get(" ".join(words[start : start + RUN_WORDS]))
        if held is not None:
            posts[start] = held
    return list(join_windows(words, posts))


def windows_of(comparison: Comparison, group: int) -> Windows:
    """The runs of 10 words around a fingerprint that three posts or more hold, with these posts."""
    runs = comparison.runs
    span = slice(int(runs.bounds[group]), int(runs.bounds[group + 1]))
    held: dict[str, set[int]] = {}
    last_text, words = -1, [""]
    for text, place in zip(runs.members[span].tolist(), runs.places[span].tolist(), strict=True):
        if text != last_text:  # a text may hold a fingerprint thousands of times
            last_text, words = text, comparison.texts[text].split(" ")
        last = min(place, len(words) - RUN_WORDS)
        for start in range(max(0, place + RUN_GRAM - RUN_WORDS), last + 1):
            window = " ".join(words[start : start + RUN_WORDS])
            held.setdefault(window, set()).update(comparison.posts[text])
    return {
        window: frozenset(posts) for window, posts in held.items() if len(posts) >= ANCHOR_POSTS
    }


def join_windows(words: list[str], posts: dict[int, frozenset[int]]) -> list[Stock]:
    """Windows that follow each other as runs: in each stretch the one in the most posts, as far as
    the same posts hold it, then what is left on both sides of it."""
    found: list[Stock] = []
    left = dict(posts)
    while left:
        peak = max(left, key=lambda start: (len(left[start]), -start))
        first = last = peak
        while left.get(first - 1) == left[peak]:
            first -= 1
        while left.get(last + 1) == left[peak]:
            last += 1
        end = last + RUN_WORDS
        found.append(Stock(" ".join(words[first:end]), first, end, tuple(sorted(left[peak]))))
        for start in list(left):
            if first - RUN_WORDS < start < end:
                del left[start]
    return sorted(found, key=lambda run: run.start)
