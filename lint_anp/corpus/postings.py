"""Lists of texts by fingerprint as an index keeps them: sorted numbers in few rows of a table.

A row holds all entries whose fingerprints begin with the same 15 bits. An entry has 64 bits: the
other 16 bits of the fingerprint, one for a text that stands in few posts, and the text's 47. So
entries are in the order in which a list is cut, and each takes eight bytes.
"""

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lint_anp.corpus.lists import LIST_LIMIT
from lint_anp.corpus.queries import about

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, Any]

ROW_BITS, LOW_BITS, TEXT_BITS = 15, 16, 47
LOW = (1 << LOW_BITS) - 1
TEXT = (1 << TEXT_BITS) - 1
RANK_BITS = TEXT_BITS + 1
RANK = (1 << RANK_BITS) - 1

Posting = tuple[int, bool, int]
"""A fingerprint, whether the text stands in few posts, and the text."""


class Postings:
    """The lists in one table of an index; rows that were read are remembered until forgotten."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self.connection = connection
        self.table = table
        self.rows: dict[int, array[int]] = {}
        self.heads: dict[int, list[int]] = {}

    def forget(self) -> None:
        """Forgets what was read: another transaction may change it."""
        self.rows.clear()
        self.heads.clear()

    def row(self, number: int) -> "array[int]":
        """The entries of a row."""
        entries = self.rows.get(number)
        if entries is None:
            entries = self.rows[number] = array("Q")
            sql = f"SELECT entries FROM {self.table} WHERE id = ?"
            for (data,) in self.connection.execute(sql, (number,)):
                entries.frombytes(data)
        return entries

    def read(self, values: Iterable[int]) -> None:
        """Reads the lists of some fingerprints at once."""
        left = sorted({value >> LOW_BITS for value in values} - self.rows.keys())
        self.rows |= {number: array("Q") for number in left}
        sql = f"SELECT id, entries FROM {self.table} WHERE id IN ({{}})"
        for number, entries in about(self.connection, sql, left):
            self.rows[number].frombytes(entries)

    def ranks(self, value: int, limit: int | None = None) -> list[int]:
        """The texts with a fingerprint as numbers that sort like the list, those in more posts
        first: `rank & TEXT` is the text. `limit` cuts the list."""
        entries = self.row(value >> LOW_BITS)
        low = value & LOW
        start = bisect_left(entries, low << RANK_BITS)
        end = bisect_left(entries, (low + 1) << RANK_BITS, start) if low < LOW else len(entries)
        if limit is not None:
            end = min(end, start + limit)
        return [entry & RANK for entry in entries[start:end]]

    def head(self, value: int) -> list[int]:
        """The first LIST_LIMIT of them."""
        found = self.heads.get(value)
        if found is None:
            found = self.heads[value] = self.ranks(value, LIST_LIMIT)
        return found

    def texts(self, value: int) -> list[int]:
        """The texts with a fingerprint, in that order."""
        return [rank & TEXT for rank in self.ranks(value)]

    def change(self, gone: Iterable[Posting], come: Iterable[Posting]) -> None:
        """Takes entries out and puts others in."""
        changed = set()
        self.heads.clear()
        for posting in gone:
            entries, entry = self.row(posting[0] >> LOW_BITS), pack(posting)
            place = bisect_left(entries, entry)
            if place < len(entries) and entries[place] == entry:
                del entries[place]
                changed.add(posting[0] >> LOW_BITS)
        for posting in come:
            entries, entry = self.row(posting[0] >> LOW_BITS), pack(posting)
            place = bisect_left(entries, entry)
            if place == len(entries) or entries[place] != entry:
                entries.insert(place, entry)
                changed.add(posting[0] >> LOW_BITS)
        self.write((number, self.rows[number].tobytes()) for number in sorted(changed))

    def fill(self, keys: "Numbers", texts: "Numbers") -> None:
        """Fills an empty table; `keys` are sorted, each a fingerprint, then 32 bits: whether the
        text stands in few posts, then its number in `texts`, which are ascending."""
        self.write(pack_rows(keys, texts))
        self.forget()

    def write(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Writes whole rows."""
        sql = f"INSERT OR REPLACE INTO {self.table} VALUES (?, ?)"
        self.connection.executemany(sql, rows)


def pack(posting: Posting) -> int:
    """The entry of a posting."""
    value, few, text = posting
    return (value & LOW) << RANK_BITS | few << TEXT_BITS | text


def pack_rows(keys: "Numbers", texts: "Numbers") -> Iterator[tuple[int, bytes]]:
    """The rows for many postings, made one by one: all entries at once take five times as much."""
    import numpy

    starts = numpy.arange((1 << ROW_BITS) + 1, dtype=numpy.uint64) << numpy.uint64(32 + LOW_BITS)
    for row, (start, end) in enumerate(pairwise(keys.searchsorted(starts).tolist())):
        if start < end:
            some = keys[start:end]
            low = some >> numpy.uint64(32) & numpy.uint64(LOW)
            few = some >> numpy.uint64(31) & numpy.uint64(1)
            rank = few << numpy.uint64(TEXT_BITS) | texts[some & numpy.uint64(0x7FFFFFFF)]
            yield row, (low << numpy.uint64(RANK_BITS) | rank).tobytes()
