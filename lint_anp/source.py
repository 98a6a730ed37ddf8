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
    count so. `first_line` is its first line, which the places in a line share, or a part of it that
    begins in column `first_column`.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str
    utf16: tuple[int, int]
    utf8: tuple[int, int]
    first_line: str
    first_column: int

    @property
    def excerpt(self) -> tuple[str, int]:
        """The first line, cut to a window around the place, and the column in which that begins."""
        line, first = self.first_line, self.first_column
        if len(line) <= EXCERPT_LIMIT:
            return line, first
        start = self.column - first
        end = self.end_column - first if self.end_line == self.line else len(line)
        spare = max(0, EXCERPT_LIMIT - (min(end, len(line)) - start))
        left = max(0, start - spare // 2)
        return line[left : left + EXCERPT_LIMIT], first + left


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

    def locate(self, start: int, end: int, pointer: str = "") -> Location:
        """The location of the span from `start` to `end` (offsets), both clamped to the text."""
        return next(self.locate_all([(start, end, pointer)]))

    def locate_all(self, spans: Iterable[tuple[int, int, str]]) -> Iterator[Location]:
        """The locations of spans with their pointers; where they ascend, each line is read once,
        even one of megabytes with a hundred thousand findings."""
        text, line_starts, path = self.text, self.line_starts, self.path
        line = line_start = line_end = next_start = known = utf16 = utf8 = 0
        line_text, is_ascii, has_pairs = "", True, False  # of characters that take two UTF-16 units
        for start, end, pointer in spans:
            if not 0 <= start <= end <= len(text):
                start = min(max(start, 0), len(text))
                end = min(max(end, start), len(text))
            if not line_start <= start < next_start:
                line = bisect_right(line_starts, start)
                line_start, line_end = self.line_span(line)
                next_start = line_starts[line] if line < len(line_starts) else len(text) + 1
                line_text = text[line_start:line_end]
                is_ascii = line_text.isascii()
                has_pairs = count_utf16(line_text) > len(line_text)
                known, utf16, utf8 = line_start, 1, 1
            column = start - line_start + 1
            if end <= line_end:
                first_end, end_line, end_column = end, line, end - line_start + 1
                columns16 = columns8 = column, end_column
            else:
                first_end = max(start, line_end)
                end_line, end_column = self.line_column(end)
                columns16 = columns8 = column, first_end - line_start + 1
            if not is_ascii:
                if start < known:
                    known, utf16, utf8 = line_start, 1, 1
                before, marked = text[known:start], text[start:first_end]
                utf8 += count_utf8(before)
                columns8 = utf8, utf8 + count_utf8(marked)
                if has_pairs:
                    utf16 += count_utf16(before)
                    columns16 = utf16, utf16 + count_utf16(marked)
                known = start
            shown = line_text if start <= line_end else text[line_start:start]
            place = path, line, column, end_line, end_column, pointer, columns16, columns8, shown, 1
            yield make(Location, place)


def count_utf8(text: str) -> int:
    """The bytes of a text in UTF-8: reviewdog's columns."""
    return len(text if text.isascii() else text.encode("utf-8", "surrogatepass"))


def count_utf16(text: str) -> int:
    """The UTF-16 units of a text: SARIF's columns, editors' columns."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
