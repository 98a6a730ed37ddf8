"""The verdicts on many texts at once, the same that `verdict` gives on one."""

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.corpus.lists import ranges
from lint_anp.corpus.repeats import Repeats
from lint_anp.corpus.side_by_side import covered_words
from lint_anp.corpus.verdict import (
    ANCHOR_POSTS,
    FAINT,
    LINKS,
    MANY,
    POOLED,
    SCORE,
    STEADY,
    THIRD,
    pooled,
)

if TYPE_CHECKING:
    import numpy

    from lint_anp.corpus.compare import Comparison

    Numbers = numpy.ndarray[Any, Any]

RANK_BITS = 4
OWNER = 32 + RANK_BITS
"""Places of bits in the keys of posts."""


class NearTexts(NamedTuple):
    """Some texts, ascending, each beside one that holds enough of it, and how much; of those beside
    one text the best come first."""

    ones: "Numbers"
    others: "Numbers"
    scores: "Numbers"


class Found(NamedTuple):
    """What judging some texts gave: those that are repeated, and the `others` with which `ones` are
    of one family."""

    repeats: Repeats
    ones: "array[int]"
    others: "array[int]"


def judge_all(comparison: "Comparison", start: int, stop: int, near: NearTexts) -> Found:
    """The verdicts on the texts from `start` on, given the texts near them."""
    import numpy

    spans = near.ones.searchsorted(numpy.arange(start, stop + 1))
    score = support_all(comparison, start, stop, near, spans)
    repeated = score >= 0
    linked = are_linked(comparison, near, LINKS[0])
    first = spans[:-1][repeated & (spans[:-1] < spans[1:])]
    best = NearTexts(*(column[first] for column in near))
    linked[first] |= are_linked(comparison, best, LINKS[1])
    shown = repeated[near.ones - start]
    found = Found(Repeats(), array("i"), array("i"))
    texts = numpy.flatnonzero(repeated) + start
    found.repeats.texts.frombytes(texts.astype(numpy.int32).tobytes())
    found.repeats.scores.frombytes(score[repeated].tobytes())
    found.repeats.ends.frombytes(numpy.cumsum(numpy.diff(spans)[repeated]).tobytes())
    found.repeats.near.frombytes(near.others[shown].astype(numpy.int32).tobytes())
    found.repeats.near_scores.frombytes(near.scores[shown].tobytes())
    found.ones.frombytes(near.ones[linked].astype(numpy.int32).tobytes())
    found.others.frombytes(near.others[linked].astype(numpy.int32).tobytes())
    return found


def are_linked(comparison: "Comparison", near: NearTexts, least: tuple[float, float]) -> "Numbers":
    """Which texts are of one family with the one beside them."""
    import numpy

    back = near.scores * comparison.sizes[near.ones] / comparison.sizes[near.others]
    linked = numpy.minimum(near.scores, back) >= least[0]
    return linked & (near.scores + back >= 2 * least[1])


def support_all(
    comparison: "Comparison", start: int, stop: int, near: NearTexts, spans: "Numbers"
) -> "Numbers":
    """How much of each text the second of the other posts holds, -1 where that is not enough for a
    repetition; `spans` are those of the texts in `near`."""
    import numpy

    held = comparison.held[start:stop]
    owners = near.ones - start
    new = count_new(comparison, start, stop, near)
    counts = numpy.cumsum(numpy.minimum(new, ANCHOR_POSTS))
    before = numpy.concatenate(([0], counts))[spans[:-1]]
    counts += (held - 1 - before)[owners]

    def score_of(post: int) -> "Numbers":
        """The score of each text in that other post, the best first."""
        place = spans[:-1] + numpy.bincount(owners[counts < post], minlength=stop - start)
        place[place == spans[1:]] = len(owners)
        return numpy.where(held > post, 1.0, numpy.append(near.scores, -1.0)[place])

    second, third = score_of(2), score_of(3)
    faint = numpy.zeros(stop - start)
    many = comparison.held[near.others] >= MANY
    numpy.maximum.at(faint, owners[many], near.scores[many])
    found = numpy.where((second >= 0) & (faint >= FAINT), faint, -1.0)
    found[second >= SCORE] = second[second >= SCORE]
    open_ones = numpy.flatnonzero((second >= 0) & (second < SCORE) & (third >= THIRD))
    asked = numpy.isin(owners, open_ones)
    covered = iter(covered_words(comparison, near.ones[asked], near.others[asked]))
    for text in open_ones.tolist():
        more = new[spans[text] : spans[text + 1]].tolist()
        beside = [(count, next(covered)) for count in more]
        size = comparison.lengths[start + text]
        if pooled(size, int(held[text]), beside) >= POOLED:
            found[text] = second[text]
    return found


def count_new(comparison: "Comparison", start: int, stop: int, near: NearTexts) -> "Numbers":
    """How many posts each text near another one adds to those that hold this one and the texts
    nearer to it; one that stands in many posts is taken to add all of them."""
    import numpy

    spans = near.ones.searchsorted(numpy.arange(start, stop))
    count = comparison.held[near.others]
    few = numpy.flatnonzero(count < STEADY)
    owners = near.ones[few] - start
    ranks = few - spans[owners] + 1
    texts = numpy.concatenate((numpy.arange(start, stop), near.others[few]))
    sizes = comparison.held[texts]
    places = ranges(comparison.holder_starts[texts], sizes)
    posts = comparison.holders[places].astype(numpy.int64)
    # by text, then by post, then by rank, of which 0 is the text itself
    keys = numpy.concatenate((numpy.arange(stop - start) << OWNER, owners << OWNER | ranks))
    keys = numpy.repeat(keys, sizes) | posts << RANK_BITS
    keys.sort()
    keys = keys[numpy.diff(keys >> RANK_BITS, prepend=-1) != 0]
    ranks = keys & (1 << RANK_BITS) - 1
    places = (spans[keys >> OWNER] + ranks - 1)[ranks > 0]
    count[few] = numpy.bincount(places, minlength=len(count))[few]
    return count
