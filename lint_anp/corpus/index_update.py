"""An index brought up to date: what changed of its posts, and the texts that see the change."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lint_anp.corpus.compare import CANDIDATES, Comparison, Texts
from lint_anp.corpus.fingerprints import text_id
from lint_anp.corpus.index import Index, Prints, Stamp, make_prints, value_key
from lint_anp.corpus.lists import LIST_LIMIT
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.verdict import ANCHOR_POSTS, STEADY, judge


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
