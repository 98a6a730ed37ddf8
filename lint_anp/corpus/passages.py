"""What of a post is compared with other posts: its paragraphs, its texts in the meta, its names."""

import re
from collections.abc import Iterator
from sys import intern
from typing import NamedTuple

from lint_anp.corpus.words import is_unspaced, split_again, split_each
from lint_anp.frozen import make
from lint_anp.posts.measures import count_spaced
from lint_anp.posts.post import Block, Post
from lint_anp.posts.tree import Mapping, Node, Scalar
from lint_anp.schema.conformed import Conformed, Path, Place, find_place, whole_post

SHORTEST, SHORTEST_ITEM = 12, 24
"""Words of a paragraph, of a text in the meta, and of an item of a list that is compared."""

LONGEST_FACT = 6
"""Words of a value that may fill a slot of a template."""

OTHER_WORDS = re.compile(r"\]\((?!\w+://)|\]\[")
"""Links that bring words which no reader sees: those within a site, and those to a definition. They
are in six of seven passages whose source has other words, and in hardly any others."""

SCORES = ("quality", "freshness", "depth", "clarity")
UNIQUE: dict[str, Path] = {
    "title-repeated": ("title",),
    "slug-repeated": ("slug",),
    "reference-repeated": ("reference",),
    "hash-repeated": ("hash",),
    "source-id-repeated": ("payload", "source_id"),
}
"""Fields that are compared as a whole, by the rule that wants them to differ."""

IN_ONE_LANGUAGE = frozenset(("title-repeated", "slug-repeated"))
"""Rules by which translations may have the value of what they translate: their addresses begin
with another language, and no list has both."""


class Passage(NamedTuple):
    """A text that is compared: its words with single spaces between, and its place.

    `kind` is "" for what stands in the body, else the field; only texts of a kind are compared.
    `shown` is what a reader sees of it, where that is known and its source seems to have other
    words.
    """

    kind: str
    text: str
    words: int
    start: int
    end: int
    line: int
    pointer: str
    shown: str = ""


class Value(NamedTuple):
    """A value that should differ from post to post: the rule, the value as compared and as shown,
    and its place."""

    rule: str
    key: str
    shown: str
    start: int
    end: int
    line: int
    pointer: str


class PostTexts(NamedTuple):
    """What of one post is compared.

    `words` counts all of its body. `facts` are short values of its meta, by their words; `place` is
    where findings about the post as a whole stand. `later` is what a post of an earlier day became:
    others find in it what both hold, and count it once.
    """

    path: str
    number: int
    words: int
    passages: tuple[Passage, ...]
    values: tuple[Value, ...]
    facts: dict[str, str]
    place: Place
    later: "PostTexts | None" = None

    @property
    def all_passages(self) -> tuple[Passage, ...]:
        """The passages that others find in the post, its own first."""
        return self.passages + (self.later.passages if self.later else ())

    @property
    def all_values(self) -> tuple[Value, ...]:
        """The values that others find in the post, its own first."""
        return self.values + (self.later.values if self.later else ())


def read_texts(post: Post, conformed: Conformed | None, language: str = "") -> PostTexts:
    """What of a post is compared; `language` is that of its folder or file, where it has one."""
    passages = [*body_passages(post)]
    words = max(count_spaced(post.body.text), sum([passage.words for passage in passages]))
    values: list[Value] = []
    facts: dict[str, str] = {}
    if conformed is not None:
        found = [*texts_below(post.meta, ())] if post.meta else []
        for (path, text), split in zip(found, split_each([text for _, text in found]), strict=True):
            if len(split) >= shortest(text, split, SHORTEST) and is_prose(text, split):
                place = find_place(conformed, path, post.anchor)
                passages.append(
                    Passage(
                        ".".join(step for step in path if isinstance(step, str)),
                        " ".join(split),
                        len(split),
                        place.start,
                        place.end,
                        post.source.line_of(place.start),
                        place.pointer,
                    )
                )
            elif 0 < len(split) <= LONGEST_FACT and (fact := " ".join(split)) not in facts:
                names = [step for step in path if isinstance(step, str)]
                name = names[-2] if names[-1] == "name" and len(names) > 1 else names[-1]
                facts[intern(fact)] = intern(name)
        values += unique_values(post, conformed, language)
    values += captions(post, {one.key for one in values})
    return PostTexts(
        post.source.path,
        post.number,
        words,
        tuple(passages),
        tuple(values),
        facts,
        whole_post(post, conformed),
    )


def is_prose(text: str, words: list[str]) -> bool:
    """Whether a text of the meta is made of words with spaces between, unlike an address."""
    return len(words) <= 1.5 * len(text.split()) or any(map(is_unspaced, words))


def shortest(text: str, words: list[str], least: int) -> int:
    """The least number of words, or of characters where the first half has no spaces."""
    if text.isascii():
        return least
    unspaced = sum(map(is_unspaced, words[:least]))
    return 2 * least if 2 * unspaced > least else least


def body_passages(post: Post) -> Iterator[Passage]:
    """The paragraphs and long list items of a body."""
    for block, lowered in zip(post.body.blocks, post.body.words, strict=True):
        if block.kind == "paragraph":
            least = SHORTEST
        elif block.kind == "list_item":
            least = SHORTEST_ITEM
        else:
            continue
        text = block.text
        if len(text) < 2 * least - 1:
            continue
        if not text.isascii() or "://" in text:
            lowered = split_again(text, lowered)
            least = shortest(text, lowered, least)
        if len(lowered) >= least:
            line = post.source.line_of(block.start)
            shown = text if has_other_words(post.source.text, block) else ""
            place = block.start, block.end, line, "", shown
            yield make(Passage, ("", " ".join(lowered), len(lowered), *place))


def has_other_words(source: str, block: Block) -> bool:
    """Whether the source of a block seems to have other words than its text."""
    start, end = block.start, block.end
    return end - start != len(block.text) and OTHER_WORDS.search(source, start, end) is not None


def texts_below(node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts in a value of the meta, with their paths."""
    if isinstance(node, Scalar):
        if isinstance(node.value, (str, int)) and not isinstance(node.value, bool):
            yield path, str(node.value)
    elif isinstance(node, Mapping):
        for name, entry in node.entries.items():
            yield from texts_below(entry.node, (*path, name))
    else:
        for number, item in enumerate(node.items):
            yield from texts_below(item, (*path, number))


def unique_values(post: Post, conformed: Conformed, language: str) -> Iterator[Value]:
    """The values of a meta that should be its own."""
    for rule, path in UNIQUE.items():
        value: object = conformed.values
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, str) and value.strip():
            among = f"{language}\0" if language and rule in IN_ONE_LANGUAGE else ""
            yield value_at(post, conformed, rule, value, path, among)
    score = conformed.values.get("score")
    if isinstance(score, dict) and all(name in score for name in SCORES):
        shown = " / ".join(str(score[name]) for name in SCORES)
        yield value_at(post, conformed, "score-tuple-common", shown, ("score",))
    sources = conformed.values.get("image_sources")
    for number, source in enumerate(sources if isinstance(sources, list) else ()):
        caption = source.get("caption") if isinstance(source, dict) else None
        if isinstance(caption, str) and caption.strip():
            path = ("image_sources", number, "caption")
            yield value_at(post, conformed, "caption-repeated", caption, path)


def value_at(
    post: Post, conformed: Conformed, rule: str, value: str, path: Path, among: str = ""
) -> Value:
    """A value at a path of the meta; `among` tells those that it is compared with from others."""
    place = find_place(conformed, path, post.anchor)
    line = post.source.line_of(place.start)
    key = among + " ".join(value.casefold().split())
    return Value(rule, key, value.strip(), place.start, place.end, line, place.pointer)


def captions(post: Post, known: set[str]) -> Iterator[Value]:
    """The captions of a body's images that are not among the `known` values, each once."""
    for image in post.body.images:
        key = " ".join((image.caption or "").casefold().split())
        if key and key not in known:
            known.add(key)
            line = post.source.line_of(image.start)
            yield Value(
                "caption-repeated",
                key,
                (image.caption or "").strip(),
                image.start,
                image.end,
                line,
                "",
            )
