"""The body of a post as the rule language sees it: what is asked for is counted then, and once."""

import re
from collections import Counter
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from lint_anp.posts import measures
from lint_anp.posts.post import Block, Image, Kind, Link, Post, Tag
from lint_anp.schema.conformed import Path

if TYPE_CHECKING:
    from lint_anp.engine.site_files import SiteFiles

SLOT = r"\{\{\s*(?!(?:content|toc|children|slot)\s*\}\})[A-Za-z][\w -]*\}\}"
"""A variable without path, filter or quotes, and none that site generators fill themselves;
compiled where it is needed."""

LED_TO = ("list_item", "code", "table", "quotation")
"""Kinds of blocks that the sentence before them may lead to without an end of its own."""

PROSE: tuple[Kind, ...] = ("paragraph", "list_item", "quotation", "table", "html")


class Spot(NamedTuple):
    """A place that an expression found: text, and its span in the source."""

    text: str
    start: int
    end: int
    note: str = ""
    number: int = 0


class Named(NamedTuple):
    """A value of the meta with its path; text `text`, and its number in its list."""

    text: str
    path: Path
    number: int = 0
    note: str = ""


class ImageView:
    """An image of the body or of the meta's `image_sources`; `times` counts those of its URL in
    the body, `where` is the post's path and its site's files, where they are known."""

    def __init__(
        self,
        image: Image | None,
        path: Path,
        values: dict[str, object],
        where: "tuple[str, SiteFiles] | None",
        times: int = 1,
    ) -> None:
        self.in_body = image is not None
        self.path = path
        self.url = image.url if image else text_of(values, "url") or ""
        self.alt = image.alt if image else text_of(values, "alt")
        self.caption = image.caption if image else text_of(values, "caption")
        self.source = None if image else text_of(values, "source")
        self.form = image.form if image else "meta"
        self.decorative = image.decorative if image else False
        self.start, self.end = (image.start, image.end) if image else (-1, -1)
        self.url_start, self.url_end = (image.url_start, image.url_end) if image else (-1, -1)
        self.times = times
        self.where = where

    @property
    def file_problem(self) -> str:
        """What is wrong with the local file that it names; "" where nothing is."""
        from lint_anp.engine.site_files import file_problem

        return file_problem(self.url, *self.where) if self.where else ""


class BodyView:
    """The body of a post and its measures."""

    def __init__(
        self, post: Post, language: str | None, where: "tuple[str, SiteFiles] | None" = None
    ) -> None:
        self.where = where
        self.post = post
        self.declared = language
        body = post.body
        self.blocks: tuple[Block, ...] = body.blocks
        self.links: tuple[Link, ...] = body.links
        self.tags: tuple[Tag, ...] = body.tags

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        return self.post.body.paragraphs

    @cached_property
    def headings(self) -> tuple[Block, ...]:
        return self.post.body.headings

    @cached_property
    def list_items(self) -> tuple[Block, ...]:
        return self.post.body.list_items

    @cached_property
    def code(self) -> tuple[Block, ...]:
        return tuple([block for block in self.blocks if block.kind == "code"])

    @cached_property
    def images(self) -> tuple[ImageView, ...]:
        times = Counter(image.url for image in self.post.body.images)
        return tuple(
            ImageView(image, (), {}, self.where, times[image.url])
            for image in self.post.body.images
        )

    @cached_property
    def image_urls(self) -> frozenset[str]:
        return frozenset(image.url for image in self.post.body.images)

    @cached_property
    def captions(self) -> frozenset[str]:
        return frozenset(bare(image.caption) for image in self.post.body.images if image.caption)

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        return tuple([block for block in self.blocks if block.kind in PROSE])

    @property
    def text(self) -> str:
        return self.post.body.text

    @cached_property
    def variables(self) -> tuple[Tag, ...]:
        """Template variables of one plain name, as slots are; none where the post has other tags of
        its site's template language, for then they are part of it."""
        if any(tag.kind in ("statement", "shortcode") or "." in tag.text for tag in self.tags):
            return ()
        return tuple(tag for tag in self.tags if re.fullmatch(SLOT, tag.text))

    @cached_property
    def invisible(self) -> tuple[Spot, ...]:
        """Characters of the post's part of its file that show nothing and have no use there."""
        text = self.post.source.text
        if text.isascii():
            return ()
        from lint_anp.engine.invisible import find_invisible

        return find_invisible(text, *self.post.span)

    @cached_property
    def cut_off(self) -> tuple[Spot, ...]:
        """Paragraphs that break off; one that stands before a list, code or a table leads to it."""
        if not self.paragraphs:
            return ()
        from lint_anp.engine.wording import SENTENCE_ENDS, SHORTEST_CUT, is_cut_off, last_words

        following = (*self.blocks[1:], None)
        return tuple(
            Spot(block.text, block.start, block.end, last_words(block.text))
            for block, after in zip(self.blocks, following, strict=True)
            if block.kind == "paragraph"
            and len(block.text) >= SHORTEST_CUT
            and block.text[-1] not in SENTENCE_ENDS
            and (after is None or after.kind not in LED_TO)
            and is_cut_off(block.text, self.ends_bare(block, after), lambda: self.vocabulary)
        )

    def ends_bare(self, block: Block, after: Block | None) -> bool:
        """Whether a block is the last one and ends with a letter, not with a mark or a link."""
        return after is None and self.post.source.text[block.end - 1 : block.end].isalpha()

    @cached_property
    def repeated_runs(self) -> tuple[Spot, ...]:
        """Runs of words that stand in two paragraphs, each place with the line of the other."""
        if len(self.paragraphs) < 2:
            return ()
        from lint_anp.engine.repeats import find_repeats

        return tuple(
            Spot(
                run.block.text[run.start : run.end],
                *run.block.source_span(run.start, run.end),
                str(self.post.source.line_of(run.other.source_offset(run.other_start))),
                run.words,
            )
            for run in find_repeats(self.paragraphs, self.words_of("paragraph"))
        )

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words of the body, each once, sorted, without those that only end a paragraph."""
        body = self.post.body
        known: set[str] = set()
        for block, words in zip(self.blocks, body.words, strict=True):
            known.update(words[:-1] if block.kind == "paragraph" else words)
        return sorted(known)

    @cached_property
    def lowered_words(self) -> list[str]:
        return list(chain.from_iterable(self.post.body.words))

    @cached_property
    def cjk(self) -> int:
        if self.text.isascii():
            return 0
        from lint_anp.posts.cjk import count_cjk

        return count_cjk(self.text)

    @cached_property
    def words(self) -> int:
        words = self.post.body.words
        if not self.cjk:
            return sum(map(len, words))
        return sum(
            len(lowered) if block.text.isascii() else measures.count_words(block.text)
            for block, lowered in zip(self.blocks, words, strict=True)
            if block.kind != "code"
        )

    @cached_property
    def code_words(self) -> int:
        return sum(
            len(
                measures.split_words(block.text)
                if block.text.isascii()
                else measures.WORD.findall(block.text)
            )
            for block in self.code
        )

    @cached_property
    def characters(self) -> int:
        return len(self.text)

    @cached_property
    def sentences(self) -> int:
        return measures.count_sentences([block.text for block in self.prose])

    @cached_property
    def language(self) -> str | None:
        if self.declared:
            return re.split("[-_]", self.declared.lower())[0]
        words = islice(chain.from_iterable(self.post.body.words), measures.SAMPLE)
        return measures.detect_language(list(words), self.text, self.cjk)

    @cached_property
    def reading_minutes(self) -> float:
        words = self.words - self.cjk
        return measures.reading_minutes(words, self.cjk, self.language)

    @cached_property
    def flesch(self) -> float | None:
        if self.words < measures.FEWEST_WORDS or self.language != "en":
            return None
        return measures.flesch_reading_ease(self.words_of(*PROSE), self.sentences)

    def words_of(self, *kinds: Kind) -> list[list[str]]:
        """The words of each block of some kinds, in lower case."""
        body = self.post.body
        return [
            words
            for block, words in zip(body.blocks, body.words, strict=True)
            if block.kind in kinds
        ]


def bare(text: str) -> str:
    """The words of a text in lower case with single spaces: case, punctuation and marks aside."""
    return " ".join(measures.WORD.findall(text.casefold()))


def text_of(values: dict[str, object], name: str) -> str | None:
    """The text of a field; None where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else None
