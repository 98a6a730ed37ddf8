"""The fingerprints of one text are those that many texts at once get."""

import numpy
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.corpus.fingerprints import (
    RUN_WORDS,
    fingerprint,
    fingerprint_runs,
    hash_pairs,
    hash_words,
    mark_of,
)
from lint_anp.corpus.prints import grams_of, prints_of, runs_of

TEXTS = st.lists(st.sampled_from([f"w{number}" for number in range(9)]), min_size=12, max_size=60)


@given(TEXTS, st.sampled_from(["", "summary"]))
def test_they_are_the_same_without_numpy(words: list[str], kind: str) -> None:
    size = len(words)
    hashes = numpy.array(hash_words(words), dtype=numpy.uint64)
    ends = numpy.full(size, size)
    prints, runs = fingerprint(hashes, ends), fingerprint_runs(hashes, ends)
    text = " ".join(words)
    grams = grams_of(text)
    assert grams.words == size
    assert grams.pairs == hash_pairs(hashes)[:-1].tolist()
    assert grams.triples == prints.hashes[:-2].tolist()
    chosen = {value ^ mark_of(kind) for value in prints.hashes[prints.places].tolist()}
    assert prints_of(grams, kind) == sorted(chosen)
    assert set(runs_of(text)) == set(runs.hashes[runs.places].tolist())


@given(TEXTS, TEXTS, TEXTS)
def test_a_run_has_the_same_fingerprint_wherever_it_stands(
    run: list[str], before: list[str], after: list[str]
) -> None:
    alone = runs_of(" ".join(run))
    inside = runs_of(" ".join([*before, *run, *after]))
    assert inside[len(before) :][: len(run) - RUN_WORDS + 1] == alone
