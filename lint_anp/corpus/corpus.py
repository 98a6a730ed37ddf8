"""What telling repetition asks of a corpus, whether its posts are in memory or in an index."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.overlap import Overlap
from lint_anp.corpus.passages import PostTexts, Value
from lint_anp.corpus.places import PLACES
from lint_anp.corpus.stock import Posts
from lint_anp.corpus.templates import MEMBERS, fixed_words
from lint_anp.corpus.verdict import Repeat

FIRST = PLACES + 1
"""Places of a family that are kept: those that are named, and one more as one may be its own."""


class Family(NamedTuple):
    """Texts of one template: the words that they share with single spaces between, the posts that
    hold them, and the first of these with the lines where they do."""

    fixed: str
    posts: Collection[int]
    places: tuple[tuple[int, int], ...]


class Compared(Protocol):
    """Texts that were compared, by their numbers: their words, the posts that hold them, and what
    is known of those that are repeated."""

    @property
    def texts(self) -> "Sequence[str] | Mapping[int, str]": ...

    @property
    def posts(self) -> "Sequence[Collection[int]] | Mapping[int, Collection[int]]": ...

    def repeat_of(self, text: int) -> Repeat | None:
        """What is known of a text that is repeated."""
        ...

    def groups_of(self, text: int) -> Sequence[int]:
        """The fingerprints of a text, as numbers; at least those that it has in common."""
        ...

    def overlap(self, one: int, other: int) -> Overlap:
        """The overlap of a text with another one."""
        ...


class Corpus(Protocol):
    """The posts of a site, by their numbers, and what is common to them.

    `posts` gives what of a post is compared, `texts` the numbers of its passages' texts.
    """

    total: int
    allowed: Allowed

    @property
    def posts(self) -> "Sequence[PostTexts] | Mapping[int, PostTexts]": ...

    @property
    def texts(self) -> "Sequence[Sequence[int]] | Mapping[int, Sequence[int]]": ...

    @property
    def comparison(self) -> Compared: ...

    def number_of(self, path: str, number: int) -> int:
        """The number of a post by its path and its number in that file."""
        ...

    def family(self, text: int) -> Family:
        """The family of a text."""
        ...

    def family_posts(self, text: int) -> Collection[int]:
        """The posts of a text's family, which are found sooner than the rest of it."""
        ...

    def family_id(self, text: int) -> int:
        """What names the family of a text, in any corpus that holds it."""
        ...

    def windows(self, text: int) -> Mapping[int, Posts]:
        """The runs of RUN_WORDS words of a text that three posts or more hold, by the word where
        each begins, with all these posts."""
        ...

    def twins(self, post: int) -> Iterable[tuple[int, int]]:
        """The places of two paragraphs of a post that are one, the later one first."""
        ...

    def holders(self, value: Value) -> Sequence[int]:
        """The posts that have a value, in the order of their paths."""
        ...

    def first(self, posts: Collection[int], limit: int) -> list[int]:
        """The first of some posts, in the order of their paths."""
        ...

    def path_of(self, post: int) -> str:
        """The path of a post."""
        ...

    def line_of(self, post: int, texts: Collection[int]) -> int:
        """The line of the first passage of a post with one of these texts."""
        ...

    def line_of_run(self, post: int, run: str) -> int:
        """The line of the first passage of a post that holds a run of words."""
        ...

    def line_of_value(self, post: int, value: Value) -> int:
        """The line where a post has a value."""
        ...

    def is_quiet(self, post: int) -> bool:
        """Whether it is known at once that nothing of a post stands in another one, or in itself
        twice."""
        ...


def make_family(
    corpus: Corpus, texts: Collection[int], posts: Collection[int], counts: Mapping[int, int]
) -> Family:
    """The family that some texts are, which these posts hold; `counts` has the number of posts of
    each text. Those in most posts are aligned."""
    best = sorted(counts, key=lambda text: (-counts[text], text))[:MEMBERS]
    words = [corpus.comparison.texts[text].split(" ") for text in best]
    places = ((post, corpus.line_of(post, texts)) for post in corpus.first(posts, FIRST))
    fixed = " ".join(fixed_words(words, [counts[text] for text in best]))
    return Family(fixed, posts, tuple(places))
