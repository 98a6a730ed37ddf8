"""An empty index filled with all posts of a site at once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lint_anp.corpus.compare import Comparison, hash_texts
from lint_anp.corpus.fingerprints import fingerprint_runs
from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.index import Index, value_key
from lint_anp.corpus.index_update import Change, write_file
from lint_anp.corpus.lists import join_bits
from lint_anp.corpus.records import pack, pack_near, pack_post
from lint_anp.corpus.verdict import Near

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
    ids = corpus.comparison.ids.tolist()
    posts: list[tuple[int, str, int, bytes]] = []
    held: list[tuple[int, int]] = []
    values: list[tuple[int, int]] = []
    kinds = [""] * len(ids)
    for post, (texts, numbers) in enumerate(zip(corpus.posts, corpus.texts, strict=True), 1):
        path = paths[texts.path, texts.number]
        posts.append((post, path, texts.number, pack_post(texts)))
        held += ((ids[number], post) for number in numbers)
        values += ((value_key(one.rule, one.key), post) for one in texts.values)
        for number, passage in zip(numbers, texts.passages, strict=True):
            kinds[number] = passage.kind
    many = index.connection.executemany
    many("INSERT INTO post VALUES (?, ?, ?, ?)", posts)
    many("INSERT OR IGNORE INTO holder VALUES (?, ?)", sorted(held))
    many("INSERT OR IGNORE INTO value VALUES (?, ?)", sorted(values))
    many("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?)", rows_of_texts(corpus.comparison, kinds))
    fill_postings(index, corpus.comparison)


def rows_of_texts(comparison: Comparison, kinds: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of all texts of a comparison."""
    ids, found = comparison.ids.tolist(), comparison.found
    links = joined(ids, found.ones, found.others)
    back = joined(ids, found.others, found.ones)
    for number, (own, others) in enumerate(zip(links, back, strict=True)):
        repeat = comparison.repeats.get(number)
        near = None
        if repeat is not None:
            near = pack_near(Near(ids[one.text], one.score) for one in repeat.near)
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
    for start, end in pairwise(spans.tolist()):
        yield beside[start:end].tobytes()


def fill_postings(index: Index, comparison: Comparison) -> None:
    """Fills the lists of texts by fingerprint."""

    prints: list[Numbers] = []
    runs: list[Numbers] = []
    for part in hash_texts(comparison):
        prints.append(distinct(part.keys(comparison)))
        found = fingerprint_runs(part.words, part.ends)
        owners = part.owners[found.places]
        runs.append(distinct(join_bits(found.hashes[found.places], owners)))
    index.prints.fill(sort_all(prints), comparison.ids)
    index.runs.fill(sort_all(runs), comparison.ids)


def distinct(keys: "Numbers") -> "Numbers":
    """Keys, which are sorted in place, each once; numpy.unique hashes them, which takes longer."""
    import numpy

    keys.sort()
    return keys[numpy.diff(keys, prepend=keys[:1] - numpy.uint64(1)) > 0]


def sort_all(parts: "list[Numbers]") -> "Numbers":
    """The keys of some arrays, which are given away, ascending; no two arrays share one."""
    import numpy

    keys = numpy.concatenate(parts) if parts else numpy.empty(0, dtype=numpy.uint64)
    parts.clear()
    keys.sort()
    return keys
