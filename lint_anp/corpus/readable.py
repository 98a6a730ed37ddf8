"""A passage as a reader sees it, and where each of its words stands in the source."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from lint_anp.corpus.passages import Passage
from lint_anp.corpus.words import spans_of, split_words
from lint_anp.posts.load import load_posts
from lint_anp.posts.post import Block, Post
from lint_anp.source import Source

MARKS = "\"'|> \t\r\n"
"""What stands around a text in the meta."""


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
        block = None if same else self.blocks.get(start)
        if block is None:
            return Readable(text, start, end, same=same)
        same = " ".join(split_words(block.text)) == passage.text
        return Readable(block.text, start, end, block, same)
