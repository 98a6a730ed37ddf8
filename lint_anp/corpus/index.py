"""The index of a site: what is compared of its posts, kept in SQLite, so that one changed post is
held beside all others without reading these.

It is a cache: deleting it loses nothing, and one that is damaged, older, or made under other
settings is made anew. A run changes it in one transaction, so that a kill leaves it as it was.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.corpus.queries import about

if TYPE_CHECKING:
    from lint_anp.corpus.index_texts import Texts

FORMAT = 6
"""Raised whenever what the index holds changes."""

NAME = "index.db"

WAIT = 30
"""Seconds that a run waits for another one that writes."""

PAGE = 16_384
"""Bytes of a page of a new index: the findings of a file, which are long, are in fewer pages."""

TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, state INTEGER, time INTEGER, digest BLOB) WITHOUT ROWID;
CREATE TABLE post (id INTEGER PRIMARY KEY, path TEXT, number INTEGER, record BLOB);
CREATE UNIQUE INDEX post_path ON post (path, number);
CREATE TABLE text
  (id INTEGER PRIMARY KEY, kind TEXT, score REAL, near BLOB, links BLOB, back BLOB, words BLOB);
CREATE TABLE holder (text INTEGER, post INTEGER, PRIMARY KEY (text, post)) WITHOUT ROWID;
CREATE TABLE print (id INTEGER PRIMARY KEY, entries BLOB);
CREATE TABLE run (id INTEGER PRIMARY KEY, entries BLOB);
CREATE TABLE value (key INTEGER, post INTEGER, PRIMARY KEY (key, post)) WITHOUT ROWID;
CREATE TABLE outcome
  (path TEXT PRIMARY KEY, day TEXT, lookups TEXT, posts INTEGER, strange INTEGER, errors INTEGER,
  warnings INTEGER, notes INTEGER, silenced BLOB, lines BLOB, rest BLOB, digest BLOB);
CREATE TABLE naming (path TEXT PRIMARY KEY, marks BLOB) WITHOUT ROWID;
CREATE TABLE listing (made TEXT, names BLOB, stamps BLOB);
"""
"""A text's `near` are texts, then their scores, eight bytes each; its `links` are the texts that it
is of one family with by its own verdict, its `back` those by whose verdict it is. A file is naming
others whose `marks` it has, four bytes each. The `listing` has all files with their stamps in one
row, as long as none is brought in."""

FILLED = ("file", "post", "text", "holder", "print", "run", "value", "outcome", "naming", "listing")
"""The tables that hold something of posts."""


class Stamp(NamedTuple):
    """By what a file is known to be unchanged: its size and when it, or who may read it, was last
    changed, added up, as each number costs time; and when it was last written. Times are in ns."""

    state: int
    time: int


class Index:
    """An open index."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        self.execute = self.connection.execute
        self.execute(f"PRAGMA page_size = {PAGE}")
        self.execute("PRAGMA journal_mode = WAL")
        self.execute("PRAGMA synchronous = NORMAL")

    @cached_property
    def texts(self) -> "Texts":
        """What it holds of texts; only a run that compares some asks for it."""
        from lint_anp.corpus.index_texts import Texts

        return Texts(self.connection)

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def begin(self, *, to_write: bool) -> None:
        """Begins a transaction; while one writes, no other process does."""
        self.execute("BEGIN IMMEDIATE" if to_write else "BEGIN")
        self.forget()

    def roll_back(self) -> None:
        """Ends a transaction that was not committed as if it had not been."""
        if self.connection.in_transaction:
            self.execute("ROLLBACK")
            self.forget()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that writes: committed at its end, unless it is rolled back or fails."""
        self.begin(to_write=True)
        try:
            yield
            if self.connection.in_transaction:
                self.execute("COMMIT")
        finally:
            self.roll_back()

    def forget(self) -> None:
        """Forgets what was read of texts and may change."""
        if "texts" in self.__dict__:
            self.texts.forget()

    def version(self) -> int:
        """A number that changes when another process has changed the index."""
        (version,) = self.column("PRAGMA data_version")
        return int(version)

    def column(self, sql: str, *values: object) -> list[Any]:
        """The first column of what a query gives."""
        return [row[0] for row in self.execute(sql, values)]

    def about(self, sql: str, numbers: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """What a query gives about some numbers, whose places `{}` takes."""
        return about(self.connection, sql, sorted(numbers))


def open_index(folder: str, settings: str) -> Index:
    """The index of a site, an empty one where there is none that can be used.

    Raises OSError or sqlite3.Error where the folder cannot be written.
    """
    os.makedirs(folder, exist_ok=True)
    ignore = os.path.join(folder, ".gitignore")
    if not os.path.exists(ignore):
        with open(ignore, "w", encoding="utf-8") as file:
            file.write("*\n")
    path = os.path.join(folder, NAME)
    try:
        index = Index(path)
        if read_setting(index, "made") == settings:
            return index
        index.execute("BEGIN IMMEDIATE")
        if read_setting(index, "made") != settings:
            make_anew(index, settings)
        index.execute("COMMIT")
        return index
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise
        drop_index(folder)
        index = Index(path)
        index.execute("BEGIN IMMEDIATE")
        make_anew(index, settings)
        index.execute("COMMIT")
        return index


def read_setting(index: Index, name: str) -> str | None:
    """A setting of the index; None where it has none."""
    tables = index.column("SELECT name FROM sqlite_master WHERE name = 'setting'")
    found = index.column("SELECT value FROM setting WHERE name = ?", name) if tables else []
    return found[0] if found else None


def make_anew(index: Index, settings: str) -> None:
    """Empties the index."""
    for name in index.column("SELECT name FROM sqlite_master WHERE type = 'table'"):
        if not name.startswith("sqlite_"):
            index.execute(f'DROP TABLE "{name}"')
    for statement in TABLES.split(";"):
        if statement.strip():
            index.execute(statement)
    write_setting(index, "made", settings)


def write_setting(index: Index, name: str, value: str) -> None:
    """Keeps a setting of the index."""
    index.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))


def empty(index: Index) -> None:
    """Takes everything out of the index but its settings; the caller has begun a transaction."""
    for name in FILLED:
        index.execute(f"DELETE FROM {name}")
    index.forget()


def drop_index(folder: str) -> bool:
    """Deletes the index of a site; says whether there was one."""
    found = False
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
        try:
            os.remove(os.path.join(folder, name))
            found = True
        except FileNotFoundError:
            continue
    return found


def stamps_of(index: Index) -> dict[str, tuple[Stamp, bytes]]:
    """The files of the index with their stamps and digests."""
    return {
        path: (Stamp(*stamp), digest)
        for path, *stamp, digest in index.execute("SELECT * FROM file")
    }


def digest_of(index: Index, path: str) -> bytes | None:
    """The digest of a file as the index knows it; None where it does not."""
    found = index.column("SELECT digest FROM file WHERE path = ?", path)
    return found[0] if found else None
