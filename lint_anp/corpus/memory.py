"""The corpus in memory: texts, the posts that hold them, and the lists of texts by fingerprint."""

from array import array
from collections.abc import Iterable, Iterator, Sequence

from lint_anp.corpus.fingerprints import hash_grams, text_id, winnow
from lint_anp.corpus.words import Grain

LIST_LIMIT = 24
"""Texts of a fingerprint's list that are looked at, those with the smallest ids; ids are hashes, so
the choice does not depend on the order in which posts were read. Measured: 64 finds no more."""

BUCKETS = 256


class MemoryCorpus:
    """All texts of some posts, each distinct text once.

    Posts are numbered from 0 in the order of adding. Texts are numbered by their hashes' order once
    `close` was called: what the methods give then does not depend on the order of adding.
    """

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}  # by text id, in the order of adding
        self.words: list[str] = []
        self.grains: list[Grain] = []
        self.holders: list[int | tuple[int, ...]] = []
        self.fingerprints = [array("Q") for _ in range(BUCKETS)]
        self.runs = [array("Q") for _ in range(BUCKETS)]
        self.texts_of_post: list[array[int]] = []
        self.groups: list[array[int]] = []
        self.members = array("I")
        self.starts = array("I")

    def add(self, passages: Iterable[tuple[str, list[str], Grain, int]]) -> int:
        """Adds a post with its passages: the text, its words, its grain and its kind's seed; gives
        the post's number."""
        post = len(self.texts_of_post)
        held = array("I")
        runs: set[int] = set()
        for text, words, grain, seed in passages:
            id_ = text_id(text, seed)
            number = self.numbers.get(id_)
            if number is None:
                number = self.numbers[id_] = len(self.words)
                self.words.append(text)
                self.grains.append(grain)
                self.holders.append(post)
                for value in winnow(hash_grams(words, grain.gram, seed), grain.window):
                    self.fingerprints[value >> 24].append(value << 32 | number)
            else:
                holders = self.holders[number]
                if isinstance(holders, int):
                    if holders != post:
                        self.holders[number] = (holders, post)
                elif holders[-1] != post:
                    self.holders[number] = (*holders, post)
            held.append(number)
        self.texts_of_post.append(held)
        return post

    def close(self) -> None:
        """Sorts what was added; nothing may be added afterwards."""
        ids = list(self.numbers)
        order = sorted(range(len(ids)), key=ids.__getitem__)
        rank = array("I", bytes(4 * len(ids)))
        for place, number in enumerate(order):
            rank[number] = place
        self.words = [self.words[number] for number in order]
        self.grains = [self.grains[number] for number in order]
        self.holders = [self.holders[number] for number in order]
        self.ids = array("Q", (ids[number] for number in order))
        self.numbers.clear()
        for held in self.texts_of_post:
            held[:] = array("I", map(rank.__getitem__, held))
        self.groups = [array("I") for _ in order]
        for bucket in self.fingerprints:
            for group in shared(sorted(bucket)):
                numbers = sorted(map(rank.__getitem__, group))
                group_number = len(self.starts)
                self.starts.append(len(self.members))
                self.members.extend(numbers[:LIST_LIMIT])
                for number in numbers:
                    self.groups[number].append(group_number)
        self.starts.append(len(self.members))
        self.fingerprints.clear()

    def lists_of(self, text: int) -> list[Sequence[int]]:
        """The lists of a text's fingerprints that other texts share, each cut and ascending."""
        members, starts = self.members, self.starts
        return [members[starts[group] : starts[group + 1]] for group in self.groups[text]]

    def posts_of(self, text: int) -> tuple[int, ...]:
        """The posts that hold a text."""
        holders = self.holders[text]
        return (holders,) if isinstance(holders, int) else holders


def shared(values: list[int]) -> Iterator[list[int]]:
    """The lower halves of ascending values, grouped by their upper halves; groups of two and more."""
    at, size = 0, len(values)
    while at < size - 1:
        upper = values[at] >> 32
        end = at + 1
        while end < size and values[end] >> 32 == upper:
            end += 1
        if end > at + 1:
            yield [value & 0xFFFFFFFF for value in values[at:end]]
        at = end
