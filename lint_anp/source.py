"""The text of a file, and the map from offsets in it to lines and columns."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from lint_anp.frozen import make

LINE_FEED = re.compile("\n")
EXCERPT_LIMIT = 400
"""Code points of a line that an excerpt keeps; lines of 4,000 are common, of 10 MB possible."""


class Location(NamedTuple):
    """A place in a file as a reader counts it: lines and columns from 1, ends exclusive.

    `column` and `end_column` count code points. The `utf16` and `utf8` pairs hold start and end
    column in UTF-16 units and in UTF-8 bytes, the end cut to the first line, for the formats that
    count so. `excerpt` is the first line, cut to a window around the place; its first code point
    stands in column `excerpt_column`.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str
    utf16: tuple[int, int]
    utf8: tuple[int, int]
    excerpt: str
    excerpt_column: int


class Source:
    """The decoded text of one file, without its byte order mark.

    `path` is what reports print: relative to the current folder where it lies below it, with `/`.
    Offsets count code points of `text`. Only line feeds end a line: a carriage return before one
    belongs to the line's end, and U+2028, NEL, VT and FF are text like any other.
    """

    def __init__(self, path: str, text: str, *, bom: bool = False) -> None:
        self.path = path
        self.text = text
        self.bom = bom

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *[match.end() for match in LINE_FEED.finditer(self.text)]]

    def line_of(self, offset: int) -> int:
        """The number of the line, from 1, in which `offset` stands."""
        return bisect_right(self.line_starts, offset)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of `offset`."""
        line = self.line_of(offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_span(self, line: int) -> tuple[int, int]:
        """Start and end offset of a line, its line end (LF or CRLF) left out."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        if end > start and self.text[end - 1] == "\r":
            end -= 1
        return start, end

    @cached_property
    def has_pairs(self) -> bool:
        """Whether a character of the text takes two UTF-16 units."""
        return count_utf16(self.text) > len(self.text)

    def locate(self, start: int, end: int, pointer: str = "") -> Location:
        """The location of the span from `start` to `end` (offsets), both clamped to the text."""
        return next(self.locate_all([(start, end, pointer)]))

    def locate_all(self, spans: Iterable[tuple[int, int, str]]) -> Iterator[Location]:
        """The locations of spans with their pointers; where they ascend, each line is read once,
        even one of megabytes with a hundred thousand findings."""
        text, line_starts, path = self.text, self.line_starts, self.path
        length, is_ascii = len(text), text.isascii()
        line = line_start = line_end = next_start = known = utf16 = utf8 = 0
        for start, end, pointer in spans:
            if not 0 <= start <= end <= length:
                start = min(max(start, 0), length)
                end = min(max(end, start), length)
            if not line_start <= start < next_start:
                line = bisect_right(line_starts, start)
                line_start, line_end = self.line_span(line)
                next_start = line_starts[line] if line < len(line_starts) else length + 1
                known, utf16, utf8 = line_start, 1, 1
            if end <= line_end:
                first_end, end_line, end_column = end, line, end - line_start + 1
            else:
                first_end = max(start, line_end)
                end_line, end_column = self.line_column(end)
            left, right = line_start, line_end if start < line_end else start
            if right - left > EXCERPT_LIMIT:
                left, right = window(left, right, start, first_end)
            excerpt = text[left:right]
            column = start - line_start + 1
            columns16 = columns8 = column, column + first_end - start
            is_plain = is_ascii or (left == line_start and first_end <= right and excerpt.isascii())
            if not is_plain:
                if start < known:
                    known, utf16, utf8 = line_start, 1, 1
                before, marked = text[known:start], text[start:first_end]
                utf8 += count_utf8(before)
                columns8 = utf8, utf8 + count_utf8(marked)
                if self.has_pairs:
                    utf16 += count_utf16(before)
                    columns16 = utf16, utf16 + count_utf16(marked)
                known = start
            place = path, line, column, end_line, end_column, pointer, columns16, columns8, excerpt
            yield make(Location, (*place, left - line_start + 1))


def window(line_start: int, line_end: int, start: int, end: int) -> tuple[int, int]:
    """The part of a long line that an excerpt shows: what surrounds the span."""
    left = start - max(0, EXCERPT_LIMIT - (end - start)) // 2
    if left < line_start:
        left = line_start
    right = left + EXCERPT_LIMIT
    return left, right if right < line_end else line_end


def count_utf8(text: str) -> int:
    """The bytes of a text in UTF-8: reviewdog's columns."""
    return len(text if text.isascii() else text.encode("utf-8", "surrogatepass"))


def count_utf16(text: str) -> int:
    """The UTF-16 units of a text: SARIF's columns, editors' columns."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
