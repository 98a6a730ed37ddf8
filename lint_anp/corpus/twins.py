"""Paragraphs that stand twice in one post, word for word or with few words changed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.corpus.corpus import Compared, Corpus
from lint_anp.corpus.lists import ranges, split_up
from lint_anp.corpus.side_by_side import score_pairs

if TYPE_CHECKING:
    import numpy

    from lint_anp.corpus.compare import Comparison

    Numbers = numpy.ndarray[Any, Any]

WITHIN = 0.45
"""Score from which two paragraphs of one post are one. Measured on the labelled posts: all repeats
found, .1 % of unique paragraphs."""

SHARING = 24
"""Paragraphs of a post with one fingerprint that are held beside those behind them."""

STEP = 250_000
"""Fingerprints that are looked at together: some numbers of 8 bytes for each."""

PAIRS = 16_384
"""Paragraphs that are held beside others at once."""

POSTS = 2048
"""Posts that are looked at together."""

PLACE, GROUP = (1 << 21) - 1, (1 << 31) - 1

Twin = tuple[int, int]
"""The places of two paragraphs of a post that are one, the later one first."""


class Twins(NamedTuple):
    """The twins of posts, by their numbers, and the posts that are to be asked one by one: they
    have many paragraphs with one fingerprint."""

    known: dict[int, list[Twin]]
    crowded: set[int]


def alike_in(corpus: Corpus, number: int) -> Iterator[Twin]:
    """The twins of one post."""
    texts, comparison = corpus.texts[number], corpus.comparison
    for place, other in near_in(corpus, number):
        if are_alike(comparison, texts[place], texts[other]):
            yield place, other


def alike_in_many(
    corpus: Corpus, comparison: "Comparison", numbers: Iterable[int]
) -> dict[int, list[Twin]]:
    """The twins of some posts, whose paragraphs are held side by side some at a time."""
    import numpy

    known: dict[int, list[Twin]] = {number: [] for number in numbers}
    near = ((number, twin) for number in known for twin in near_in(corpus, number))
    while some := list(islice(near, PAIRS)):
        texts = [[corpus.texts[number][place] for place in twin] for number, twin in some]
        ones, others = numpy.array(texts).T
        both = (score_pairs(comparison, *two, WITHIN) for two in ((ones, others), (others, ones)))
        alike = (ones == others) | (numpy.maximum(*both) >= WITHIN)
        for number, twin in compress(some, alike.tolist()):
            known[number].append(twin)
    return known


def near_in(corpus: Corpus, number: int) -> Iterator[Twin]:
    """Two paragraphs of a post each that may be one: they have the same words, or two fingerprints
    or more in common."""
    texts = {
        place: corpus.texts[number][place]
        for place, passage in enumerate(corpus.posts[number].passages)
        if not passage.kind and not corpus.allowed.holds(passage.text)
    }
    groups = {text: corpus.comparison.groups_of(text) for text in texts.values()}
    own = len(set(chain.from_iterable(groups.values()))) == sum(map(len, groups.values()))
    first_of: dict[int, int] = {}
    seen: dict[int, list[int]] = {}
    for place, text in texts.items():
        first = first_of.setdefault(text, place)
        if first != place:
            yield place, first
        elif not own:
            for other in vote(groups[text], place, seen):
                yield place, other


def vote(groups: Sequence[int], place: int, seen: dict[int, list[int]]) -> list[int]:
    """The places of the texts that share two fingerprints or more with the one at `place`, which is
    added to those `seen`."""
    votes: dict[int, int] = {}
    for group in groups:
        others = seen.setdefault(group, [])
        for other in others:
            votes[other] = votes.get(other, 0) + 1
        if len(others) < SHARING:
            others.append(place)
    return [other for other, count in votes.items() if count > 1]


def are_alike(comparison: Compared, one: int, other: int) -> bool:
    """Whether two paragraphs of a post are one."""
    if one == other:
        return True
    there, back = comparison.overlap(one, other), comparison.overlap(other, one)
    return max(there.score, back.score) >= WITHIN


class Near(NamedTuple):
    """Paragraphs, an earlier one of the post of each, and the first fingerprint that both have."""

    ones: "Numbers"
    others: "Numbers"
    groups: "Numbers"


def find_twins(comparison: "Comparison", texts: Sequence[Sequence[int]]) -> Twins:
    """The twins of all posts, given the texts of their passages."""
    import numpy

    sizes = numpy.array([len(some) for some in texts], dtype=numpy.int64)
    posts = numpy.repeat(numpy.arange(len(texts)), sizes)
    places = ranges(numpy.zeros_like(sizes), sizes)
    numbers = numpy.fromiter(chain.from_iterable(texts), numpy.int64)
    inside = comparison.kinds[numbers] == 0
    posts, places, numbers = posts[inside], places[inside], numbers[inside]
    firsts = first_of_each(posts << 32 | numbers)
    again = numpy.flatnonzero(firsts != numpy.arange(len(firsts)))
    found = [Near(again, firsts[again], numpy.full(len(again), -1))]
    prints = numpy.diff(comparison.lists.spans)[numbers]
    prints[again] = 0
    work = numpy.bincount(posts, prints, minlength=len(texts))
    crowded = [numpy.flatnonzero(work > STEP)]
    work[crowded[0]] = 0
    prints[work[posts] == 0] = 0
    for start, stop in parts_of(work):
        part = slice(*posts.searchsorted((start, stop)).tolist())
        some = part.start + numpy.flatnonzero(prints[part])
        near, too_many = share_two(comparison, posts[some] - start, numbers[some])
        crowded.append(too_many + start)
        ones, others = some[near.ones], some[near.others]
        pairs = numbers[ones], numbers[others]
        both = (score_pairs(comparison, *some, WITHIN) for some in (pairs, pairs[::-1]))
        alike = numpy.maximum(*both) >= WITHIN
        found.append(Near(ones[alike], others[alike], near.groups[alike]))
    ones, others, groups = map(numpy.concatenate, zip(*found, strict=True))
    order = numpy.lexsort((others, groups, ones))
    known: dict[int, list[Twin]] = {}
    columns = (posts[ones], places[ones], places[others])
    for post, place, other in zip(*(column[order].tolist() for column in columns), strict=True):
        known.setdefault(post, []).append((place, other))
    return Twins(known, set(numpy.concatenate(crowded).tolist()))


def first_of_each(keys: "Numbers") -> "Numbers":
    """For each key the place of the first one that is equal."""
    import numpy

    order = numpy.argsort(keys, kind="stable")
    first = numpy.flatnonzero(numpy.diff(keys[order], prepend=-1))
    firsts = numpy.empty_like(order)
    firsts[order] = numpy.repeat(order[first], numpy.diff(first, append=len(keys)))
    return firsts


def parts_of(work: "Numbers") -> Iterator[tuple[int, int]]:
    """Posts, some at a time, given how many fingerprints each has."""
    import numpy

    done = numpy.concatenate(([0], numpy.cumsum(work)))
    for start, stop in split_up(done, STEP):
        for first in range(start, stop, POSTS):
            yield first, min(first + POSTS, stop)


def share_two(
    comparison: "Comparison", posts: "Numbers", texts: "Numbers"
) -> "tuple[Near, Numbers]":
    """Of paragraphs, of which each post has a text once, those that share two fingerprints or more
    with an earlier one, by their places; and the posts that have one in too many paragraphs."""
    import numpy

    spans = comparison.lists.spans
    sizes = spans[texts + 1] - spans[texts]
    groups = comparison.lists.groups[ranges(spans[texts], sizes)].astype(numpy.int64)
    # by post, by fingerprint, by paragraph, of 11, 31 and 21 bits
    keys = numpy.repeat(posts << 52 | numpy.arange(len(posts)), sizes) | groups << 21
    keys.sort()
    first = numpy.flatnonzero(numpy.diff(keys >> 21, prepend=-1))
    sizes = numpy.diff(first, append=len(keys))
    crowded = numpy.unique(keys[first[sizes > SHARING]] >> 52)
    kept = (sizes > 1) & ~numpy.isin(keys[first] >> 52, crowded)
    keys = keys[numpy.repeat(kept, sizes)]
    found = [(keys[:0], keys[:0])]
    for step in range(1, SHARING):
        same = keys[step:] >> 21 == keys[:-step] >> 21
        if not same.any():
            break
        later = keys[step:][same]
        found.append(((later & PLACE) << 32 | keys[:-step][same] & PLACE, later >> 21 & GROUP))
    pairs, prints = map(numpy.concatenate, zip(*found, strict=True))
    order = numpy.lexsort((prints, pairs))
    pairs, prints = pairs[order], prints[order]
    first = numpy.flatnonzero(numpy.diff(pairs, prepend=-1))
    first = first[numpy.diff(first, append=len(pairs)) > 1]
    return Near(pairs[first] >> 32, pairs[first] & 0xFFFFFFFF, prints[first]), crowded
