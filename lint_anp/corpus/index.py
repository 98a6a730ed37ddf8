"""The index of a site: what is compared of its posts, kept in SQLite, so that one changed post is
held beside all others without reading these.

It is a cache: deleting it loses nothing, and one that is damaged, older, or made under other
settings is made anew. A run changes it in one transaction, so that a kill leaves it as it was.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lint_anp.corpus.compare import CANDIDATES, Comparison, Known, Texts
from lint_anp.corpus.fingerprints import fingerprint, hash_words, mark_of, text_id
from lint_anp.corpus.lists import LIST_LIMIT
from lint_anp.corpus.overlap import Grams
from lint_anp.corpus.passages import Passage, PostTexts, Value
from lint_anp.corpus.verdict import ANCHOR_POSTS, STEADY, Near, Repeat, judge
from lint_anp.schema.conformed import Place

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


class Change(NamedTuple):
    """A file as it is now; without texts it is no post, or gone."""

    path: str
    stamp: Stamp | None
    digest: str
    texts: tuple[PostTexts, ...]


def update(index: Index, changes: Sequence[Change]) -> None:
    """Brings the index up to date; the caller has begun a transaction."""
    if index.column("SELECT count(*) FROM text")[0] == 0:
        fill(index, changes)
        return
    left: set[tuple[int, int]] = set()
    come: set[tuple[int, int]] = set()
    for change in changes:
        replace_file(index, change, left, come)
    settle(index, left - come, come - left)


def replace_file(
    index: Index, change: Change, left: set[tuple[int, int]], come: set[tuple[int, int]]
) -> None:
    """Replaces the posts of a file; the pairs of text and post that it had go into `left`, those
    that it has into `come`. A post keeps its number in the index."""
    index.execute("DELETE FROM file WHERE path = ?", (change.path,))
    if change.stamp is not None:
        row = (change.path, change.stamp.size, change.stamp.time, change.digest)
        index.execute("INSERT INTO file VALUES (?, ?, ?, ?)", row)
    posts = {}
    for post, number, record in index.execute(
        "SELECT id, number, record FROM post WHERE path = ?", (change.path,)
    ).fetchall():
        posts[number] = post
        data = json.loads(record)
        left.update((passage[0], post) for passage in data["passages"])
        for rule, key, *_ in data["values"]:
            index.execute(
                "DELETE FROM value WHERE key = ? AND post = ?", (value_key(rule, key), post)
            )
        index.execute("DELETE FROM post WHERE id = ?", (post,))
    for texts in change.texts:
        values = (posts.get(texts.number), change.path, texts.number, pack(texts))
        post = index.execute("INSERT INTO post VALUES (?, ?, ?, ?)", values).lastrowid or 0
        come.update((text_id(one.text, one.kind), post) for one in texts.passages)
        index.connection.executemany(
            "INSERT OR IGNORE INTO text VALUES (?, ?, ?, NULL, NULL)",
            ((text_id(one.text, one.kind), one.kind, one.text) for one in texts.passages),
        )
        index.connection.executemany(
            "INSERT OR IGNORE INTO value VALUES (?, ?)",
            ((value_key(one.rule, one.key), post) for one in texts.values),
        )


def count_posts(index: Index, text: int) -> int:
    """The number of posts that hold a text."""
    return int(index.column("SELECT count(*) FROM holder WHERE text = ?", text)[0])


def value_key(rule: str, key: str) -> int:
    """The number of a value that should differ from post to post."""
    return text_id(key, rule)


def settle(
    index: Index, left: Collection[tuple[int, int]], come: Collection[tuple[int, int]]
) -> None:
    """Takes out and puts in pairs of text and post; judges anew each text whose posts changed, and
    those that see such a text."""
    before = {text: count_posts(index, text) for text, _ in (*left, *come)}
    many = index.connection.executemany
    many("DELETE FROM holder WHERE text = ? AND post = ?", left)
    many("INSERT OR IGNORE INTO holder VALUES (?, ?)", come)
    touched: set[int] = set()
    gone = []
    for text, old in sorted(before.items()):
        now = count_posts(index, text)
        seen = min(old, now) >= STEADY or old == now == 0
        prints = index.prints(text)
        if not seen:
            touched |= seeing(index, prints.chosen, text)
        if (old == 0) != (now == 0) or is_few(old) != is_few(now):
            move_prints(index, text, prints, old, now)
            if not seen:
                touched |= seeing(index, prints.chosen, text)
        if now:
            touched.add(text)
        else:
            gone.append(text)
    for text in gone:
        index.execute("DELETE FROM text WHERE id = ?", (text,))
        index.execute("DELETE FROM link WHERE one = ? OR other = ?", (text, text))
    for text in sorted(touched.difference(gone)):
        judge_text(index, text)


def move_prints(index: Index, text: int, prints: Prints, old: int, now: int) -> None:
    """Puts a text into the lists, takes it out, or moves it to its place in them."""
    many = index.connection.executemany
    rows = [(value, int(is_few(old)), text) for value in prints.chosen]
    many("DELETE FROM print WHERE value = ? AND few = ? AND text = ?", rows if old else [])
    rows = [(value, int(is_few(now)), text) for value in prints.chosen]
    many("INSERT OR IGNORE INTO print VALUES (?, ?, ?)", rows if now else [])
    runs = [(value, text) for value in prints.runs]
    if not now:
        many("DELETE FROM run WHERE value = ? AND text = ?", runs)
    elif not old:
        many("INSERT OR IGNORE INTO run VALUES (?, ?)", runs)


def is_few(posts: int) -> bool:
    """Whether a text stands in too few posts to come first in the lists."""
    return posts < ANCHOR_POSTS


def seeing(index: Index, values: Iterable[int], text: int) -> set[int]:
    """The texts in those lists in which a text is among the first."""
    found: set[int] = set()
    for value in values:
        members = index.column("SELECT text FROM print WHERE value = ? ORDER BY few, text", value)
        if len(members) <= LIST_LIMIT + 1 or text in members[: LIST_LIMIT + 1]:
            found.update(members)
    return found


def judge_text(index: Index, text: int) -> None:
    """Compares a text with its candidates, and keeps what comes of it."""
    votes: dict[tuple[int, int], int] = {}
    for value in index.prints(text).chosen:
        for few, other in index.execute(
            "SELECT few, text FROM print WHERE value = ? ORDER BY few, text LIMIT ?",
            (value, LIST_LIMIT),
        ):
            if other != text:
                votes[few, other] = votes.get((few, other), 0) + 1
    best = sorted(votes, key=lambda key: (-votes[key], key))[:CANDIDATES]
    verdict = judge(index, text, [other for _, other in best])
    index.execute("DELETE FROM link WHERE one = ?", (text,))
    index.connection.executemany(
        "INSERT OR IGNORE INTO link VALUES (?, ?)", ((text, other) for other in verdict.links)
    )
    repeat = verdict.repeat
    near = json.dumps([[one.text, one.score] for one in repeat.near]) if repeat else None
    index.execute(
        "UPDATE text SET score = ?, near = ? WHERE id = ?",
        (repeat.score if repeat else None, near, text),
    )


def fill(index: Index, changes: Sequence[Change]) -> None:
    """Fills an empty index with all posts at once."""
    gathered = Texts()
    posts: list[tuple[int, Change, PostTexts]] = []
    for change in changes:
        if change.stamp is not None:
            row = (change.path, change.stamp.size, change.stamp.time, change.digest)
            index.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", row)
        for one in change.texts:
            posts.append((len(posts) + 1, change, one))
    held: list[tuple[int, int]] = []
    values: list[tuple[int, int]] = []
    for post, _, texts in posts:
        for passage in texts.passages:
            gathered.add(passage.text, passage.kind, post)
            held.append((text_id(passage.text, passage.kind), post))
        values += ((value_key(one.rule, one.key), post) for one in texts.values)
    many = index.connection.executemany
    many(
        "INSERT INTO post VALUES (?, ?, ?, ?)",
        ((post, change.path, texts.number, pack(texts)) for post, change, texts in posts),
    )
    many("INSERT OR IGNORE INTO holder VALUES (?, ?)", sorted(held))
    many("INSERT OR IGNORE INTO value VALUES (?, ?)", sorted(values))
    kinds = {
        text_id(passage.text, passage.kind): passage.kind
        for _, _, texts in posts
        for passage in texts.passages
        if passage.kind
    }
    comparison = Comparison(gathered)
    ids = comparison.ids
    many("INSERT INTO text VALUES (?, ?, ?, ?, ?)", rows_of_texts(comparison, kinds))
    many(
        "INSERT OR IGNORE INTO link VALUES (?, ?)",
        sorted((ids[one], ids[two]) for one, others in comparison.links.items() for two in others),
    )
    prints: list[tuple[int, int, int]] = []
    runs: list[tuple[int, int]] = []
    for number, id_ in enumerate(ids):
        made = make_prints(comparison.texts[number], kinds.get(id_, ""))
        few = int(is_few(len(comparison.posts[number])))
        prints += ((value, few, id_) for value in made.chosen)
        runs += ((value, id_) for value in made.runs)
    many("INSERT INTO print VALUES (?, ?, ?)", sorted(prints))
    many("INSERT INTO run VALUES (?, ?)", sorted(runs))


def rows_of_texts(comparison: Comparison, kinds: Mapping[int, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of all texts of a comparison."""
    for number, id_ in enumerate(comparison.ids):
        repeat = comparison.repeats.get(number)
        near = None
        if repeat is not None:
            near = json.dumps([[comparison.ids[one.text], one.score] for one in repeat.near])
        yield (
            id_,
            kinds.get(id_, ""),
            comparison.texts[number],
            repeat.score if repeat else None,
            near,
        )


def pack(texts: PostTexts) -> str:
    """What of a post is compared, as JSON; its texts by their numbers."""
    return json.dumps(
        {
            "words": texts.words,
            "passages": [
                [text_id(one.text, one.kind), one.start, one.end, one.line, one.pointer]
                for one in texts.passages
            ],
            "values": texts.values,
            "facts": texts.facts,
            "place": texts.place,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unpack(
    index: Index,
    path: str,
    number: int,
    record: str,
    wanted: Collection[int] | None,
) -> PostTexts:
    """What of a post is compared, from its record; only the `wanted` texts where these are told."""
    data = json.loads(record)
    passages = []
    for text, start, end, line, pointer in data["passages"]:
        if wanted is not None and text not in wanted:
            continue
        ((kind, words),) = index.execute("SELECT kind, words FROM text WHERE id = ?", (text,))
        size = words.count(" ") + 1
        passages.append(Passage(kind, words, size, start, end, line, pointer))
    return PostTexts(
        path,
        number,
        data["words"],
        tuple(passages),
        tuple(Value(*value) for value in data["values"]),
        data["facts"],
        Place(*data["place"]),
    )


class Around(NamedTuple):
    """Some posts and all with which they have something in common: what is known of their texts,
    and the number of all posts of the site."""

    posts: list[PostTexts]
    known: Known
    total: int


def read_around(index: Index, paths: Iterable[str], shown: Callable[[str], str]) -> Around:
    """The posts of some files and those with which they have something in common; `shown` gives a
    path as reports tell it."""
    posts: set[int] = set()
    texts: set[int] = set()
    for path in paths:
        for post, record in index.execute("SELECT id, record FROM post WHERE path = ?", (path,)):
            data = json.loads(record)
            posts.add(post)
            texts.update(passage[0] for passage in data["passages"])
            for rule, key, *_ in data["values"]:
                sql = "SELECT post FROM value WHERE key = ?"
                posts.update(index.column(sql, value_key(rule, key)))
    repeats = read_repeats(index, texts)
    near = {one.text for repeat in repeats.values() for one in repeat.near}
    wanted = texts | near
    for value in sorted({value for text in texts for value in index.prints(text).runs}):
        wanted.update(index.column("SELECT text FROM run WHERE value = ?", value))
    families: dict[int, int] = {}
    for text in sorted(texts | near):
        if text not in families:
            members = family_of(index, text)
            wanted |= members
            families |= dict.fromkeys(members, min(members))
    for text in wanted:
        posts.update(index.column("SELECT post FROM holder WHERE text = ?", text))
    rows = [
        row
        for post in sorted(posts)
        for row in index.execute("SELECT path, number, record FROM post WHERE id = ?", (post,))
    ]
    named = set(paths)
    found = [
        unpack(index, shown(path), number, record, None if path in named else wanted)
        for path, number, record in rows
    ]
    return Around(found, Known(repeats, families), index.column("SELECT count(*) FROM post")[0])


def read_repeats(index: Index, texts: Iterable[int]) -> dict[int, Repeat]:
    """What is known of some texts that are repeated."""
    repeats = {}
    for text in texts:
        for score, near in index.execute("SELECT score, near FROM text WHERE id = ?", (text,)):
            if score is not None:
                repeats[text] = Repeat(score, tuple(Near(*one) for one in json.loads(near)))
    return repeats


def family_of(index: Index, text: int) -> set[int]:
    """The texts of a text's family: all that links lead to, in either direction."""
    found = {text}
    left = [text]
    while left:
        one = left.pop()
        for other in index.column(
            "SELECT other FROM link WHERE one = ?1 UNION SELECT one FROM link WHERE other = ?1", one
        ):
            if other not in found:
                found.add(other)
                left.append(other)
    return found
