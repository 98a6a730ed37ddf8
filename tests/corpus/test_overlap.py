"""The score of a text against another one."""

from itertools import pairwise

import pytest

from lint_anp.corpus.overlap import Grams, overlap


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
