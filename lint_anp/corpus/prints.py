"""Fingerprints of one text, as `fingerprints` makes those of many, without numpy: few texts are
done before it would be imported."""

from itertools import pairwise

from lint_anp.corpus.fingerprints import (
    FACTOR,
    RUN_GRAM,
    RUN_WINDOW,
    WINDOW,
    hash_words,
    mark_of,
)
from lint_anp.corpus.overlap import Grams

WHOLE = 2**64 - 1
LEAVING = pow(FACTOR, RUN_GRAM, 2**64)
"""What the word that leaves a run counts for in its polynomial."""


def grams_of(words: str) -> Grams:
    """The hashed runs of a text, its words with single spaces between."""
    hashes = hash_words(words.split(" "))
    pairs, triples = chain(hashes)
    return Grams(len(hashes), mix(pairs), mix(triples))


def prints_of(grams: Grams, kind: str) -> list[int]:
    """The fingerprints by which a text of a kind is found, sorted."""
    mark = mark_of(kind)
    return sorted({value ^ mark for value in least_of(grams.triples, WINDOW)})


def runs_of(words: str) -> list[int]:
    """The fingerprint of each run of RUN_WORDS words of a text, by the word where it begins."""
    return least_of(mix(chain_runs(hash_words(words.split(" ")))), RUN_WINDOW)


def chain(hashes: list[int]) -> tuple[list[int], list[int]]:
    """A polynomial of each two and of each three hashes that follow each other."""
    pairs = [(one * FACTOR + two) & WHOLE for one, two in pairwise(hashes)]
    triples = [
        (pair * FACTOR + three) & WHOLE for pair, three in zip(pairs, hashes[2:], strict=False)
    ]
    return pairs, triples


def chain_runs(hashes: list[int]) -> list[int]:
    """A polynomial of each RUN_GRAM hashes that follow each other."""
    if len(hashes) < RUN_GRAM:
        return []
    total = 0
    for value in hashes[:RUN_GRAM]:
        total = (total * FACTOR + value) & WHOLE
    chained = [total]
    for leaving, value in zip(hashes, hashes[RUN_GRAM:], strict=False):
        total = (total * FACTOR + value - leaving * LEAVING) & WHOLE
        chained.append(total)
    return chained


def mix(chained: list[int]) -> list[int]:
    """31 well mixed bits of each hash."""
    return [((value ^ value >> 31) * FACTOR & WHOLE) >> 33 for value in chained]


def least_of(hashes: list[int], window: int) -> list[int]:
    """The least of each `window` hashes that follow each other."""
    return list(map(min, *(hashes[offset:] for offset in range(window))))
