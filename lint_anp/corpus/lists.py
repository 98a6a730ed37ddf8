"""Which texts share fingerprints: the lists of texts by fingerprint, and the runs of words that
stand in three posts or more."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.corpus.verdict import ANCHOR_POSTS

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, Any]

LIST_LIMIT = 24
"""Texts of a fingerprint's list that are looked at: those that stand in three posts or more before
others, then by their hashed numbers. Measured on 20,000 labelled posts: 64 finds no more."""

CANDIDATES = 8
"""Texts with the most common fingerprints that are held beside a text; 16 find no more."""

STEP = 262_144
"""Fingerprints that are looked at together: some numbers of 8 bytes for each."""


class Lists(NamedTuple):
    """Which texts share fingerprints: those of text t are groups[spans[t]:spans[t + 1]], the texts
    of group g members[bounds[g]:bounds[g + 1]], in their order, cut. Members of a run of words are
    its places among the words of all texts."""

    groups: "Numbers"
    spans: "Numbers"
    members: "Numbers"
    bounds: "Numbers"

    def of(self, text: int) -> list[int]:
        """The groups of a text."""
        groups: list[int] = self.groups[self.spans[text] : self.spans[text + 1]].tolist()
        return groups

    def shared(self) -> "Numbers":
        """Whether each text has a group."""
        return self.spans[1:] > self.spans[:-1]

    def members_of(self, group: int) -> "Numbers":
        """The members of a group."""
        return self.members[self.bounds[group] : self.bounds[group + 1]]


class Groups(NamedTuple):
    """Some groups: the sizes of their lists, the members of these, and all texts of each group,
    with its number among these groups."""

    sizes: "Numbers"
    members: "Numbers"
    owners: "Numbers"
    numbers: "Numbers"


def shared_lists(keys: "Numbers", texts: int) -> Lists:
    """The lists of texts by fingerprint, each cut to LIST_LIMIT, those of one text left out. A key
    is a fingerprint, then 1 for a text that stands in few posts, then the text."""
    import numpy

    def group(part: "Numbers") -> Groups:
        part = part[numpy.diff(part, prepend=~part[:1]) != 0]
        first, sizes = group_keys(part)
        ranks = part.astype(numpy.uint32)
        owners = ranks & numpy.uint32(0x7FFFFFFF)
        common = numpy.repeat(sizes > 1, sizes)
        kept = common & (numpy.arange(len(part)) - numpy.repeat(first, sizes) < LIST_LIMIT)
        sizes = sizes[sizes > 1]
        numbers = numpy.repeat(numpy.arange(len(sizes)), sizes)
        sizes = numpy.minimum(sizes, LIST_LIMIT)
        return Groups(sizes, ranks[kept], owners[common], numbers)

    return join_groups(map(group, by_value(keys)), keys, texts)


def shared_runs(keys: "Numbers", starts: "Numbers", weights: "Numbers") -> Lists:
    """The places by run of words that stands in three posts or more. A key is the run, then its
    place among the words of all texts; `starts` are those of the texts there, `weights` the numbers
    of their posts."""
    import numpy

    def group(part: "Numbers") -> Groups:
        first, sizes = group_keys(part)
        places = part.astype(numpy.uint32)
        owners = numpy.searchsorted(starts, places, side="right") - 1
        wanted = numpy.add.reduceat(weights[owners], first) >= ANCHOR_POSTS
        kept = numpy.repeat(wanted, sizes)
        sizes = sizes[wanted]
        numbers = numpy.repeat(numpy.arange(len(sizes)), sizes)
        return Groups(sizes, places[kept], owners[kept], numbers)

    return join_groups(map(group, by_value(keys)), keys, len(starts) - 1)


def by_value(keys: "Numbers") -> Iterator["Numbers"]:
    """The keys, sorted, some at a time; those of one value stay together."""
    keys.sort()
    start = 0
    while start < len(keys):
        last = keys[min(start + STEP, len(keys)) - 1 :][:1] | keys.dtype.type(0xFFFFFFFF)
        stop = int(keys.searchsorted(last[0], side="right"))
        yield keys[start:stop]
        start = stop


def group_keys(keys: "Numbers") -> "tuple[Numbers, Numbers]":
    """Where each value begins in sorted keys, and how many keys have it."""
    import numpy

    values = keys >> numpy.uint64(32)
    first = numpy.flatnonzero(numpy.diff(values, prepend=~values[:1]))
    return first, numpy.diff(first, append=len(keys))


def join_groups(parts: Iterator[Groups], keys: "Numbers", texts: int) -> Lists:
    """Groups that were made some at a time as one. The keys that they were made of give their place
    to texts with their groups, of which there are no more."""
    import numpy

    sizes = [numpy.empty(0, dtype=numpy.uint32)]
    members = numpy.empty(len(keys), dtype=numpy.uint32)
    total = end = last = 0
    for part in parts:
        sizes.append(part.sizes.astype(numpy.uint32))
        first, last = last, last + len(part.members)
        members[first:last] = part.members
        start, end = end, end + len(part.owners)
        keys[start:end] = join_bits(part.owners, part.numbers + total)
        total += len(part.sizes)
    bounds = numpy.concatenate(([0], numpy.cumsum(numpy.concatenate(sizes), dtype=numpy.int64)))
    by_text = keys[:end]
    by_text.sort()
    spans = by_text.searchsorted(numpy.arange(texts + 1, dtype=numpy.uint64) << numpy.uint64(32))
    groups = by_text.astype(numpy.uint32).view(numpy.int32)
    return Lists(groups, spans, members[:last], bounds)


def split_up(ends: "Numbers", most: int) -> Iterator[tuple[int, int]]:
    """Things that follow each other, some at a time: the first, and the one behind the last. `ends`
    has 0 and what is done after each of them; a part has `most` at most, unless one alone has
    more."""
    start, total = 0, len(ends) - 1
    while start < total:
        stop = max(start + 1, int(ends.searchsorted(ends[start] + most, side="right")) - 1)
        yield start, stop
        start = stop


def ranges(starts: "Numbers", sizes: "Numbers") -> "Numbers":
    """Stretches of places, one behind the other, given where each begins and its size."""
    import numpy

    places = numpy.repeat(starts - numpy.cumsum(sizes) + sizes, sizes)
    places += numpy.arange(len(places))
    return places


def join_parts(parts: Iterator["Numbers"], most: int) -> "Numbers":
    """Keys that are made some at a time as one array; of the room for `most` of them, what is not
    used takes no memory."""
    import numpy

    keys = numpy.empty(most, dtype=numpy.uint64)
    end = 0
    for part in parts:
        start, end = end, end + len(part)
        keys[start:end] = part
    return keys[:end]


def join_bits(high: "Numbers", low: "Numbers") -> "Numbers":
    """Numbers of which `high` are the upper 32 bits, `low` the lower ones."""
    import numpy

    return high.astype(numpy.uint64) << numpy.uint64(32) | low.astype(numpy.uint64)
