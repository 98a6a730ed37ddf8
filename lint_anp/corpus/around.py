"""What an index knows around some files: their posts, and all with which they share something."""

import json
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from lint_anp.corpus.compare import Known
from lint_anp.corpus.index import Index, value_key
from lint_anp.corpus.passages import Passage, PostTexts, Value
from lint_anp.corpus.verdict import Near, Repeat
from lint_anp.schema.conformed import Place


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
