"""Plain YAML: what the reader of lines takes it for is what libyaml's events make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.posts.tree import plain
from lint_anp.posts.yaml_plain import read_plain
from lint_anp.posts.yaml_reader import libyaml_events
from lint_anp.posts.yaml_tree import build

KEYS = ("a", "b", "long-key", "k.x", "1", "null")
VALUES = (
    "", "x", "x y", "1", "1.0 ", "2020-01-01", "~", "'q: #'", '"d # e"', "''", "x # c", "# c", "x#y",
    "a:b", "a, b]", "é ü", "水", "x\xa0", "=", ".5", "+1", "http://tea.example/#top",
    "[]", "{}", "[ ]", "[a]", "[ a,b , 'c: d' ]", '[ "a", 1, ~ ] # c', "{a: 1}", "{ a: 'b', c.d:  e f }",
)  # fmt: skip
OTHER_VALUES = (
    "x:", "x: y", "- x", "-1", "[a", "[a]]", "[a] b", "[a]#", "[a,]", "[,a]", "[a,,b]", "[[a]]", "[{a: b}]",
    "[a: b]", "[a #b]", "[-1]", "[http://tea.example]", "{a}", "{a:b}", "{a: }", "{a: b,}", "{a: 1, a: 2}",
    "{a: [b]}", "{a: b]", "{'a': b}", "[*a]", "['a' b]", "['it''s']", '["\\n"]', "|", ">", "*a", "&a x", "!t x", "'it''s'", '"\\n"',
    "'a", "'x' y", "'x'#y", "%x", "@x", "? x", ": x", "\tx", "x\t", "\xa0x", "x\x85y", "\ufeffx", "x\r",
)  # fmt: skip


def lines_of(column: int) -> st.SearchStrategy[list[str]]:
    """The lines of a mapping at a column."""
    indent = " " * column
    inline = st.builds(
        lambda key, colon, value: [f"{indent}{key}{colon}{value}"],
        st.sampled_from(KEYS),
        st.sampled_from((": ", ":  ")),
        st.sampled_from(VALUES),
    )
    if column > 6:
        return inline
    steps = st.integers(0, 3)
    below = st.builds(
        lambda key, lines: [f"{indent}{key}:", *lines],
        st.sampled_from(KEYS),
        steps.flatmap(lambda step: st.one_of(lines_of(column + step), items_of(column + step))),
    )
    between = st.sampled_from([[""], ["# c"], ["   "], ["       # c"]])
    entries = st.lists(st.one_of(inline, inline, below, between), min_size=1, max_size=4)
    return entries.map(lambda parts: [line for part in parts for line in part])


def items_of(column: int) -> st.SearchStrategy[list[str]]:
    """The lines of a list at a column: values, and maps that begin beside their dash."""
    indent = " " * column
    value = st.builds(lambda value: [f"{indent}- {value}"], st.sampled_from(VALUES))
    nested = st.builds(
        lambda dash, lines: [f"{indent}{dash}{lines[0].lstrip(' ')}", *lines[1:]],
        st.sampled_from(("- ", "-   ")),
        lines_of(column + 2),
    )
    items = st.lists(st.one_of(value, nested), min_size=1, max_size=3)
    return items.map(lambda parts: [line for part in parts for line in part])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document that is nearly plain: one of its lines may be broken."""
    lines = draw(lines_of(0))
    if draw(st.booleans()):
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        lines[number] = draw(
            st.sampled_from((line[1:], f" {line}", f"- {line}", line.replace("- ", "-"), ""))
            | st.sampled_from(OTHER_VALUES).map(lambda value: line + value)
        )
    return "".join(f"{line}\n" for line in lines)


@given(documents())
def test_plain_documents_are_read_as_libyaml_reads_them(document: str) -> None:
    mapping = read_plain(document, 3)
    if mapping is not None:
        events, kinds = libyaml_events(document)
        assert (mapping, []) == build(events, kinds, document, {}, 3)


def test_most_front_matter_is_plain() -> None:
    document = (
        "title: Tea  # a comment\n\nscore:\n  quality: 90\ntags:\n- a\n- 'b: c'\n"
        "images:\n  - url: https://tea.example/#.png\n    alt:\n  - url: b\n"
    )
    mapping = read_plain(document, 0)
    assert mapping is not None
    assert plain(mapping) == {
        "title": "Tea",
        "score": {"quality": 90},
        "tags": ["a", "b: c"],
        "images": [{"url": "https://tea.example/#.png", "alt": None}, {"url": "b"}],
    }


@pytest.mark.parametrize(
    "document",
    [*(f"a: {value}\n" for value in OTHER_VALUES), "", "a: 1", "a: 1\na: 2\n", "- a\n", " a: 1\n",
     "a: 1\n  b\n", "a:\n  b\n", "a:\n -\n", "a:\n - - b\n", f"a:\n{' ' * 65}b: 1\n"],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_a_parser(document: str) -> None:
    assert read_plain(document, 0) is None
