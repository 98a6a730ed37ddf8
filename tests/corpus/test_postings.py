"""Lists of texts by fingerprint: what is put in comes out, in the order in which lists are cut."""

import sqlite3

import numpy
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.corpus.postings import TEXT, Posting, Postings

VALUES = st.sampled_from([0, 1, 0xFFFF, 0x10000, 0x1FFFF, 2**31 - 1])
POSTINGS = st.sets(st.tuples(VALUES, st.booleans(), st.sampled_from([0, 1, 7, 2**47 - 1])))


def make() -> Postings:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE print (id INTEGER PRIMARY KEY, entries BLOB)")
    return Postings(connection, "print")


def listed(postings: set[Posting], value: int) -> list[int]:
    return [text for known, _, text in sorted(postings) if known == value]


@given(POSTINGS, POSTINGS, POSTINGS)
def test_what_came_and_did_not_go_is_there(
    first: set[Posting], gone: set[Posting], come: set[Posting]
) -> None:
    postings = make()
    postings.change((), first)
    postings.change(gone, come)
    postings.forget()
    left = (first - gone) | come
    for value in {value for value, _, _ in (*first, *come)}:
        assert postings.texts(value) == listed(left, value)
        assert [rank & TEXT for rank in postings.ranks(value, 2)] == listed(left, value)[:2]


@given(POSTINGS)
def test_filling_at_once_is_the_same(postings: set[Posting]) -> None:
    texts = sorted({text for _, _, text in postings})
    keys = sorted(value << 32 | few << 31 | texts.index(text) for value, few, text in postings)
    filled, changed = make(), make()
    filled.fill(numpy.array(keys, dtype=numpy.uint64), numpy.array(texts, dtype=numpy.uint64))
    changed.change((), postings)
    rows = [
        one.connection.execute("SELECT * FROM print ORDER BY id").fetchall()
        for one in (filled, changed)
    ]
    assert rows[0] == rows[1]
