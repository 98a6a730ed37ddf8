"""The score of a text against another one."""

import random
from itertools import pairwise, permutations

import numpy
import pytest

from lint_anp.corpus.compare import Comparison, Texts
from lint_anp.corpus.overlap import Grams, overlap
from lint_anp.corpus.side_by_side import LONGEST, covered_words, score_pairs
from lint_anp.corpus.verdict import WEAK


def grams(text: str) -> Grams:
    words = text.split()
    number = {word: at for at, word in enumerate("abcdefghijklmnopqrstuvwxyz")}
    pairs = [number[a] * 100 + number[b] for a, b in pairwise(words)]
    triples = [p * 100 + number[c] for p, c in zip(pairs, words[2:], strict=False)]
    return Grams(len(words), pairs, triples)


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param("a b c d e f", "a b c d e f", 3 / 6, id="the same text"),
        pytest.param("a b c d e f", "a b c x e f", (5 / 2 + 3 / 2 - 3) / 6, id="a word changed"),
        pytest.param("a b x c d y e f", "a b z c d w e f", (6 / 2 - 3) / 8, id="runs of two only"),
        pytest.param("a b c d e f", "f e d c b a", -1, id="the words alone are not enough"),
    ],
)
def test_the_score_counts_words_in_common_runs(one: str, other: str, score: float) -> None:
    beside = grams(other)
    found = overlap(grams(one), set(beside.pairs), set(beside.triples), 0)
    assert found.score == pytest.approx(score)


def test_the_words_in_common_runs_are_marked() -> None:
    beside = grams("a b c d")
    found = overlap(grams("x a b y c d"), set(beside.pairs), set(beside.triples), 0)
    assert found.covered.to_bytes(6, "little") == bytes([0, 1, 1, 0, 1, 1])


def test_many_pairs_have_the_overlaps_of_each_by_itself() -> None:
    random.seed(1)
    gathered = Texts()
    for post in range(40):
        words = random.choices("abcdefghij", k=random.choice((3, 12, 13, 40, 300, LONGEST + 1)))
        gathered.add(" ".join(words), "", post)
    words = [str(random.randrange(10_000)) for _ in range(30)]
    for post in range(40, 50):
        words[random.randrange(30)] = str(post)
        gathered.add(" ".join(words), "", post)
    comparison = Comparison(gathered)
    pairs = list(permutations(range(len(comparison.texts)), 2))
    ones, others = numpy.array(pairs).T
    scores = score_pairs(comparison, ones, others).tolist()
    alone = [comparison.overlap(one, other) for one, other in pairs]
    reached = [place for place, one in enumerate(alone) if one.score >= WEAK]
    assert [scores[place] for place in reached] == [alone[place].score for place in reached]
    covered = covered_words(comparison, ones[reached], others[reached])
    assert covered == [alone[place].covered for place in reached]
    assert [place for place, score in enumerate(scores) if score >= WEAK] == reached
    assert 0 < len(reached) < len(pairs)
