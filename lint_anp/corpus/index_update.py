"""An index brought up to date: what changed of its posts, and the texts that see the change."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from lint_anp.corpus.fingerprints import text_id
from lint_anp.corpus.index import Index, Stamp
from lint_anp.corpus.index_texts import value_key
from lint_anp.corpus.lists import CANDIDATES, LIST_LIMIT
from lint_anp.corpus.packed import numbers_in, pack, pack_near, pack_numbers
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.postings import RANK_BITS, TEXT
from lint_anp.corpus.records import pack_post, unpack_post
from lint_anp.corpus.verdict import ANCHOR_POSTS, MANY, STEADY, judge


class Change(NamedTuple):
    """A file as it is now; without texts it is no post, or gone."""

    path: str
    stamp: Stamp | None
    digest: bytes
    texts: tuple[PostTexts, ...]


class Effect(NamedTuple):
    """What an update did: the posts of the files that changed, those of before included, and the
    texts of which something else is known now."""

    posts: frozenset[int]
    texts: frozenset[int]


def update(index: Index, changes: Sequence[Change]) -> Effect | None:
    """Brings the index up to date; the caller has begun a transaction. Gives None where the index
    was empty, so that all is new."""
    index.execute("DELETE FROM listing")
    if not index.column("SELECT 1 FROM file LIMIT 1"):
        from lint_anp.corpus.index_fill import fill

        fill(index, changes)
        return None
    return bring_in(index, changes)


def bring_in(index: Index, changes: Sequence[Change]) -> Effect:
    """Brings files in one by one."""
    left: set[tuple[int, int]] = set()
    come: set[tuple[int, int]] = set()
    posts: set[int] = set()
    for change in changes:
        posts |= replace_file(index, change, left, come)
    return Effect(frozenset(posts), frozenset(settle(index, left - come, come - left)))


def replace_file(
    index: Index, change: Change, left: set[tuple[int, int]], come: set[tuple[int, int]]
) -> set[int]:
    """Replaces the posts of a file, and gives those that it had and has; the pairs of text and post
    that it had go into `left`, those that it has into `come`. A post keeps its number."""
    write_file(index, change)
    posts = {}
    for post, number, record in index.execute(
        "SELECT id, number, record FROM post WHERE path = ?", (change.path,)
    ).fetchall():
        posts[number] = post
        known = unpack_post(record)
        left.update((passage[0], post) for passage in known.passages)
        index.connection.executemany(
            "DELETE FROM value WHERE key = ? AND post = ?",
            ((value_key(value.rule, value.key), post) for value in known.values),
        )
        index.execute("DELETE FROM post WHERE id = ?", (post,))
    found = set(posts.values())
    for texts in change.texts:
        values = (posts.get(texts.number), change.path, texts.number, pack_post(texts))
        post = index.execute("INSERT INTO post VALUES (?, ?, ?, ?)", values).lastrowid or 0
        found.add(post)
        come.update((text_id(one.text, one.kind), post) for one in texts.passages)
        index.connection.executemany(
            "INSERT OR IGNORE INTO text VALUES (?, ?, NULL, NULL, x'', x'', ?)",
            ((text_id(one.text, one.kind), one.kind, pack(one.text)) for one in texts.passages),
        )
        index.connection.executemany(
            "INSERT OR IGNORE INTO value VALUES (?, ?)",
            ((value_key(one.rule, one.key), post) for one in texts.values),
        )
    return found


def write_file(index: Index, change: Change) -> None:
    """Keeps by what a file is known again; nothing of one that is gone."""
    if change.stamp is None:
        index.execute("DELETE FROM file WHERE path = ?", (change.path,))
    else:
        known = change.stamp if change.digest else change.stamp._replace(time=-1)  # read it again
        row = (change.path, *known, change.digest)
        index.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", row)


def count_posts(index: Index, text: int) -> int:
    """The number of posts that hold a text."""
    return int(index.column("SELECT count(*) FROM holder WHERE text = ?", text)[0])


def settle(
    index: Index, left: Collection[tuple[int, int]], come: Collection[tuple[int, int]]
) -> set[int]:
    """Takes out and puts in pairs of text and post; judges anew each text whose posts changed, and
    those that see such a text. Gives the texts of which something else is known now."""
    before = {text: count_posts(index, text) for text, _ in (*left, *come)}
    many = index.connection.executemany
    many("DELETE FROM holder WHERE text = ? AND post = ?", left)
    many("INSERT OR IGNORE INTO holder VALUES (?, ?)", come)
    index.texts.posts.clear()
    lists: dict[int, list[int]] = {}
    touched: set[int] = set()
    gone = []
    for text, old in sorted(before.items()):
        now = count_posts(index, text)
        seen = old == now == 0 or is_steady(old, now)
        prints = index.texts.prints_of(text)
        if not seen:
            touched |= seeing(index, prints, text)
        if (old == 0) != (now == 0) or is_few(old) != is_few(now):
            for value in prints:
                lists.setdefault(value, index.texts.prints.head(value))
            move_prints(index, text, prints, old, now)
            if not seen:
                touched |= seeing(index, prints, text)
        if now:
            touched.add(text)
        else:
            gone.append(text)
    for text in gone:
        link(index, text, ())
        index.execute("DELETE FROM text WHERE id = ?", (text,))
    touched.difference_update(gone)
    texts = index.texts
    texts.read_words(touched)
    texts.prints.read(value for text in touched for value in texts.prints_of(text))
    return {text for text in sorted(touched) if judge_text(index, text, before.keys(), lists)}


def move_prints(index: Index, text: int, prints: Iterable[int], old: int, now: int) -> None:
    """Puts a text into the lists, takes it out, or moves it to its place in them."""
    gone = [(value, is_few(old), text) for value in prints] if old else []
    come = [(value, is_few(now), text) for value in prints] if now else []
    index.texts.prints.change(gone, come)
    if old and now:
        return
    runs = [(value, False, text) for value in sorted(set(index.texts.runs_of(text)))]
    if not now:
        index.texts.runs.change(runs, ())
    else:
        index.texts.runs.change((), runs)


def is_steady(old: int, now: int) -> bool:
    """Whether a text counts for others as much as before, as it stands in enough posts."""
    return min(old, now) >= STEADY and (old >= MANY) == (now >= MANY)


def is_few(posts: int) -> bool:
    """Whether a text stands in too few posts to come first in the lists."""
    return posts < ANCHOR_POSTS


def seeing(index: Index, values: Iterable[int], text: int) -> set[int]:
    """The texts in those lists in which a text is among the first."""
    found: set[int] = set()
    for value in values:
        members = index.texts.prints.texts(value)
        if len(members) <= LIST_LIMIT + 1 or text in members[: LIST_LIMIT + 1]:
            found.update(members)
    return found


def judge_text(
    index: Index, text: int, moved: Set[int], lists: Mapping[int, Sequence[int]]
) -> bool:
    """Compares a text with its candidates, and keeps what comes of it; says whether that is new.
    It is not where the candidates are what they were: other posts hold the `moved` texts now, and
    `lists` have what came first in the lists that changed."""
    prints, head = index.texts.prints_of(text), index.texts.prints.head
    others = find_candidates(text, map(head, prints))
    if text not in moved and moved.isdisjoint(others):
        known = (lists[value] if value in lists else head(value) for value in prints)
        if others == find_candidates(text, known):
            return False
    verdict = judge(index.texts, text, others)
    is_new = link(index, text, verdict.links)
    if verdict.repeat != index.texts.repeat_of(text):
        score, *near = verdict.repeat or (None, (), ())
        row = (score, pack_near(*near), text)
        index.execute("UPDATE text SET score = ?, near = ? WHERE id = ?", row)
        is_new = True
    return is_new


def find_candidates(text: int, lists: Iterable[Iterable[int]]) -> list[int]:
    """The texts that a text is held beside, those that are in most of its lists."""
    votes = Counter(chain.from_iterable(lists))
    ranks = sorted(rank - (count << RANK_BITS) for rank, count in votes.items())
    others = [rank & TEXT for rank in ranks[: CANDIDATES + 1]]
    return [other for other in others if other != text][:CANDIDATES]


def link(index: Index, text: int, others: Iterable[int]) -> bool:
    """Makes other texts those of a text's family, by its own verdict; says whether that is new."""
    ((known,),) = index.execute("SELECT links FROM text WHERE id = ?", (text,))
    before, now = set(numbers_in(known)), set(others)
    for other in sorted(before ^ now):
        for (back,) in index.execute("SELECT back FROM text WHERE id = ?", (other,)).fetchall():
            texts = pack_numbers(sorted({*numbers_in(back)} ^ {text}))
            index.execute("UPDATE text SET back = ? WHERE id = ?", (texts, other))
    if before != now:
        index.execute("UPDATE text SET links = ? WHERE id = ?", (pack_numbers(sorted(now)), text))
    return before != now
