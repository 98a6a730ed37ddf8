"""What is known of repeated texts, kept in arrays: of a large site there are a million."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from lint_anp.corpus.verdict import Repeat
from lint_anp.frozen import make


class Repeats(Mapping[int, Repeat]):
    """The texts that are repeated, ascending, and what is known of them."""

    def __init__(self) -> None:
        self.texts = array("i")
        self.scores = array("d")
        self.ends = array("q")
        self.near = array("i")
        self.near_scores = array("d")

    def __getitem__(self, text: int) -> Repeat:
        place = bisect_left(self.texts, text)
        if place == len(self.texts) or self.texts[place] != text:
            raise KeyError(text)
        near = slice(self.ends[place - 1] if place else 0, self.ends[place])
        return make(Repeat, (self.scores[place], self.near[near], self.near_scores[near]))

    def __iter__(self) -> Iterator[int]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def extend(self, later: "Repeats") -> None:
        """Adds texts that come behind all others."""
        self.texts.extend(later.texts)
        self.scores.extend(later.scores)
        self.ends.extend(array("q", (len(self.near) + end for end in later.ends)))
        self.near.extend(later.near)
        self.near_scores.extend(later.near_scores)
