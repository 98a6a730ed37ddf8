"""A passage as a reader sees it, and where each of its words stands in the source."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from lint_anp.corpus.passages import Passage
from lint_anp.corpus.words import spans_of, split_words
from lint_anp.posts.load import format_of, load_posts
from lint_anp.posts.markdown import parse_markdown
from lint_anp.posts.post import Block, Post
from lint_anp.source import Source

MARKS = "\"'|> \t\r\n"
"""What stands around a text in the meta."""


REFERENCE = re.compile(r"\](?!\()")
"""What only the whole post tells whether it is a link."""


class Readable(NamedTuple):
    """A passage's text; `block` maps it to the source where it is not the source as it is. `same`
    says whether its words are those that were compared."""

    text: str
    start: int
    end: int
    block: Block | None = None
    same: bool = True

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span in the source of the words from `first` up to `last`."""
        spans = spans_of(self.text)
        if len(spans) < last:
            return self.start, self.end
        start, end = spans[first][0], spans[last - 1][1]
        if self.block is not None:
            return self.block.source_offset(start), self.block.source_offset(end - 1) + 1
        return self.start + start, self.start + end

    def words(self, first: int, last: int) -> str:
        """The words from `first` up to `last` as they are written."""
        spans = spans_of(self.text)
        text = self.text[spans[first][0] : spans[last - 1][1]] if len(spans) >= last else self.text
        return " ".join(text.split())


class SourceTexts:
    """The passages of one file; it is read as posts only where marks stand between the words."""

    def __init__(self, source: Source, data: bytes) -> None:
        self.source = source
        self.data = data

    @cached_property
    def posts(self) -> Sequence[Post]:
        """The posts of the file."""
        return load_posts(self.source.path, self.data)

    @cached_property
    def blocks(self) -> dict[int, Block]:
        """The blocks of the file's posts by where they start."""
        return {block.start: block for post in self.posts for block in post.body.blocks}

    def __call__(self, passage: Passage) -> Readable:
        start, end = passage.start, passage.end
        text = self.source.text[start:end]
        same = " ".join(split_words(text)) == passage.text
        if passage.kind:
            return Readable(text.strip(MARKS), start, end, same=same)
        block = None if same else self.block_of(passage)
        if block is None:
            return Readable(text, start, end, same=same)
        return Readable(block.text, start, end, block, has_words(block, passage))

    def block_of(self, passage: Passage) -> Block | None:
        """The block that a passage is: as it is read by itself, where no link refers to another
        place and that gives the same words, else as it stands in its post."""
        form, text = format_of(self.source.path), self.source.text
        refers = REFERENCE.search(text, passage.start, passage.end)
        if form in ("markdown", "mdx") and not refers:
            alone = parse_markdown(text, passage.start, passage.end, mdx=form == "mdx").blocks
            if len(alone) == 1 and has_words(alone[0], passage):
                return alone[0]
        return self.blocks.get(passage.start)


def has_words(block: Block, passage: Passage) -> bool:
    """Whether the words of a block are those of a passage that were compared."""
    return " ".join(split_words(block.text)) == passage.text
