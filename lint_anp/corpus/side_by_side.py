"""Many pairs of texts held side by side at once: the overlaps that each pair has by itself."""

from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.corpus.overlap import DISCOUNT

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
"""Fill up rows; hashed runs have 31 bits."""


class Overlaps(NamedTuple):
    """The overlap of each pair: its score, and the covered words as in Overlap."""

    scores: "Numbers"
    covered: list[int]


def overlap_pairs(
    comparison: "Comparison", ones: "Numbers", others: "Numbers", least: float
) -> Overlaps:
    """The overlaps of texts with others, one by one; of those with a score below `least` the
    covered words are left out."""
    import numpy

    sizes = numpy.maximum(comparison.sizes[ones], comparison.sizes[others])
    order = numpy.argsort(sizes, kind="stable")
    scores = numpy.empty(len(ones))
    covered = [0] * len(ones)
    start = 0
    while start < len(order):
        stop = start + BLOCK // int(sizes[order[start]])
        pairs = order[start:stop]
        in_pairs = covered_by(comparison, comparison.pairs, 2, ones[pairs], others[pairs])
        in_triples = covered_by(comparison, comparison.triples, 3, ones[pairs], others[pairs])
        words = in_pairs.sum(axis=0, dtype=int) + in_triples.sum(axis=0, dtype=int)
        scores[pairs] = (words / 2 - DISCOUNT) / comparison.sizes[ones[pairs]]
        near = numpy.flatnonzero(scores[pairs] >= least)
        rows = numpy.ascontiguousarray(in_pairs.T[near]).view(numpy.uint8)
        for pair, row in zip(pairs[near].tolist(), rows, strict=True):
            covered[pair] = int.from_bytes(row.tobytes(), "little")
        start = stop
    return Overlaps(scores, covered)


def covered_by(
    comparison: "Comparison", runs: "Numbers", gram: int, ones: "Numbers", others: "Numbers"
) -> "Numbers":
    """Which words of some texts, downwards, stand in runs of `gram` words that the others have;
    a column for each pair."""
    import numpy

    starts, sizes = comparison.starts, comparison.sizes
    own = in_columns(runs, starts[ones], sizes[ones] - gram + 1, NO_RUN)
    found = numpy.zeros(own.shape, dtype=bool)
    same = numpy.empty_like(found)
    for row in in_columns(runs, starts[others], sizes[others] - gram + 1, NO_OTHER):
        numpy.equal(own, row, out=same)
        numpy.logical_or(found, same, out=found)
    covered = numpy.zeros((len(own) + gram - 1, len(ones)), dtype=bool)
    for offset in range(gram):
        covered[offset : offset + len(own)] |= found
    return covered


def in_columns(values: "Numbers", starts: "Numbers", sizes: "Numbers", filler: int) -> "Numbers":
    """The stretches of `values` with these starts and sizes, a column each, filled up."""
    import numpy

    steps = numpy.arange(sizes.max())[:, None]
    found = values.take(starts + steps, mode="clip")
    return numpy.where(steps < sizes, found, numpy.uint32(filler))
