"""The text of a file, and the map from offsets in it to lines and columns."""

import re
from bisect import bisect_right
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
        self._counted = -1, 0, 0, 0

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

    def units_before(self, line_start: int, offset: int) -> tuple[int, int]:
        """The UTF-16 units and UTF-8 bytes of a line up to an offset.

        Counting goes on from the last offset asked for where that stands before in the same line:
        a line of megabytes with a hundred thousand findings then is read once.
        """
        known_line, known, utf16, utf8 = self._counted
        if known_line != line_start or known > offset:
            known, utf16, utf8 = line_start, 0, 0
        more16, more8 = units_of(self.text[known:offset])
        units = utf16 + more16, utf8 + more8
        self._counted = line_start, offset, *units
        return units

    def locate(self, start: int, end: int, pointer: str = "") -> Location:
        """The location of the span from `start` to `end` (offsets), both clamped to the text."""
        if not 0 <= start <= end <= len(self.text):
            start = min(max(start, 0), len(self.text))
            end = min(max(end, start), len(self.text))
        text, line_starts = self.text, self.line_starts
        line = bisect_right(line_starts, start)
        line_start, line_end = self.line_span(line)
        if end <= line_end:
            first_end, end_line, end_column = end, line, end - line_start + 1
        else:
            first_end = max(start, line_end)
            end_line, end_column = self.line_column(end)
        column = start - line_start + 1
        if text.isascii():
            utf16 = utf8 = column, column + first_end - start
        else:
            before16, before8 = self.units_before(line_start, start)
            marked16, marked8 = units_of(text[start:first_end])
            utf16 = before16 + 1, before16 + marked16 + 1
            utf8 = before8 + 1, before8 + marked8 + 1
        left, right = line_start, max(line_end, start)
        if right - left > EXCERPT_LIMIT:
            left, right = window(left, right, start, first_end)
        place = self.path, line, column, end_line, end_column, pointer, utf16, utf8
        return make(Location, (*place, text[left:right], left - line_start + 1))


def window(line_start: int, line_end: int, start: int, end: int) -> tuple[int, int]:
    """The part of a long line that an excerpt shows: what surrounds the span."""
    spare = max(0, EXCERPT_LIMIT - (end - start)) // 2
    left = max(line_start, start - spare)
    return left, min(line_end, left + EXCERPT_LIMIT)


def units_of(text: str) -> tuple[int, int]:
    """The length of `text` in UTF-16 code units (SARIF's columns, editors' columns), and in UTF-8
    bytes (reviewdog's columns)."""
    if text.isascii():
        return len(text), len(text)
    utf16, utf8 = text.encode("utf-16-le", "surrogatepass"), text.encode("utf-8", "surrogatepass")
    return len(utf16) // 2, len(utf8)
