"""An empty index filled with all posts of a site at once."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lint_anp.corpus.compare import Comparison, Texts
from lint_anp.corpus.fingerprints import fingerprint, hash_words, mark_of, text_id
from lint_anp.corpus.index import Index, pack, pack_near, pack_numbers, pack_post, value_key
from lint_anp.corpus.index_update import Change, is_few, write_file
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.verdict import Near

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, Any]

AT_ONCE = 20_000
"""Texts whose fingerprints are made at once: some megabytes."""


def fill(index: Index, changes: Sequence[Change]) -> None:
    """Fills an empty index; the caller has begun a transaction."""
    gathered = Texts()
    posts: list[tuple[int, Change, PostTexts]] = []
    for change in changes:
        write_file(index, change)
        for one in change.texts:
            posts.append((len(posts) + 1, change, one))
    held: list[tuple[int, int]] = []
    values: list[tuple[int, int]] = []
    kinds: dict[int, str] = {}
    for post, _, texts in posts:
        for passage in texts.passages:
            gathered.add(passage.text, passage.kind, post)
            id_ = text_id(passage.text, passage.kind)
            held.append((id_, post))
            if passage.kind:
                kinds[id_] = passage.kind
        values += ((value_key(one.rule, one.key), post) for one in texts.values)
    many = index.connection.executemany
    many(
        "INSERT INTO post VALUES (?, ?, ?, ?)",
        ((post, change.path, texts.number, pack_post(texts)) for post, change, texts in posts),
    )
    many("INSERT OR IGNORE INTO holder VALUES (?, ?)", sorted(held))
    many("INSERT OR IGNORE INTO value VALUES (?, ?)", sorted(values))
    comparison = Comparison(gathered)
    many("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?)", rows_of_texts(comparison, kinds))
    fill_postings(index, comparison, [kinds.get(id_, "") for id_ in comparison.ids])


def rows_of_texts(comparison: Comparison, kinds: dict[int, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of all texts of a comparison."""
    ids = comparison.ids
    back: dict[int, list[int]] = {}
    for text, others in comparison.links.items():
        for other in others:
            back.setdefault(other, []).append(ids[text])
    for number, id_ in enumerate(ids):
        repeat = comparison.repeats.get(number)
        near = None
        if repeat is not None:
            near = pack_near(Near(ids[one.text], one.score) for one in repeat.near)
        links = sorted({ids[other] for other in comparison.links.get(number, ())})
        yield (
            id_,
            kinds.get(id_, ""),
            repeat.score if repeat else None,
            near,
            pack_numbers(links),
            pack_numbers(sorted(set(back.get(number, ())))),
            pack(comparison.texts[number]),
        )


def fill_postings(index: Index, comparison: Comparison, kinds: Sequence[str]) -> None:
    """Fills the lists of texts by fingerprint."""
    import numpy

    prints: list[Numbers] = []
    runs: list[Numbers] = []
    for start in range(0, len(kinds), AT_ONCE):
        texts = comparison.texts[start : start + AT_ONCE]
        hashes = [hash_words(text.split(" ")) for text in texts]
        sizes = numpy.array([len(some) for some in hashes])
        words = numpy.array([value for some in hashes for value in some], dtype=numpy.uint64)
        made = fingerprint(words, numpy.repeat(numpy.cumsum(sizes), sizes))
        numbers = numpy.repeat(numpy.arange(start, start + len(texts), dtype=numpy.uint64), sizes)
        marks = numpy.array([mark_of(kind) for kind in kinds], dtype=numpy.uint64)
        few = numpy.array([is_few(len(some)) for some in comparison.posts], dtype=numpy.uint64)
        owners = numbers[made.chosen]
        values = made.triples[made.chosen].astype(numpy.uint64) ^ marks[owners]
        rank = few[owners] << numpy.uint64(31) | owners
        prints.append(values << numpy.uint64(32) | rank)
        values = made.run_hashes[made.runs].astype(numpy.uint64)
        runs.append(values << numpy.uint64(32) | numbers[made.runs])
    ids = numpy.array(comparison.ids, dtype=numpy.uint64)
    index.prints.fill(distinct(prints), ids)
    index.runs.fill(distinct(runs), ids)


def distinct(parts: "list[Numbers]") -> "Numbers":
    """All keys of some arrays, ascending, each once."""
    import numpy

    keys = numpy.concatenate(parts) if parts else numpy.empty(0, dtype=numpy.uint64)
    keys.sort()
    return keys[numpy.diff(keys, prepend=keys[:1] - numpy.uint64(1)) > 0]
