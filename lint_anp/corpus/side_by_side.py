"""Many pairs of texts held side by side at once: the overlaps that each pair has by itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lint_anp.corpus.fingerprints import FACTOR
from lint_anp.corpus.overlap import DISCOUNT, NOTHING, Overlap
from lint_anp.corpus.verdict import WEAK, hold_beside

if TYPE_CHECKING:
    import numpy

    from lint_anp.corpus.compare import Comparison

    Numbers = numpy.ndarray[Any, Any]

LONGEST = 512
"""Words up to which all runs of two texts are held against each other: the time grows with the
square, and for longer texts sets are faster."""

BLOCK = 65_536
"""Runs of texts that are looked at in one step: few enough for the processor's cache."""

NO_RUN, NO_OTHER = 0xFFFFFFFF, 0xFFFFFFFE
"""Fill up columns; hashed runs have 31 bits."""


def score_pairs(
    comparison: "Comparison", ones: "Numbers", others: "Numbers", least: float = WEAK
) -> "Numbers":
    """The scores of texts against others, one by one; -1 for some that cannot reach `least`, which
    is WEAK or more."""
    import numpy

    scores = numpy.full(len(ones), NOTHING.score)
    for pairs in blocks(comparison, ones, others):
        of_two = shared_pairs(comparison, ones[pairs], others[pairs])
        words = count(spread(of_two, 2))
        near = numpy.flatnonzero(words - DISCOUNT >= least * comparison.sizes[ones[pairs]])
        if len(near):
            pairs, words, of_two = pairs[near], words[near], of_two.take(near, axis=1)
            of_three = shared_triples(comparison, ones[pairs], others[pairs], of_two)
            words += count(spread(of_three, 3))
            scores[pairs] = (words / 2 - DISCOUNT) / comparison.sizes[ones[pairs]]
    for pair, found in hold_long(comparison, ones, others):
        scores[pair] = found.score
    return scores


def covered_words(comparison: "Comparison", ones: "Numbers", others: "Numbers") -> list[int]:
    """The words of texts that others that hold enough of them cover, as in Overlap."""
    import numpy

    covered = [0] * len(ones)
    for pairs in blocks(comparison, ones, others):
        words = spread(shared_pairs(comparison, ones[pairs], others[pairs]), 2)
        for pair, row in zip(pairs.tolist(), words.T.astype(numpy.uint8), strict=True):
            covered[pair] = int.from_bytes(row.tobytes(), "little")
    for pair, found in hold_long(comparison, ones, others):
        covered[pair] = found.covered
    return covered


def blocks(comparison: "Comparison", ones: "Numbers", others: "Numbers") -> Iterator["Numbers"]:
    """The pairs that have no long text, some at a time that are about as long."""
    import numpy

    sizes = longer(comparison, ones, others)
    order = numpy.argsort(-sizes, kind="stable")
    start = numpy.count_nonzero(sizes > LONGEST)
    while start < len(order):
        stop = start + BLOCK // int(sizes[order[start]])
        yield order[start:stop]
        start = stop


def hold_long(
    comparison: "Comparison", ones: "Numbers", others: "Numbers"
) -> Iterator[tuple[int, Overlap]]:
    """The overlaps of the pairs that have one, unless less than WEAK can be reached."""
    import numpy

    long = numpy.flatnonzero(longer(comparison, ones, others) > LONGEST)
    for text in numpy.unique(ones[long]).tolist():
        pairs = long[ones[long] == text].tolist()
        for beside in hold_beside(comparison, comparison.grams(text), others[pairs].tolist()):
            yield pairs[beside.place], beside.found


def longer(comparison: "Comparison", ones: "Numbers", others: "Numbers") -> "Numbers":
    """The words of the longer text of each pair."""
    import numpy

    return numpy.maximum(comparison.sizes[ones], comparison.sizes[others])


def shared_pairs(comparison: "Comparison", ones: "Numbers", others: "Numbers") -> "Numbers":
    """Which runs of two words of some texts, downwards, the others have, too; a column for each
    pair of texts."""
    own = in_columns(comparison, 2, ones, NO_RUN)
    return find_in(own, in_columns(comparison, 2, others, NO_OTHER))


def shared_triples(
    comparison: "Comparison", ones: "Numbers", others: "Numbers", of_two: "Numbers"
) -> "Numbers":
    """The same of three words, given those of two."""
    import numpy

    own = in_columns(comparison, 3, ones, NO_RUN)
    beside = in_columns(comparison, 3, others, NO_OTHER)
    possible = of_two[: len(own)] & of_two[1 : len(own) + 1]
    found = numpy.zeros(own.shape, dtype=bool)
    rows = min(len(own), len(beside))
    numpy.equal(own[:rows], beside[:rows], out=found[:rows])
    # copies have most runs at the same places
    elsewhere = numpy.flatnonzero((possible & ~found).any(axis=0))
    found[:, elsewhere] = find_in(*(runs.take(elsewhere, axis=1) for runs in (own, beside)))
    return found & possible


def find_in(own: "Numbers", others: "Numbers") -> "Numbers":
    """Which of some runs stand in the same column of others."""
    import numpy

    found = numpy.zeros(own.shape, dtype=bool)
    same = numpy.empty_like(found)
    for row in others:
        numpy.equal(own, row, out=same)
        numpy.bitwise_or(found, same, out=found)
    return found


def spread(found: "Numbers", gram: int) -> "Numbers":
    """The words of the runs of `gram` words that were found."""
    import numpy

    covered = numpy.zeros((len(found) + gram - 1, found.shape[1]), dtype=bool)
    for offset in range(gram):
        covered[offset : offset + len(found)] |= found
    return covered


def count(covered: "Numbers") -> "Numbers":
    """How many words of each text are covered."""
    import numpy

    return numpy.asarray(covered.sum(axis=0, dtype=numpy.uint16).astype(numpy.int64))


def in_columns(comparison: "Comparison", gram: int, texts: "Numbers", filler: int) -> "Numbers":
    """The runs of two or three words of some texts, a column each, filled up."""
    import numpy

    sizes = (comparison.sizes[texts] - gram + 1).astype(numpy.int16)
    longest = int(sizes.max())
    pairs = numpy.lib.stride_tricks.sliding_window_view(comparison.pairs, longest + gram - 2)
    rows = pairs[comparison.starts[texts]]
    if gram == 3:
        rows = join_pairs(rows)
    outside = numpy.arange(longest, dtype=numpy.int16)[:, None] >= sizes
    filled = numpy.maximum(rows.T, outside * numpy.uint32(filler), order="C")
    return numpy.asarray(filled)


def join_pairs(pairs: "Numbers") -> "Numbers":
    """31 bits for the three words of each two pairs that follow each other in a row."""
    import numpy

    joined = pairs[..., :-1] * numpy.uint32(FACTOR & 0xFFFFFFFF)
    joined += pairs[..., 1:]
    return numpy.asarray(joined >> numpy.uint32(1))
