"""The index of a site: what is compared of its posts, kept in SQLite, so that one changed post is
held beside all others without reading these.

It is a cache: deleting it loses nothing, and one that is damaged, older, or made under other
settings is made anew. A run changes it in one transaction, so that a kill leaves it as it was.
"""

import os
import sqlite3
from typing import Any, NamedTuple

from lint_anp.corpus.fingerprints import fingerprint, hash_words, mark_of, text_id
from lint_anp.corpus.overlap import Grams
from lint_anp.corpus.verdict import ANCHOR_POSTS, STEADY

FORMAT = 1
"""Raised whenever what the index holds changes."""

NAME = "index.db"

WAIT = 30
"""Seconds that a run waits for another one that writes."""

TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, time INTEGER, digest TEXT) WITHOUT ROWID;
CREATE TABLE post (id INTEGER PRIMARY KEY, path TEXT, number INTEGER, record TEXT);
CREATE INDEX post_path ON post (path);
CREATE TABLE text (id INTEGER PRIMARY KEY, kind TEXT, words TEXT, score REAL, near TEXT);
CREATE TABLE holder (text INTEGER, post INTEGER, PRIMARY KEY (text, post)) WITHOUT ROWID;
CREATE TABLE print (value INTEGER, few INTEGER, text INTEGER, PRIMARY KEY (value, few, text))
  WITHOUT ROWID;
CREATE TABLE run (value INTEGER, text INTEGER, PRIMARY KEY (value, text)) WITHOUT ROWID;
CREATE TABLE link (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX link_back ON link (other, one);
CREATE TABLE value (key INTEGER, post INTEGER, PRIMARY KEY (key, post)) WITHOUT ROWID;
"""


class Stamp(NamedTuple):
    """By what a file is known to be unchanged: its size, and when it was last changed in ns."""

    size: int
    time: int


class Prints(NamedTuple):
    """A text's fingerprints: those by which it is found, and those of its runs."""

    grams: Grams
    chosen: list[int]
    runs: list[int]


class Index:
    """An open index. `posts` gives the posts of a text, `grams` its hashed runs."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        self.execute = self.connection.execute
        self.execute("PRAGMA journal_mode = WAL")
        self.execute("PRAGMA synchronous = NORMAL")
        self.known: dict[int, Prints] = {}
        self.posts = Holders(self)

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def column(self, sql: str, *values: object) -> list[Any]:
        """The first column of what a query gives."""
        return [row[0] for row in self.execute(sql, values)]

    def prints(self, text: int) -> Prints:
        """The fingerprints of a text."""
        found = self.known.get(text)
        if found is None:
            ((kind, words),) = self.execute("SELECT kind, words FROM text WHERE id = ?", (text,))
            found = self.known[text] = make_prints(words, kind)
        return found

    def grams(self, text: int) -> Grams:
        """The hashed runs of a text."""
        return self.prints(text).grams


class Holders:
    """The posts that hold a text, by its id; of many so many that more change no score."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def __getitem__(self, text: int) -> list[int]:
        sql = "SELECT post FROM holder WHERE text = ? LIMIT ?"
        return self.index.column(sql, text, STEADY + ANCHOR_POSTS)


def make_prints(words: str, kind: str) -> Prints:
    """The fingerprints of a text, as a comparison makes them."""
    import numpy

    split = words.split(" ")
    hashes = numpy.array(hash_words(split), dtype=numpy.uint64)
    prints = fingerprint(hashes, numpy.full(len(split), len(split)))
    mark = mark_of(kind)
    return Prints(
        Grams(len(split), prints.pairs[:-1].tolist(), prints.triples[:-2].tolist()),
        sorted({value ^ mark for value in prints.triples[prints.chosen].tolist()}),
        sorted(set(prints.run_hashes[prints.runs].tolist())),
    )


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
    index.execute("INSERT INTO setting VALUES ('made', ?)", (settings,))


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


def stamps_of(index: Index) -> dict[str, tuple[Stamp, str]]:
    """The files of the index with their stamps and digests."""
    return {
        path: (Stamp(size, time), digest)
        for path, size, time, digest in index.execute("SELECT * FROM file")
    }


def value_key(rule: str, key: str) -> int:
    """The number of a value that should differ from post to post."""
    return text_id(key, rule)
