"""A corpus of posts in an index: only what is asked for is read."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Generic, TypeVar

from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.corpus import Family, make_family
from lint_anp.corpus.fingerprints import RUN_WORDS
from lint_anp.corpus.index import Index, make_anew
from lint_anp.corpus.index_texts import value_key
from lint_anp.corpus.index_update import Change, bring_in
from lint_anp.corpus.overlap import Overlap, overlap
from lint_anp.corpus.passages import Passage, PostTexts, Value
from lint_anp.corpus.queries import LONGEST
from lint_anp.corpus.records import Record, unpack_post
from lint_anp.corpus.stock import Posts
from lint_anp.corpus.twins import alike_in
from lint_anp.corpus.verdict import ANCHOR_POSTS, Repeat
from lint_anp.paths import rank_of

Item = TypeVar("Item")

HAS_POST = "SELECT 1 FROM post WHERE id = ?"


class Asked(dict[int, Item], Generic[Item]):
    """What an index knows, by number; read when it is asked for, and remembered."""

    def __init__(self, read: Callable[[int], Item]) -> None:
        self.read = read

    def __missing__(self, number: int) -> Item:
        found = self[number] = self.read(number)
        return found


class StoredTexts:
    """The texts of an index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.texts = Asked(lambda text: index.texts.words_of(text)[1])
        self.posts = Asked(index.texts.holders)

    def read_posts(self, texts: Iterable[int]) -> None:
        """Reads the posts that hold some texts at once."""
        left = [text for text in texts if text not in self.posts]
        self.posts.update((text, []) for text in left)
        sql = "SELECT text, post FROM holder WHERE text IN ({})"
        for text, post in self.index.about(sql, left):
            self.posts[text].append(post)

    def repeat_of(self, text: int) -> Repeat | None:
        """What is known of a text that is repeated."""
        return self.index.texts.repeat_of(text)

    def groups_of(self, text: int) -> Sequence[int]:
        """The fingerprints of a text."""
        return self.index.texts.prints_of(text)

    def overlap(self, one: int, other: int) -> Overlap:
        """The overlap of a text with another one."""
        own, grams = self.index.texts.grams(one), self.index.texts.grams(other)
        return overlap(own, frozenset(grams.pairs), frozenset(grams.triples), 0)


class StoredCorpus:
    """The posts of an index; `shown` gives a path in the index as reports tell it, `inside` a path
    as reports tell it as it is in the index."""

    def __init__(
        self,
        index: Index,
        allowed: Allowed,
        shown: Callable[[str], str],
        inside: Callable[[str], str],
    ) -> None:
        self.index = index
        self.allowed = allowed
        self.shown = shown
        self.inside = inside
        self.comparison = StoredTexts(index)
        (self.total,) = index.column("SELECT count(*) FROM post")
        self.records = Asked(self.read_record)
        self.posts = Asked(self.read_post)
        self.texts = Asked(lambda post: [one[0] for one in self.records[post].passages])
        self.rooted: dict[int, tuple[int, set[int]]] = {}
        self.families: dict[int, Family] = {}
        self.stock: dict[Posts, Posts] = {}

    def find_record(self, post: int) -> Record | None:
        """The record of a post; None where there is no such post."""
        return self.records[post] if self.index.column(HAS_POST, post) else None

    def read_record(self, post: int) -> Record:
        """The record of a post."""
        (record,) = self.index.column("SELECT record FROM post WHERE id = ?", post)
        return unpack_post(record)

    def read_post(self, post: int) -> PostTexts:
        """What of a post is compared."""
        record = self.records[post]
        passages = []
        for text, start, end, line, pointer in record.passages:
            kind, words = self.index.texts.words_of(text)
            size = words.count(" ") + 1
            passages.append(Passage(kind, words, size, start, end, line, pointer))
        ((path, number),) = self.index.execute(
            "SELECT path, number FROM post WHERE id = ?", (post,)
        )
        return PostTexts(
            self.shown(path),
            number,
            record.words,
            tuple(passages),
            tuple(record.values),
            record.facts,
            record.place,
        )

    def number_of(self, path: str, number: int) -> int:
        """The number of a post by its path and its number in that file."""
        sql = "SELECT id FROM post WHERE path = ? AND number = ?"
        (post,) = self.index.column(sql, self.inside(path), number)
        return int(post)

    def family(self, text: int) -> Family:
        """The family of a text."""
        root = self.family_id(text)
        family = self.families.get(root)
        if family is None:
            texts = self.members(text)
            self.comparison.read_posts(texts)
            held = {member: self.comparison.posts[member] for member in texts}
            posts = frozenset(post for some in held.values() for post in some)
            counts = {member: len(some) for member, some in held.items()}
            family = self.families[root] = make_family(self, texts, posts, counts)
        return family

    def family_posts(self, text: int) -> Collection[int]:
        """The posts of a text's family."""
        return self.family(text).posts

    def family_id(self, text: int) -> int:
        """The least id of the texts of a text's family."""
        return self.find_members(text)[0]

    def members(self, text: int) -> set[int]:
        """The texts of a text's family."""
        return self.find_members(text)[1]

    def find_members(self, text: int) -> tuple[int, set[int]]:
        """The least text of a text's family, and all; found once for all of them."""
        found = self.rooted.get(text)
        if found is None:
            texts = self.index.texts.family_of(text)
            found = min(texts), texts
            self.rooted.update(dict.fromkeys(texts, found))
        return found

    def windows(self, text: int) -> Mapping[int, Posts]:
        """The runs of RUN_WORDS words of a text that three posts or more hold, with these posts."""
        words = self.comparison.texts[text].split(" ")
        runs = self.index.texts.runs_of(text)
        self.index.texts.runs.read(runs)
        lists = [self.index.texts.runs.texts(run) for run in runs]
        self.comparison.read_posts(set(chain.from_iterable(lists)))
        found = {}
        for start, texts in enumerate(lists):
            if sum(len(self.comparison.posts[one]) for one in texts) < ANCHOR_POSTS:
                continue
            self.index.texts.read_words(texts)
            window = f" {' '.join(words[start : start + RUN_WORDS])} "
            held = {
                post
                for one in texts
                if window in f" {self.comparison.texts[one]} "
                for post in self.comparison.posts[one]
            }
            if len(held) >= ANCHOR_POSTS:
                posts = tuple(sorted(held))
                found[start] = self.stock.setdefault(posts, posts)
        return found

    def twins(self, post: int) -> Iterable[tuple[int, int]]:
        """The places of two paragraphs of a post that are one, the later one first."""
        return alike_in(self, post)

    def holders(self, value: Value) -> Sequence[int]:
        """The posts that have a value, in the order of their paths."""
        sql = "SELECT post FROM value JOIN post ON post.id = value.post WHERE key = ?"
        return self.index.column(f"{sql} ORDER BY path, number", value_key(value.rule, value.key))

    def first(self, posts: Collection[int], limit: int) -> list[int]:
        """The first of some posts, in the order of their paths."""
        if len(posts) <= LONGEST:
            sql = f"SELECT id FROM post WHERE id IN ({{}}) ORDER BY path, number LIMIT {limit}"
            return [post for (post,) in self.index.about(sql, posts)]
        found, wanted = [], set(posts)
        for (post,) in self.index.execute("SELECT id FROM post ORDER BY path, number"):
            if post in wanted:
                found.append(post)
                if len(found) == limit:
                    break
        return found

    def path_of(self, post: int) -> str:
        """The path of a post."""
        (path,) = self.index.column("SELECT path FROM post WHERE id = ?", post)
        return self.shown(path)

    def paths_of(self, posts: Iterable[int]) -> Iterator[str]:
        """The paths of those of some posts that are there, as they are in the index."""
        for post in posts:
            yield from self.index.column("SELECT path FROM post WHERE id = ?", post)

    def line_of(self, post: int, texts: Collection[int]) -> int:
        """The line of the first passage of a post with one of these texts."""
        return next(one[3] for one in self.records[post].passages if one[0] in texts)

    def line_of_run(self, post: int, run: str) -> int:
        """The line of the first passage of a post that holds a run of words."""
        wanted = f" {run} "
        texts = self.comparison.texts
        passages = self.records[post].passages
        return next((one[3] for one in passages if wanted in f" {texts[one[0]]} "), 1)

    def line_of_value(self, post: int, value: Value) -> int:
        """The line where a post has a value."""
        wanted = value.rule, value.key
        values = self.records[post].values
        return next(one.line for one in values if (one.rule, one.key) == wanted)

    def is_quiet(self, post: int) -> bool:
        """Nothing is known at once."""
        return False


def hold_few(posts: Iterable[PostTexts], allowed: Allowed) -> StoredCorpus:
    """The corpus of few posts, in an index in memory: they are compared before numpy, which a
    corpus of many needs, would be imported."""
    index = Index(":memory:")
    make_anew(index, "")
    by_rank: dict[str, list[PostTexts]] = {}
    for post in posts:
        by_rank.setdefault(rank_of(post.path), []).append(post)
    bring_in(index, [Change(rank, None, b"", tuple(some)) for rank, some in by_rank.items()])
    return StoredCorpus(index, allowed, lambda rank: by_rank[rank][0].path, rank_of)
