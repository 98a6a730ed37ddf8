"""An empty index filled with all posts of a site at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lint_anp.corpus.compare import Comparison, Hashed, hash_texts, keys_of_prints
from lint_anp.corpus.fingerprints import fingerprint_runs
from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.index import Index
from lint_anp.corpus.index_texts import value_key
from lint_anp.corpus.index_update import Change, write_file
from lint_anp.corpus.lists import join_bits, join_parts
from lint_anp.corpus.packed import pack, pack_near
from lint_anp.corpus.records import pack_post

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, Any]


def fill(index: Index, changes: Sequence[Change], corpus: GatheredCorpus | None = None) -> None:
    """Fills an empty index; the caller has begun a transaction. `corpus` has the same posts, where
    these were compared already; nothing can be told of them from it any more."""
    paths: dict[tuple[str, int], str] = {}
    for change in changes:
        write_file(index, change)
        paths |= {(one.path, one.number): change.path for one in change.texts}
    if corpus is None:
        corpus = GatheredCorpus([one for change in changes for one in change.texts])
    corpus.comparison.forget_words()
    many = index.connection.executemany
    many("INSERT INTO post VALUES (?, ?, ?, ?)", rows_of_posts(corpus, paths))
    many("INSERT INTO holder VALUES (?, ?)", rows_of_holders(corpus.comparison))
    many("INSERT OR IGNORE INTO value VALUES (?, ?)", sorted(rows_of_values(corpus)))
    many("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?)", rows_of_texts(corpus))
    fill_postings(index, corpus.comparison)


def rows_of_posts(
    corpus: GatheredCorpus, paths: Mapping[tuple[str, int], str]
) -> Iterator[tuple[int, str, int, bytes]]:
    """The rows of all posts, given their paths in the index."""
    for post, texts in enumerate(corpus.posts, 1):
        yield post, paths[texts.path, texts.number], texts.number, pack_post(texts)


def rows_of_holders(comparison: Comparison) -> Iterator[tuple[int, int]]:
    """All texts with the posts that hold them."""
    for text, posts in zip(comparison.ids.tolist(), comparison.posts, strict=True):
        for post in posts:
            yield text, post + 1


def rows_of_values(corpus: GatheredCorpus) -> Iterator[tuple[int, int]]:
    """All values with the posts that have them."""
    for post, texts in enumerate(corpus.posts, 1):
        for one in texts.values:
            yield value_key(one.rule, one.key), post


def rows_of_texts(corpus: GatheredCorpus) -> Iterator[tuple[Any, ...]]:
    """The rows of all texts."""
    comparison = corpus.comparison
    ids, found = comparison.ids.tolist(), comparison.found
    kinds = [""] * len(ids)
    for numbers, post in zip(corpus.texts, corpus.posts, strict=True):
        for number, passage in zip(numbers, post.passages, strict=True):
            kinds[number] = passage.kind
    links = joined(ids, found.ones, found.others)
    back = joined(ids, found.others, found.ones)
    for number, (own, others) in enumerate(zip(links, back, strict=True)):
        repeat = comparison.repeats.get(number)
        near = None
        if repeat is not None:
            near = pack_near(map(ids.__getitem__, repeat.near), repeat.near_scores)
        score = repeat.score if repeat else None
        yield (
            ids[number],
            kinds[number],
            score,
            near,
            own,
            others,
            pack(comparison.texts[number]),
        )


def joined(ids: Sequence[int], ones: Sequence[int], others: Sequence[int]) -> Iterator[bytes]:
    """For each text the ids of those that stand beside it in two columns of texts, ascending."""
    import numpy

    keys = distinct(join_bits(numpy.array(ones), numpy.array(others)))
    spans = keys.searchsorted(numpy.arange(len(ids) + 1, dtype=numpy.uint64) << numpy.uint64(32))
    beside = numpy.array(ids, dtype=numpy.uint64)[keys & numpy.uint64(0xFFFFFFFF)]
    del keys
    for start, end in pairwise(spans.tolist()):
        yield beside[start:end].tobytes()


def fill_postings(index: Index, comparison: Comparison) -> None:
    """Fills the lists of texts by fingerprint."""
    texts = index.texts
    for postings, keys_of in ((texts.prints, keys_of_prints), (texts.runs, keys_of_runs)):
        parts = (distinct(keys_of(comparison, part)) for part in hash_texts(comparison))
        keys = join_parts(parts, comparison.starts[-1])
        keys.sort()
        postings.fill(keys, comparison.ids)


def keys_of_runs(comparison: Comparison, part: Hashed) -> "Numbers":
    """Each fingerprint of a run of words, then its text."""
    found = fingerprint_runs(part.words, part.ends)
    return join_bits(found.hashes[found.places], part.owners[found.places])


def distinct(keys: "Numbers") -> "Numbers":
    """Keys, which are sorted in place, each once; numpy.unique hashes them, which takes longer."""
    import numpy

    keys.sort()
    return keys[numpy.diff(keys, prepend=keys[:1] - numpy.uint64(1)) > 0]
