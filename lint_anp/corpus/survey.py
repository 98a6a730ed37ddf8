"""The templates of a corpus, ranked by the words that they cover: what a site owner reads first."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.places import PLACES
from lint_anp.corpus.repetition import Read
from lint_anp.corpus.templates import GAP, fill

SLOT_VALUES = 3


ReadPost = Callable[[str], Read]
"""Gives for a path what reads the passages of that file."""


class Template(NamedTuple):
    """A family of texts as its site's owner sees it.

    `words` are those of all its texts that the template holds; `slots` has some values of each
    slot; `places` are the first posts that have it.
    """

    template: str
    field: str
    posts: int
    words: int
    slots: dict[str, tuple[str, ...]]
    places: tuple[tuple[str, int], ...]


class Survey(NamedTuple):
    """The templates of a corpus, the one that covers most words first, and what they stand in:
    `words` are those of the bodies, and of the texts in the meta that are compared."""

    templates: tuple[Template, ...]
    posts: int
    words: int


def survey(corpus: GatheredCorpus, read: ReadPost, least: int) -> Survey:
    """The templates that stand in at least `least` posts."""
    found = []
    for root, texts in corpus.members.items():
        posts = {post for text in texts for post in corpus.comparison.posts[text]}
        if len(posts) < least or not any(text in corpus.comparison.repeats for text in texts):
            continue
        if corpus.allowed.holds(corpus.comparison.texts[root]):
            continue
        found.append(describe(corpus, root, texts, read))
    found.sort(key=lambda one: (-one.words, one.template))
    words = sum(
        post.words + sum(passage.words for passage in post.passages if passage.kind)
        for post in corpus.posts
    )
    return Survey(tuple(found), len(corpus.posts), words)


def describe(corpus: GatheredCorpus, root: int, texts: Sequence[int], read: ReadPost) -> Template:
    """The template of one family."""
    family = corpus.family(root)
    fixed = family.fixed.split()
    words = sum(
        min(len(fixed), corpus.comparison.texts[text].count(" ") + 1)
        * len(corpus.comparison.posts[text])
        for text in texts
    )
    slots: dict[str, list[str]] = {}
    template = ""
    field = ""
    for post, _ in family.places[:SLOT_VALUES]:
        passage = corpus.passage_of(post, texts)
        spelling = read(corpus.posts[post].path).spelling(passage)
        filled = fill(spelling, fixed, corpus.posts[post].facts)
        template, field = template or filled.template, passage.kind
        for name, value in filled.slots.items():
            values = slots.setdefault(name if not name.startswith(GAP) else GAP, [])
            if value not in values:
                values.append(value)
    return Template(
        template,
        field,
        len(family.posts),
        words,
        {name: tuple(values[:SLOT_VALUES]) for name, values in slots.items()},
        tuple((corpus.posts[post].path, line) for post, line in family.places[:PLACES]),
    )
