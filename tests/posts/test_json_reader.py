"""JSON: as the json module reads it, with places, and problems in an editor's words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.posts.json_reader import read_json
from lint_anp.posts.tree import Mapping, plain
from tests.posts.trees import scalars_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), inner),
    max_leaves=20,
)  # fmt: skip


@given(JSON, st.booleans(), st.sampled_from([None, 1, 4]))
def test_what_json_writes_is_read_and_every_span_decodes_to_its_value(
    data: object, ascii_only: bool, indent: int | None
) -> None:
    text = "  " + json.dumps(data, ensure_ascii=ascii_only, indent=indent) + " \n"
    node, faults = read_json(text)
    assert not faults
    assert node is not None
    assert plain(node) == data
    for scalar in scalars_of(node):
        assert json.loads(text[scalar.start : scalar.end]) == scalar.value


@given(st.text(alphabet=st.sampled_from("{}[]:,\"\\ \n\t1-.eEtrufalsn/#'\x00é"), max_size=30))
def test_what_json_accepts_is_accepted_and_nothing_else(text: str) -> None:
    try:
        data = json.loads(text, parse_constant=lambda _: 1 / 0)
    except (ValueError, ZeroDivisionError):
        node, faults = read_json(text)
        assert node is None
        assert all(0 <= fault.start <= len(text) for fault in faults)
    else:
        node, _ = read_json(text)
        assert node is not None
        assert isinstance(data, dict) or plain(node) == data


@pytest.mark.parametrize(
    ("text", "at", "problem"),
    [
        ('{"a": 1,}', 8, "a key is missing before '}'; delete the comma before it"),
        ("[1,]", 3, "a value is missing before ']'; delete the comma before it"),
        ("{a: 1}", 1, "a key in double quotes is expected here"),
        ('{"a": 1 "b": 2}', 8, "a comma or '}' is missing before this"),
        ('{"a": "x', 6, "the quote that opens here is never closed; close it"),
        ("[1, 2", 0, "the '[' that opens here is never closed"),
        ('{"a": 1} x', 9, "text behind the end of the value; delete it, or the bracket before it"),
        ("// c\n{}", 0, "JSON has no comments; delete this one"),
        ('{"a": NaN}', 6, "'NaN' is no JSON value; write true, false, null or a number"),
        ('{"a": 01}', 6, "'01' is no number; put it in quotes"),
        ("['a']", 1, "JSON wants double quotes"),
        ('["a\nb"]', 3, "a line break or control character inside quotes; write \\n or \\t"),
        ('["\\x"]', 2, "'\\x' is no escape in JSON; write '\\\\'"),
        ('["\\ud83d"]', 1, "half a surrogate pair in this text; write the character"),
        ("[" * 300, 256, "nested deeper than 256 levels"),
        ("", 0, "the text ends before its last bracket is closed"),
        ("[" + "9" * 400 + "]", 1, "a number of more than 300 digits"),
    ],
)
def test_problems_are_told_at_their_place(text: str, at: int, problem: str) -> None:
    node, faults = read_json(text)
    assert node is None
    assert [(fault.start, fault.values) for fault in faults] == [(at, {"problem": problem})]


def test_a_repeated_key_is_told_and_the_first_stands() -> None:
    node, faults = read_json('{"a": 1, "b": {"a": 2}, "a": 3}')
    assert isinstance(node, Mapping)
    assert plain(node) == {"a": 1, "b": {"a": 2}}
    assert [(fault.rule, fault.start, fault.end, dict(fault.values)) for fault in faults] == [
        ("key-duplicate", 24, 27, {"name": "a", "first": 1})
    ]
