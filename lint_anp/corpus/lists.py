"""Which texts share fingerprints: the lists of texts by fingerprint, and the runs of words that
stand in three posts or more."""

from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.corpus.fingerprints import Fingerprints
from lint_anp.corpus.verdict import ANCHOR_POSTS

if TYPE_CHECKING:
    import numpy

    from lint_anp.corpus.compare import Comparison

    Numbers = numpy.ndarray[Any, Any]

LIST_LIMIT = 24
"""Texts of a fingerprint's list that are looked at: those that stand in three posts or more before
others, then by their hashed numbers. Measured on 20,000 labelled posts: 64 finds no more."""


class Lists(NamedTuple):
    """Which texts share fingerprints: those of text t are groups[spans[t]:spans[t + 1]], the texts
    of group g members[bounds[g]:bounds[g + 1]], in their order, cut."""

    groups: "Numbers"
    spans: "Numbers"
    members: "Numbers"
    bounds: "Numbers"
    places: "Numbers"

    def of(self, text: int) -> list[int]:
        """The groups of a text."""
        groups: list[int] = self.groups[self.spans[text] : self.spans[text + 1]].tolist()
        return groups

    def places_of(self, group: int) -> list[tuple[int, int]]:
        """The texts of a group, each with its place in it."""
        span = slice(int(self.bounds[group]), int(self.bounds[group + 1]))
        return list(zip(self.members[span].tolist(), self.places[span].tolist(), strict=True))


def shared_lists(comparison: "Comparison", prints: Fingerprints) -> Lists:
    """The lists of texts by fingerprint, each cut to LIST_LIMIT, those of one text left out."""
    import numpy

    texts = texts_of(comparison, prints.chosen)
    values = (prints.triples[prints.chosen] ^ comparison.kinds[texts]).astype(numpy.uint64)
    later = (comparison.few[texts] << 31 | texts).astype(numpy.uint64)
    keys = values << numpy.uint64(32) | later
    keys.sort()
    keys = keys[numpy.diff(keys, prepend=keys[:1] - numpy.uint64(1)) > 0]
    return group(keys, len(comparison.texts), LIST_LIMIT)


def texts_of(comparison: "Comparison", places: "Numbers") -> "Numbers":
    """The texts in which words stand."""
    import numpy

    return numpy.searchsorted(comparison.starts, places, side="right") - 1


def group(keys: "Numbers", texts: int, limit: int) -> Lists:
    """Sorted keys (fingerprint, then text) grouped by fingerprint."""
    import numpy

    values = keys >> numpy.uint64(32)
    members = (keys & numpy.uint64(0x7FFFFFFF)).astype(numpy.int64)
    first = numpy.flatnonzero(numpy.diff(values, prepend=values[:1] + numpy.uint64(1)))
    sizes = numpy.diff(numpy.append(first, len(keys)))
    number = numpy.repeat(numpy.cumsum(sizes > 1) - 1, sizes)
    common = numpy.repeat(sizes > 1, sizes)
    place = numpy.arange(len(keys)) - numpy.repeat(first, sizes)
    kept = common & (place < limit)
    bounds = numpy.concatenate(([0], numpy.cumsum(numpy.minimum(sizes[sizes > 1], limit))))
    order = numpy.argsort(members[common], kind="stable")
    owners = members[common][order]
    spans = numpy.searchsorted(owners, numpy.arange(texts + 1))
    return Lists(number[common][order], spans, members[kept], bounds, numpy.empty(0))


def shared_runs(comparison: "Comparison", prints: Fingerprints) -> Lists:
    """The texts by run of words that stand in three posts or more, with the places of the runs."""
    import numpy

    texts = texts_of(comparison, prints.runs)
    values = prints.run_hashes[prints.runs]
    order = numpy.argsort(
        values.astype(numpy.uint64) << numpy.uint64(32) | texts.astype(numpy.uint64)
    )
    values, texts, places = values[order], texts[order], prints.runs[order]
    weights = numpy.array([len(posts) for posts in comparison.posts], dtype=numpy.int64)[texts]
    first = numpy.flatnonzero(numpy.diff(values.astype(numpy.int64), prepend=-1))
    sizes = numpy.diff(numpy.append(first, len(values)))
    held = numpy.add.reduceat(weights, first) if len(first) else weights[:0]
    wanted = held >= ANCHOR_POSTS
    number = numpy.repeat(numpy.cumsum(wanted) - 1, sizes)
    kept = numpy.repeat(wanted, sizes)
    bounds = numpy.concatenate(([0], numpy.cumsum(sizes[wanted])))
    members, places = texts[kept], places[kept] - comparison.starts[texts[kept]]
    by_text = numpy.argsort(members, kind="stable")
    spans = numpy.searchsorted(members[by_text], numpy.arange(len(comparison.texts) + 1))
    return Lists(number[kept][by_text], spans, members, bounds, places)
