"""YAML: values by the core schema of 1.2, the place of each, and problems in an editor's words."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lint_anp.posts import yaml_reader
from lint_anp.posts.tree import Mapping, Node, Scalar, Sequence, plain
from lint_anp.posts.yaml_reader import event_kinds, libyaml_events, read_yaml
from lint_anp.posts.yaml_tree import build
from tests.posts.trees import scalars_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("012", 12),
        ("0o14", 12),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("16:00", "16:00"),
        ("1.20", 1.2),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", float("inf")),
        ("1.2.0", "1.2.0"),
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-02-30", "2026-02-30"),
        ("2026-1-3", "2026-1-3"),
        ("2018-07-16T10:30:00Z", datetime(2018, 7, 16, 10, 30, tzinfo=UTC)),
        (
            "2018-07-16 10:30:00 -0500",
            datetime(2018, 7, 16, 10, 30, tzinfo=timezone(timedelta(hours=-5))),
        ),
        ("2018-07-16 10:30:00.25", datetime(2018, 7, 16, 10, 30, 0, 250_000)),
        ("9" * 400, "9" * 400),
        ("-", None),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("!mark x", "x"),
        ("'12'", "12"),
        ('"a\\u00e9\\ud83d\\ude80"', "aé🚀"),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    node, faults = read_yaml(f"key: {text}\n") if text != "-" else read_yaml("key:\n")
    assert not faults
    assert plain(node) == {"key": value}  # type: ignore[arg-type]


def place_of(text: str, node: Node) -> str:
    return text[node.start : node.end]


def test_every_kind_of_value_has_its_place() -> None:
    text = (
        "plain: a b # c\nquoted: 'it''s'\nflow: {u: https://x.y/z, t: 16:00, l: [1, two]}\n"
        "block: |\n  one\n\n  two\n\nfolded: >-\n  a\n  b\nempty:\nlist:\n- name: é😀\n"
        "  type: x\nwrapped: a\n  b\nanchor: &a {k: v}\nalias: *a\n"
    )
    node, faults = read_yaml(text)
    assert isinstance(node, Mapping)
    assert not faults
    places = {name: place_of(text, entry.node) for name, entry in node.entries.items()}
    assert places == {
        "plain": "a b",
        "quoted": "'it''s'",
        "flow": "{u: https://x.y/z, t: 16:00, l: [1, two]}",
        "block": "|\n  one\n\n  two",
        "folded": ">-\n  a\n  b",
        "empty": "",
        "list": "- name: é😀\n  type: x",
        "wrapped": "a\n  b",
        "anchor": "&a {k: v}",
        "alias": "*a",
    }
    assert text[node.entries["empty"].node.start - 1] == ":"
    assert plain(node)["alias"] == {"k": "v"}  # type: ignore[index]
    items = node.entries["list"].node
    assert isinstance(items, Sequence)
    first = items.items[0]
    assert isinstance(first, Mapping)
    assert place_of(text, first.entries["name"].node) == "é😀"


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029"], ids=["NEL", "LS", "PS"])
def test_other_line_ends_are_text(ends: str, odd: str) -> None:
    text = f'a: "x{odd}y"{ends}b{odd}c: z{ends}d: 1'
    node, faults = read_yaml(text)
    assert not faults
    assert plain(node) == {"a": f"x{odd}y", f"b{odd}c": "z", "d": 1}  # type: ignore[arg-type]
    assert {text[scalar.start : scalar.end] for scalar in scalars_of(node)} == {
        f'"x{odd}y"',
        "z",
        "1",
    }


def test_spans_count_in_the_whole_text() -> None:
    text = "---\na: 1\n---\nbody: x\n"
    node, _ = read_yaml(text, 4, 9)
    assert isinstance(node, Mapping)
    assert place_of(text, node.entries["a"].node) == "1"
    assert list(node.entries) == ["a"]


def test_repeated_keys_are_told_with_both_places_and_the_first_stands() -> None:
    text = "a: 1\nm: {x: 1, y: 2, x: 3}\na: 2\n"
    node, faults = read_yaml(text)
    assert plain(node) == {"a": 1, "m": {"x": 1, "y": 2}}  # type: ignore[arg-type]
    assert [(fault.start, dict(fault.values)) for fault in faults] == [
        (21, {"name": "x", "first": 9}),
        (27, {"name": "a", "first": 0}),
    ]


def test_merge_keys_add_what_is_not_set() -> None:
    node, _ = read_yaml("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n")
    assert isinstance(node, Mapping)
    assert plain(node.entries["own"].node) == {"y": 3, "x": 1}


@pytest.mark.parametrize(
    ("text", "at", "problem"),
    [
        pytest.param(
            "title: a: b\n",
            8,
            "a second ': ' in one value; put the value in quotes",
            id="an unquoted colon",
        ),
        pytest.param(
            "title: a\n  more: b\n",
            15,
            "this line continues the value above it, which cannot hold ': '; "
            "check the indentation, or whether the line above lacks its colon",
            id="an indented key",
        ),
        pytest.param(
            "title: 'a\nb: 2\n",
            7,
            "the quote that opens here is never closed; close it",
            id="quote",
        ),
        pytest.param(
            "a: *nope\n",
            3,
            "'*nope' refers to a value marked '&nope', and there is none; "
            "put the text in quotes if it is meant as text",
            id="an alias of nothing",
        ),
        pytest.param(
            "a:\n\t- b\n", 3, "a tab where YAML wants spaces; indent with spaces", id="a tab"
        ),
        pytest.param("a: @b\n", 3, "a value cannot start with '@'; put it in quotes", id="at sign"),
        pytest.param(
            "a: [1, 2\nb: 3\n",
            3,
            "the '[' that opens here is not closed, or a comma is missing in it",
            id="an open bracket",
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n",
            5,
            "a second document starts here; a file has one: join the two or remove this line",
            id="two documents",
        ),
        pytest.param(
            "a: \x00\n", 3, "the invisible character U+0000 is not allowed; delete it", id="NUL"
        ),
        pytest.param(
            'a: "\\d"\n',
            4,
            "'\\d' is no escape in double quotes; write '\\\\d' or use single quotes",
            id="a backslash",
        ),
        pytest.param(
            'a: "C:\\Users"\n',
            6,
            "'\\U' is no escape in double quotes; write '\\\\U' or use single quotes",
            id="a path",
        ),
        pytest.param(
            'a: "\\ud83d"\n',
            3,
            "half a surrogate pair in this text; write the character",
            id="half a surrogate pair",
        ),
        pytest.param("[" * 300, 256, "nested deeper than 256 levels", id="deep flow"),
        pytest.param(
            "a: " + "[" * 3_000 + "]" * 3_000,
            1_002,
            "nested deeper than 256 levels",
            id="so deep that the parser gives up",
        ),
        pytest.param("- " * 300, 512, "nested deeper than 256 levels", id="deep block"),
    ],
)
def test_problems_are_told_at_their_place(text: str, at: int, problem: str) -> None:
    node, faults = read_yaml(text)
    assert node is None
    assert [(fault.rule, fault.start, fault.values) for fault in faults] == [
        ("meta-unreadable", at, {"problem": problem})
    ]


def test_aliases_cannot_explode() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    node, faults = read_yaml("\n".join(lines))
    assert node is None
    assert faults[0].values == {"problem": "aliases stand for more than 100,000 values"}


def test_the_pure_parser_decides_where_libyaml_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> Any:
        raise ImportError

    monkeypatch.setattr(yaml_reader, "libyaml_events", missing)
    node, faults = read_yaml("a: {t: 16:00}\nb: 'c'\n")
    assert not faults
    assert plain(node) == {"a": {"t": "16:00"}, "b": "c"}  # type: ignore[arg-type]


TEXT = st.text(alphabet=st.sampled_from("ab 1-:#'\"\n é😀\u2028漢.,[]{}&*!|>%@"), max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


def dumped(data: object, flow: bool, unicode: bool) -> str:
    return yaml.safe_dump({"k": data}, default_flow_style=flow, allow_unicode=unicode, width=30)


@settings(max_examples=200, deadline=None)
@given(DATA, st.booleans(), st.booleans())
def test_what_is_written_is_read_and_every_span_decodes_to_its_value(
    data: object, flow: bool, unicode: bool
) -> None:
    text = "# é\n" + dumped(data, flow, unicode)
    node, faults = read_yaml(text)
    assert not faults
    for scalar in scalars_of(node):
        assert 0 <= scalar.start <= scalar.end <= len(text)
        again, _ = read_yaml(text[scalar.start : scalar.end])
        value = again.value if isinstance(again, Scalar) else None
        if isinstance(value, str) and isinstance(scalar.value, str):
            assert value.rstrip("\n") == scalar.value.rstrip("\n")
        else:
            assert value == scalar.value


@settings(max_examples=100, deadline=None)
@given(DATA, st.booleans(), st.booleans())
def test_both_parsers_build_the_same_tree(data: object, flow: bool, unicode: bool) -> None:
    """They differ by design on a tab as separator only, which is not generated here."""
    import ruamel.yaml

    document, restored = yaml_reader.replace_line_ends(dumped(data, flow, unicode))
    events, kinds = libyaml_events(document)
    fast = build(events, kinds, document, restored, 0)
    parsed = ruamel.yaml.YAML(typ="safe", pure=True).parse(document)
    slow = build(parsed, event_kinds(ruamel.yaml.events), document, restored, 0)
    assert [(one.value, one.start, one.end) for one in scalars_of(fast[0])] == [
        (one.value, one.start, one.end) for one in scalars_of(slow[0])
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("a: -'\"[]{}\n\t#&*!|>?%@`,\x00\u2028é"), max_size=40))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    node, faults = read_yaml(text)
    assert node is None or not any(fault.rule == "meta-unreadable" for fault in faults)
    assert all(0 <= fault.start <= len(text) for fault in faults)
