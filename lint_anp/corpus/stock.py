"""Runs of words that stand in three posts or more, word for word: none of 10 words is missed, nor
of twice as many characters in a script without spaces, thrice as many letters.

A run of 10 words holds a fingerprint of 8 words whose choice depends on the run only, so that it is
the same in every copy. All texts with that fingerprint are looked at, hence the exact number.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from lint_anp.corpus.fingerprints import RUN_GRAM, RUN_WORDS
from lint_anp.corpus.verdict import ANCHOR_POSTS
from lint_anp.corpus.words import worth

Posts = tuple[int, ...]
"""Posts, ascending; of those that hold the same runs there is one tuple only."""

Windows = dict[str, Posts]


class Seen(NamedTuple):
    """What was found before: the windows by run, and the posts that hold windows."""

    windows: dict[int, Windows]
    posts: dict[Posts, Posts]


class Runs(Protocol):
    """What is asked of texts that were compared: their words, the posts that hold them, and the
    runs that they share."""

    @property
    def texts(self) -> Sequence[str]: ...

    @property
    def posts(self) -> Sequence[Sequence[int]]: ...

    def runs_of(self, text: int) -> list[int]: ...

    def places_of_run(self, run: int) -> list[tuple[int, int]]: ...


class Stock(NamedTuple):
    """A run of a text's words, its place among them, and the posts that hold it."""

    text: str
    start: int
    end: int
    posts: Posts

    @property
    def words(self) -> int:
        return self.end - self.start


def find_stock(text: str, windows: Mapping[int, Posts]) -> list[Stock]:
    """The runs of a text, given those of RUN_WORDS words by the word where each begins; of runs
    that overlap, the one in the most posts."""
    return list(join_windows(text.split(" "), windows)) if windows else []


def windows_in(comparison: Runs, text: int, known: Seen) -> dict[int, Posts]:
    """The runs of RUN_WORDS words of a text that three posts or more hold, with these posts."""
    runs = comparison.runs_of(text)
    if not runs:
        return {}
    common: Windows = {}
    for run in runs:
        if run not in known.windows:
            known.windows[run] = windows_of(comparison, run, known.posts)
        for window, posts in known.windows[run].items():
            # a copy of a window may lack all fingerprints in it but the least: that list is whole
            if len(posts) > len(common.get(window, ())):
                common[window] = posts
    if not common:
        return {}
    words = comparison.texts[text].split(" ")
    starts = range(len(words) - RUN_WORDS + 1)
    windows = ((start, " ".join(words[start : start + RUN_WORDS])) for start in starts)
    return {start: common[window] for start, window in windows if window in common}


def windows_of(comparison: Runs, run: int, known: dict[Posts, Posts]) -> Windows:
    """The runs of 10 words around a fingerprint that three posts or more hold, with these posts."""
    held: dict[str, set[int]] = {}
    last_text, words = -1, [""]
    for text, place in comparison.places_of_run(run):
        if text != last_text:  # a text may hold a fingerprint thousands of times
            last_text, words = text, comparison.texts[text].split(" ")
        last = min(place, len(words) - RUN_WORDS)
        for start in range(max(0, place + RUN_GRAM - RUN_WORDS), last + 1):
            window = " ".join(words[start : start + RUN_WORDS])
            held.setdefault(window, set()).update(comparison.posts[text])
    ordered = {window: tuple(sorted(posts)) for window, posts in held.items()}
    return {
        window: known.setdefault(posts, posts)
        for window, posts in ordered.items()
        if len(posts) >= ANCHOR_POSTS
    }


def join_windows(words: list[str], posts: Mapping[int, Posts]) -> list[Stock]:
    """Windows that follow each other as runs: in each stretch the one in the most posts, as far as
    the same posts hold it, then what is left on both sides of it. One that is worth fewer words
    counts as far as the posts do that hold more of the text."""
    found: list[Stock] = []
    left = dict(posts)
    while left:
        peak = max(left, key=lambda start: (len(left[start]), -start))
        first = last = peak
        while left.get(first - 1) is left[peak]:
            first -= 1
        while left.get(last + 1) is left[peak]:
            last += 1
        end = last + RUN_WORDS
        text = " ".join(words[first:end])
        if worth(text) < RUN_WORDS:
            fewer = beside(left, first, last)
            for start in range(first, last + 1):
                if fewer:
                    left[start] = fewer
                else:
                    del left[start]
            continue
        found.append(Stock(text, first, end, left[peak]))
        for start in list(left):
            if first - RUN_WORDS < start < end:
                del left[start]
    return sorted(found, key=lambda run: run.start)


def beside(windows: Mapping[int, Posts], first: int, last: int) -> Posts:
    """The posts of the window before or behind some, where they are among those of these windows;
    of both the more. None otherwise."""
    held = set(windows[first])
    near = [windows.get(first - 1, ()), windows.get(last + 1, ())]
    return max([posts for posts in near if held.issuperset(posts)], key=len, default=())
