"""A passage as a reader sees it, and where each of its words stands in the source."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lint_anp.corpus.passages import Passage
from lint_anp.corpus.words import Spelling, spans_of, spell, spell_words, split_words
from lint_anp.frozen import make
from lint_anp.posts.formats import Format, format_of
from lint_anp.posts.front_matter import find_front_matter
from lint_anp.posts.load import decode, load_posts
from lint_anp.posts.markdown import define_links, parse_markdown
from lint_anp.posts.post import Block, Post
from lint_anp.source import Source

MARKS = "\"'|> \t\r\n"
"""What stands around a text in the meta."""


REFERENCE = re.compile(r"\](?!\()")
"""What may be a link to an address that stands elsewhere in the post."""


NOTE = re.compile(r"\[\^[^\W_][\w-]*\]")
"""A footnote: where it is none after all, it has a word more than what was compared."""


class Readable(NamedTuple):
    """A passage's text, and its spelling with the words that were compared; `block` maps the text
    to the source where it is not the source as it is."""

    text: str
    start: int
    end: int
    spelling: Spelling
    block: Block | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span in the source of the words from `first` up to `last`."""
        spans = spans_of(self.text)
        if len(spans) < last:
            return self.start, self.end
        start, end = spans[first][0], spans[last - 1][1]
        if self.block is not None:
            return self.block.source_span(start, end)
        return self.start + start, self.start + end

    def words(self, first: int, last: int) -> str:
        """The words from `first` up to `last` as they are written."""
        spans = spans_of(self.text)
        text = self.text[spans[first][0] : spans[last - 1][1]] if len(spans) >= last else self.text
        return " ".join(text.split())


class SourceTexts:
    """The passages of one file; it is read as posts only where nothing less tells their words."""

    def __init__(self, path: str, read: Callable[[], bytes]) -> None:
        """`path` is the one that reports print; `read` gives the bytes of the file."""
        self.path = path
        self.read = read

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.read()

    @cached_property
    def source(self) -> Source:
        """The text of the file."""
        return decode(self.path, self.data)[0]

    @cached_property
    def posts(self) -> Sequence[Post]:
        """The posts of the file."""
        return load_posts(self.path, self.data)

    @cached_property
    def blocks(self) -> dict[int, Block]:
        """The blocks of the file's posts by where they start."""
        return {block.start: block for post in self.posts for block in post.body.blocks}

    @cached_property
    def definitions(self) -> str:
        """What the links of a Markdown file may refer to."""
        text = self.source.text
        front = find_front_matter(text)
        return define_links(text, front.body if front else 0, len(text), mdx=self.form == "mdx")

    @property
    def form(self) -> Format | None:
        """The format of the file."""
        return format_of(self.path)

    def spelling(self, passage: Passage) -> Spelling:
        """The spelling of a passage, without a look for its block where what it says is known."""
        if not passage.shown:
            return self(passage).spelling
        text = self.source.text[passage.start : passage.end]
        is_plain = " ".join(split_words(text)) == passage.text
        return spell(text if is_plain else passage.shown)

    def __call__(self, passage: Passage) -> Readable:
        start, end = passage.start, passage.end
        text = self.source.text[start:end]
        if passage.kind:
            text = text.strip(MARKS)
        spelling, block = spell(text), None
        found = " ".join(spelling.words) == passage.text
        for block in () if found or passage.kind else self.blocks_at(passage):
            text, spelling = block.text, spell(block.text)
            if found := " ".join(spelling.words) == passage.text:
                break
        if not found:
            spelling = spell_words(passage.text)
        return make(Readable, (text, start, end, spelling, block))

    def blocks_at(self, passage: Passage) -> Iterator[Block]:
        """The block that a passage is: as it is read by itself, with what its links refer to, then
        as it stands in its post."""
        text, start, end = self.source.text, passage.start, passage.end
        notes = NOTE.findall(text, start, end)
        if self.form in ("markdown", "mdx") and len(notes) == text.count("[^", start, end):
            refers = REFERENCE.search(text, start, end)
            links = self.definitions if refers else ""
            links += "".join(f"\n\n{note}:" for note in notes)
            alone = parse_markdown(text, start, end, mdx=self.form == "mdx", links=links).blocks
            if len(alone) == 1:
                yield alone[0]
        if passage.start in self.blocks:
            yield self.blocks[passage.start]
