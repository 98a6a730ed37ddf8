"""Winnowing: what it promises of runs that two texts share."""

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from lint_anp.corpus.fingerprints import (
    RUN_WORDS,
    fingerprint,
    fingerprint_runs,
    hash_pairs,
    hash_words,
    text_id,
)

WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=0, max_size=20)


@given(
    WORDS, WORDS, WORDS, WORDS, st.lists(st.sampled_from("uvwxyz"), min_size=RUN_WORDS, max_size=20)
)
@settings(max_examples=200, deadline=None)
def test_texts_that_share_a_run_share_its_fingerprint(
    a: list[str], b: list[str], c: list[str], d: list[str], run: list[str]
) -> None:
    found = []
    for text in ([*a, *run, *b], [*c, *run, *d]):
        hashes = numpy.array(hash_words(text), dtype=numpy.uint64)
        ends = numpy.full(len(text), len(text))
        pairs = hash_pairs(hashes).astype(numpy.uint64)
        runs = (fingerprint_runs(hashes, ends), fingerprint_runs(pairs, ends, step=2))
        found.append([set(one.hashes[one.places].tolist()) for one in runs])
    assert all(one & other for one, other in zip(*found, strict=True))


def test_no_fingerprint_reaches_over_the_end_of_a_text() -> None:
    words = [f"w{n}" for n in range(40)]
    hashes = numpy.array(hash_words(words), dtype=numpy.uint64)
    ends = numpy.repeat([15, 40], [15, 25])
    prints, runs = fingerprint(hashes, ends), fingerprint_runs(hashes, ends)
    assert all(place + 3 <= 15 or place >= 15 for place in prints.places.tolist())
    assert all(place + 8 <= 15 or place >= 15 for place in runs.places.tolist())


def test_a_kind_keeps_texts_apart() -> None:
    assert text_id("a b c", "") != text_id("a b c", "summary")
