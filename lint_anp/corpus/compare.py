"""The texts of a corpus compared with each other: which stand in others, and which are one family.

Vote and verify: texts that share fingerprints vote for each other, the best are held side by side.
All that is found depends on the set of texts and posts only, not on their order.
"""

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.corpus.fingerprints import (
    fingerprint,
    fingerprint_runs,
    hash_pairs,
    hash_words,
    mark_of,
    text_id,
)
from lint_anp.corpus.lists import (
    CANDIDATES,
    Lists,
    join_bits,
    join_parts,
    ranges,
    shared_lists,
    shared_runs,
    split_up,
)
from lint_anp.corpus.overlap import Grams, Overlap, overlap
from lint_anp.corpus.repeats import Repeats
from lint_anp.corpus.side_by_side import LONGEST, join_pairs, score_pairs
from lint_anp.corpus.verdict import ANCHOR_POSTS, WEAK, Repeat
from lint_anp.corpus.verdicts import Found, NearTexts, judge_all
from lint_anp.processes import share_out

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, Any]

CHUNK = 32_768
"""Fingerprints whose texts vote at once: at most 24 votes each, some numbers of 8 bytes for one."""

THREADS = "OPENBLAS_NUM_THREADS"

WORDS = 65_536
"""Words that are hashed at once."""


class Texts:
    """Distinct texts and the posts that hold them, gathered before they are compared."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Takes all texts out."""
        self.numbers: dict[int, int] = {}
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.posts: list[int | list[int]] = []

    def add(self, text: str, kind: str, post: int) -> int:
        """Adds a text of a post, its words with single spaces between; gives its number for now.
        Posts are added in the order of their numbers."""
        key = text_id(text, kind)
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.texts)
            self.texts.append(text)
            self.kinds.append(mark_of(kind))
            self.posts.append(post)
            return number
        posts = self.posts[number]
        if isinstance(posts, int):
            if posts != post:
                self.posts[number] = [posts, post]
        elif posts[-1] != post:
            posts.append(post)
        return number


def import_numpy() -> None:
    """Imports numpy without the threads of its linear algebra, which nothing here uses: to start
    them takes as long as all the rest."""
    known = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    import numpy  # noqa: F401

    if known is None:
        del os.environ[THREADS]
    else:
        os.environ[THREADS] = known


class Comparison:
    """All texts of a corpus, numbered by their hashes, with what is common to them."""

    def __init__(self, gathered: Texts, jobs: int = 1) -> None:
        """Compares the texts, which are taken out of what was gathered: that would be in the way of
        what is made of them. `jobs` is the number of processes that do so."""
        import_numpy()
        import numpy

        ids = numpy.fromiter(gathered.numbers, dtype=numpy.uint64)
        order = numpy.argsort(ids)
        self.rank = numpy.argsort(order)
        self.ids = ids[order]
        self.kinds = numpy.array(gathered.kinds, dtype=numpy.uint32)[order]
        self.texts = [gathered.texts[number] for number in order.tolist()]
        alone: dict[int, tuple[int]] = {}
        self.posts: list[Sequence[int]] = [
            alone.setdefault(posts, (posts,))
            if isinstance(posts := gathered.posts[number], int)
            else posts
            for number in order.tolist()
        ]
        gathered.clear()
        del ids, order, alone
        self.held = numpy.array([len(posts) for posts in self.posts], dtype=numpy.int64)
        self.holders = numpy.fromiter(chain.from_iterable(self.posts), numpy.int32)
        self.holder_starts = numpy.cumsum(self.held) - self.held
        self.few = (self.held < ANCHOR_POSTS).astype(numpy.int64)
        self.sizes = numpy.array([text.count(" ") + 1 for text in self.texts], dtype=numpy.int64)
        self.starts = numpy.concatenate(([0], numpy.cumsum(self.sizes)))
        self.lengths = self.sizes.tolist()
        self.pairs, keys = read_words(self)
        self.lists = shared_lists(keys, len(self.texts))
        del keys
        self.found = find_repeats(self, jobs)
        self.repeats: Mapping[int, Repeat] = self.found.repeats
        links = (numpy.array(texts) for texts in (self.found.ones, self.found.others))
        self.family = join_families(len(self.texts), *links)

    def make_ready(self) -> None:
        """Finds what is asked of each text, and gives back what else only comparing texts needs:
        groups and overlaps cannot be asked for any more."""
        _ = self.sharing
        del self.lists
        _ = self.alone
        del self.pairs

    def forget_words(self) -> None:
        """Gives back what only comparing texts and telling of them needs."""
        for name in ("pairs", "lists", "runs"):
            vars(self).pop(name, None)

    @cached_property
    def sharing(self) -> "Numbers":
        """Whether each text has a fingerprint in common with others."""
        return self.lists.shared()

    @cached_property
    def runs(self) -> Lists:
        """The runs of words that stand in three posts or more."""
        return read_runs(self)

    @cached_property
    def alone(self) -> list[bool]:
        """Whether a text stands in one post only and has no word in common with others."""
        alone = (self.held == 1) & ~(self.sharing | self.runs.shared())
        alone[list(self.repeats)] = False
        flags: list[bool] = alone.tolist()
        return flags

    def grams(self, text: int) -> Grams:
        """The hashed runs of a text."""
        start, size = int(self.starts[text]), self.lengths[text]
        pairs = self.pairs[start : start + size - 1]
        return Grams(size, pairs.tolist(), join_pairs(pairs).tolist())

    def repeat_of(self, text: int) -> Repeat | None:
        """What is known of a text that is repeated."""
        return self.repeats.get(text)

    def groups_of(self, text: int) -> list[int]:
        """The fingerprints that a text has in common with others, as numbers."""
        return self.lists.of(text)

    def runs_of(self, text: int) -> list[int]:
        """The runs of words of a text that stand in three posts or more, as numbers."""
        return self.runs.of(text)

    def places_of_run(self, run: int) -> list[tuple[int, int]]:
        """The texts that have a run, and the place of its first word in each."""
        places = self.runs.members_of(run)
        texts = self.starts.searchsorted(places, side="right") - 1
        return list(zip(texts.tolist(), (places - self.starts[texts]).tolist(), strict=True))

    def overlap(self, one: int, other: int) -> Overlap:
        """The overlap of a text with another one."""
        grams = self.grams(other)
        return overlap(self.grams(one), frozenset(grams.pairs), frozenset(grams.triples), 0)


def read_words(comparison: Comparison) -> "tuple[Numbers, Numbers]":
    """The hashes of two words from each word of all texts on, and the keys of the fingerprints as
    the lists of texts want them."""
    import numpy

    words = comparison.starts[-1]
    pairs = numpy.zeros(words + LONGEST, dtype=numpy.uint32)

    def read(part: Hashed) -> "Numbers":
        pairs[part.start : part.start + len(part.words)] = hash_pairs(part.words)
        return keys_of_prints(comparison, part)

    return pairs, join_parts(map(read, hash_texts(comparison)), words)


def read_runs(comparison: Comparison) -> Lists:
    """The runs of words that stand in three posts or more."""
    import numpy

    starts = comparison.starts

    def read(some: tuple[int, int]) -> "Numbers":
        first, last = some
        ends = numpy.repeat(starts[first + 1 : last + 1], comparison.sizes[first:last])
        pairs = comparison.pairs[starts[first] : starts[last]].astype(numpy.uint64)
        runs = fingerprint_runs(pairs, ends - starts[first], step=2)
        return join_bits(runs.hashes[runs.places], runs.places + starts[first])

    keys = join_parts(map(read, split_up(starts, WORDS)), starts[-1])
    return shared_runs(keys, starts, comparison.held)


class Hashed(NamedTuple):
    """The hashed words of some texts that follow each other, and for each word its text and the
    place behind the last word of it; `start` is the first of the words, of all."""

    words: "Numbers"
    owners: "Numbers"
    ends: "Numbers"
    start: int


def keys_of_prints(comparison: Comparison, part: Hashed) -> "Numbers":
    """Each fingerprint, then 1 for a text that stands in few posts, then the text."""
    prints = fingerprint(part.words, part.ends)
    owners = part.owners[prints.places]
    values = prints.hashes[prints.places] ^ comparison.kinds[owners]
    return join_bits(values, comparison.few[owners] << 31 | owners)


def hash_texts(comparison: Comparison) -> Iterator[Hashed]:
    """The hashed words of all texts, of some texts at a time."""
    import numpy

    starts = comparison.starts
    for first, last in split_up(starts, WORDS):
        hashes = hash_words(" ".join(comparison.texts[first:last]).split(" "))
        owners = numpy.repeat(numpy.arange(first, last), comparison.sizes[first:last])
        ends = starts[owners + 1] - starts[first]
        yield Hashed(numpy.array(hashes, dtype=numpy.uint64), owners, ends, int(starts[first]))


def find_repeats(comparison: Comparison, jobs: int) -> Found:
    """Finds the repeated texts, and which texts are of one family."""
    parts = list(split_up(comparison.lists.spans, CHUNK))
    found = Found(Repeats(), array("i"), array("i"))
    for part in share_out(partial(judge_texts, comparison), parts, jobs):
        found.repeats.extend(part.repeats)
        found.ones.extend(part.ones)
        found.others.extend(part.others)
    return found


def judge_texts(comparison: Comparison, part: tuple[int, int]) -> Found:
    """Judges some texts that follow each other."""
    return judge_all(comparison, *part, hold_all(comparison, *part))


def hold_all(comparison: Comparison, start: int, stop: int) -> NearTexts:
    """The candidates that hold enough of each of some texts."""
    import numpy

    ones, others = vote(comparison, start, stop)
    scores = score_pairs(comparison, ones, others)
    near = numpy.flatnonzero(scores >= WEAK)
    near = near[numpy.lexsort((-scores[near], ones[near]))]
    return NearTexts(ones[near], others[near], scores[near])


def vote(comparison: Comparison, start: int, stop: int) -> "tuple[Numbers, Numbers]":
    """The candidates of some texts: others with the most common fingerprints. Gives the texts, and
    beside them their candidates, the best first."""
    import numpy

    lists = comparison.lists
    spans = lists.spans[start : stop + 1]
    groups = lists.groups[spans[0] : spans[-1]]
    owners = numpy.repeat(numpy.arange(start, stop) << 32, numpy.diff(spans))
    sizes = lists.bounds[groups + 1] - lists.bounds[groups]
    keys = numpy.repeat(owners, sizes)
    keys |= lists.members[ranges(lists.bounds[groups], sizes)]
    keys.sort()
    first = numpy.flatnonzero(numpy.diff(keys, prepend=-1))
    votes = numpy.diff(first, append=len(keys))
    keys = keys[first]
    ones, others = keys >> 32, keys & 0x7FFFFFFF
    apart = ones != others
    ones, others, votes = ones[apart], others[apart], votes[apart]
    first = numpy.flatnonzero(numpy.diff(ones, prepend=-1))
    sizes = numpy.diff(first, append=len(ones))
    # by text, then by votes, then in the order of the lists, of 16, 16 and 32 bits
    order = numpy.repeat(numpy.arange(len(first)) << 48, sizes)
    order += numpy.arange(len(order)) - (votes << 32)
    order.sort()
    best = order[ranges(first, numpy.minimum(sizes, CANDIDATES))] & 0xFFFFFFFF
    return ones[best], others[best]


def join_families(texts: int, ones: "Numbers", others: "Numbers") -> "array[int]":
    """For each text the least one of its family, given pairs of texts that are of one: each family
    is joined to the least of those that it is paired with, until none is left."""
    import numpy

    least = numpy.arange(texts, dtype=numpy.int32)
    while len(ones):
        numpy.minimum.at(least, numpy.maximum(ones, others), numpy.minimum(ones, others))
        below = least[least]
        while (below != least).any():
            least, below = below, below[below]
        ones, others = least[ones], least[others]
        apart = ones != others
        ones, others = ones[apart], others[apart]
    return array("i", least.tobytes())
