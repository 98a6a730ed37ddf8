"""Lines and columns of offsets, in code points, UTF-16 units and UTF-8 bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.source import EXCERPT_LIMIT, Source, count_utf8, count_utf16

TEXTS = st.text(alphabet=st.sampled_from("ab \n\r\u2028\x85\x0b\x0c\té😀漢"), max_size=60)


@pytest.mark.parametrize(
    ("text", "offset", "line_column"),
    [
        pytest.param("", 0, (1, 1), id="an empty file has one line"),
        pytest.param("ab\ncd", 3, (2, 1), id="behind a line feed"),
        pytest.param("ab\r\ncd", 4, (2, 1), id="behind CRLF"),
        pytest.param("ab\rcd", 3, (1, 4), id="a lone carriage return ends no line"),
        pytest.param("a\u2028b\n", 2, (1, 3), id="U+2028 ends no line"),
        pytest.param("a\x85b\x0bc\x0cd", 6, (1, 7), id="NEL, VT and FF end no line"),
        pytest.param("😀b", 1, (1, 2), id="an emoji is one column"),
        pytest.param("ab\n", 3, (2, 1), id="the end behind the last line feed"),
    ],
)
def test_offsets_have_lines_and_columns(
    text: str, offset: int, line_column: tuple[int, int]
) -> None:
    assert Source("p.md", text).line_column(offset) == line_column


def test_a_location_counts_in_three_units() -> None:
    location = Source("p.md", "x\n😀é: ab\r\ny").locate(6, 8, "a.b")
    assert (location.line, location.column, location.end_line, location.end_column) == (2, 5, 2, 7)
    assert location.utf16 == (6, 8)
    assert location.utf8 == (9, 11)
    assert location.excerpt == ("😀é: ab", 1)
    assert location.pointer == "a.b"


def test_a_span_over_lines_ends_with_its_first_line_in_the_one_line_units() -> None:
    location = Source("p.md", "abc\r\ndef\n").locate(1, 7)
    assert (location.line, location.column, location.end_line, location.end_column) == (1, 2, 2, 3)
    assert location.utf16 == (2, 4)
    assert location.utf8 == (2, 4)
    assert location.excerpt == ("abc", 1)


def test_a_long_line_is_cut_around_the_span() -> None:
    source = Source("p.md", "a" * 5_000 + "X" + "b" * 5_000)
    location = source.locate(5_000, 5_001)
    excerpt, column = location.excerpt
    assert len(excerpt) == EXCERPT_LIMIT
    assert excerpt[location.column - column] == "X"


@given(TEXTS, st.data())
def test_every_offset_is_found_again(text: str, data: st.DataObject) -> None:
    source = Source("p.md", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.line_column(offset)
    assert source.line_starts[line - 1] + column - 1 == offset
    assert line == text.count("\n", 0, offset) + 1


@given(TEXTS, st.data())
def test_the_excerpt_shows_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    location = Source("p.md", text).locate(start, end)
    excerpt, column = location.excerpt
    at = location.column - column
    first_line = text[start:end].split("\n")[0].removesuffix("\r")
    assert excerpt[at : at + len(first_line)] == first_line


@given(TEXTS)
def test_units_agree_with_the_encodings(text: str) -> None:
    assert count_utf16(text) == len(text.encode("utf-16-le")) // 2
    assert count_utf8(text) == len(text.encode("utf-8"))


@given(TEXTS, st.integers(0, 2 * EXCERPT_LIMIT), st.data())
def test_places_that_are_located_together_are_where_each_is_by_itself(
    text: str, more: int, data: st.DataObject
) -> None:
    text = f"{text[:30]}{'a' * more}{text[30:]}".replace("\r", "")
    ends = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(ends, ends)))
    spans = [(min(span), max(span), "") for span in drawn]
    located = list(Source("p.md", text).locate_all(spans))
    for (start, end, _), location in zip(spans, located, strict=True):
        assert location == Source("p.md", text).locate(start, end)
        line = text.rfind("\n", 0, start) + 1
        before, marked = text[line:start], text[start:end].split("\n")[0]
        for columns, count in ((location.utf16, count_utf16), (location.utf8, count_utf8)):
            assert columns[0] == count(before) + 1
            assert columns[1] - columns[0] == count(marked)
