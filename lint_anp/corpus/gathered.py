"""A corpus of posts in memory, all compared at once."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.compare import Comparison, Texts
from lint_anp.corpus.corpus import Family, make_family
from lint_anp.corpus.passages import Passage, PostTexts, Value
from lint_anp.corpus.stock import Posts, Seen, windows_in
from lint_anp.corpus.twins import Twin, alike_in_many, find_twins
from lint_anp.paths import rank_of

FEW = 32
"""Posts of a family that are kept in a tuple: it takes a fifth of what a set does, and is searched
about as fast."""


class GatheredCorpus:
    """Posts that are numbered in the order of their paths, and what is common to them."""

    def __init__(
        self,
        posts: Sequence[PostTexts],
        allowed: Allowed = Allowed(()),  # noqa: B008
        jobs: int = 1,
    ) -> None:
        """`jobs` is the number of processes that compare them."""
        self.posts = sorted(posts, key=lambda post: (rank_of(post.path), post.number))
        self.total = len(self.posts)
        self.allowed = allowed
        gathered = Texts()
        held = [
            array("i", [gathered.add(one.text, one.kind, number) for one in post.all_passages])
            for number, post in enumerate(self.posts)
        ]
        self.comparison = Comparison(gathered, jobs)
        rank = self.comparison.rank.tolist()
        self.texts = [array("i", map(rank.__getitem__, numbers)) for numbers in held]
        self.stock = Seen({}, {})
        self.families: dict[int, Family] = {}
        self.family_holders: dict[int, Collection[int]] = {}

    def make_ready(self) -> None:
        """Finds what is asked of each post, and gives back what only that needs: for when all posts
        are to be told of, perhaps by several processes."""
        _ = self.all_twins
        self.comparison.make_ready()

    @cached_property
    def all_twins(self) -> dict[int, list[Twin]]:
        """The twins of posts, by their numbers."""
        both = zip(self.texts, self.posts, strict=True)
        own = [texts[: len(post.passages)] for texts, post in both]
        known, crowded = find_twins(self.comparison, own)
        if self.allowed.runs:
            known = {post: list(self.unless_allowed(post, twins)) for post, twins in known.items()}
        return known | alike_in_many(self, self.comparison, crowded)

    def unless_allowed(self, post: int, twins: Iterable[Twin]) -> Iterator[Twin]:
        """Those twins of a post that may not repeat."""
        passages = self.posts[post].passages
        return (one for one in twins if not self.allowed.holds(passages[one[0]].text))

    @cached_property
    def numbers(self) -> dict[tuple[str, int], int]:
        """The posts' numbers by path and number in their file."""
        return {(post.path, post.number): number for number, post in enumerate(self.posts)}

    def number_of(self, path: str, number: int) -> int:
        """The number of a post by its path and its number in that file."""
        return self.numbers[path, number]

    @cached_property
    def members(self) -> "dict[int, array[int]]":
        """The texts of each family, ascending, by the first of them."""
        members: dict[int, array[int]] = {}
        for text, root in enumerate(self.comparison.family):
            if text == root:
                members[root] = array("i")
            members[root].append(text)
        return members

    @cached_property
    def values(self) -> dict[tuple[str, str], list[int]]:
        """The posts, in their order, that have each value, by rule and value."""
        holders: dict[tuple[str, str], list[int]] = {}
        for number, post in enumerate(self.posts):
            for value in post.all_values:
                held = holders.setdefault((value.rule, value.key), [])
                if not held or held[-1] != number:
                    held.append(number)
        return holders

    def family(self, text: int) -> Family:
        """The family of a text."""
        root = self.comparison.family[text]
        family = self.families.get(root)
        if family is None:
            texts, held = self.members[root], self.comparison.posts
            counts = {member: len(held[member]) for member in texts}
            posts = self.family_posts(root)
            family = self.families[root] = make_family(self, set(texts), posts, counts)
        return family

    def family_posts(self, text: int) -> Collection[int]:
        """The posts of a text's family."""
        root = self.comparison.family[text]
        posts = self.family_holders.get(root)
        if posts is None:
            held = self.comparison.posts
            found = set(chain.from_iterable([held[member] for member in self.members[root]]))
            posts = frozenset(found) if len(found) > FEW else tuple(sorted(found))
            self.family_holders[root] = posts
        return posts

    def family_id(self, text: int) -> int:
        """The least id of the texts of a text's family."""
        return int(self.comparison.ids[self.comparison.family[text]])

    def windows(self, text: int) -> Mapping[int, Posts]:
        """The runs of RUN_WORDS words of a text that three posts or more hold, with these posts."""
        return windows_in(self.comparison, text, self.stock)

    def twins(self, post: int) -> Sequence[Twin]:
        """The places of two paragraphs of a post that are one, the later one first."""
        return self.all_twins.get(post, ())

    def holders(self, value: Value) -> Sequence[int]:
        """The posts that have a value."""
        return self.values[value.rule, value.key]

    def first(self, posts: Collection[int], limit: int) -> list[int]:
        """The first of some posts; in a sequence they are ascending."""
        return list(posts[:limit]) if isinstance(posts, Sequence) else sorted(posts)[:limit]

    def path_of(self, post: int) -> str:
        """The path of a post."""
        return self.posts[post].path

    def passage_of(self, post: int, texts: Collection[int]) -> Passage:
        """The first passage of a post with one of these texts."""
        place = next(place for place, text in enumerate(self.texts[post]) if text in texts)
        return self.posts[post].all_passages[place]

    def line_of(self, post: int, texts: Collection[int]) -> int:
        """The line of that passage."""
        return self.passage_of(post, texts).line

    def line_of_run(self, post: int, run: str) -> int:
        """The line of the first passage of a post that holds a run of words."""
        wanted = f" {run} "
        passages = self.posts[post].all_passages
        return next((one.line for one in passages if wanted in f" {one.text} "), 1)

    def line_of_value(self, post: int, value: Value) -> int:
        """The line where a post has a value."""
        wanted = value.rule, value.key
        values = self.posts[post].all_values
        return next(one.line for one in values if (one.rule, one.key) == wanted)

    def is_quiet(self, post: int) -> bool:
        """Whether no text or value of a post stands in another one, or has a word in common with
        one."""
        alone = self.comparison.alone
        return all(alone[text] for text in self.texts[post]) and all(
            len(self.holders(value)) < 2 for value in self.posts[post].values
        )
