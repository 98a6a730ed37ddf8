"""TOML: as tomllib reads it, with places, all faults of a document at once."""

import json
import tomllib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.posts.toml_reader import read_toml
from lint_anp.posts.tree import Mapping, plain
from tests.posts.trees import scalars_of

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=8)
SCALAR = st.booleans() | st.integers(-(2**40), 2**40) | TEXT | st.dates(date(1000, 1, 1)) | (
    st.datetimes(datetime(1000, 1, 1))
)  # fmt: skip
VALUE = SCALAR | st.lists(SCALAR, max_size=3)
TABLE = st.dictionaries(TEXT, VALUE, max_size=3)
DOCUMENT = st.dictionaries(
    TEXT, VALUE | TABLE | st.lists(TABLE, min_size=1, max_size=2), max_size=4
)


def write_value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(write_value, value)) + "]"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(k)} = {write_value(v)}" for k, v in value.items()) + "}"
        )
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return json.dumps(value)


def write_document(document: dict[str, object], inline: bool) -> str:
    """The document as TOML, its tables in braces or below headers."""
    lines, later = [], []
    for key, value in document.items():
        tables = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
        if tables and isinstance(tables[0], dict) and not inline:
            for table in tables:
                later.append(f"[{json.dumps(key)}]" if table is value else f"[[{json.dumps(key)}]]")
                later += [f"{json.dumps(k)} = {write_value(v)}" for k, v in table.items()]
        else:
            lines.append(f"{json.dumps(key)} = {write_value(value)}")
    return "# é\n" + "\n".join(lines + later) + "\n"


@given(DOCUMENT, st.booleans())
def test_what_tomllib_reads_is_read_alike_and_every_span_decodes_to_its_value(
    document: dict[str, object], inline: bool
) -> None:
    text = write_document(document, inline)
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # such as JSON's escape of half a surrogate pair
        return
    node, faults = read_toml(text)
    assert not faults
    assert node is not None
    assert plain(node) == expected
    for scalar in scalars_of(node):
        assert tomllib.loads(f"x = {text[scalar.start : scalar.end]}") == {"x": scalar.value}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a.b = 1\na.c = 'x'\n[d.e]\nf = [1,\n 2, # c\n]\n", id="dotted keys"),
        pytest.param('x = """\na "" b\\\n   c"""""\n', id="a long text"),
        pytest.param("x = '''\na''b\n'''\ny = ''''q''''\n", id="a long literal"),
        pytest.param("[[a]]\nb = 1\n[[a.c]]\nd = 2\n[[a]]\n", id="tables in tables"),
        pytest.param("[a.b]\nc = 1\n[a]\nd = 2\n", id="a table after its child"),
        pytest.param("a = 1_000\nb = 0xff\nc = 1e3\nd = -.0\n".replace("d = -.0\n", ""), id="numbers"),
        pytest.param("a = 1979-05-27T07:32:00.999999999-07:00\r\nb = 1979-05-27 07:32:00\r\n", id="CRLF"),
        pytest.param("a = {b = {c = [1, {d = 2}]}}", id="no newline at the end"),
    ],
)  # fmt: skip
def test_documents_are_read_as_tomllib_reads_them(text: str) -> None:
    node, faults = read_toml(text)
    assert not faults
    assert node is not None
    assert plain(node) == tomllib.loads(text)


def test_a_local_time_is_its_text() -> None:
    node, _ = read_toml("a = 07:32:00\n")
    assert isinstance(node, Mapping)
    assert plain(node) == {"a": "07:32:00"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "a = yes\nb = 'x\nc = 1\nd\n",
            [
                (4, "'yes' is not a TOML value; put text in quotes"),
                (12, "the quote that opens here is never closed"),
                (22, "'=' is missing behind the key"),
            ],
            id="several broken lines",
        ),
        pytest.param(
            "a = 1 2\n",
            [(6, "the line should end here; put text in quotes, or delete the rest")],
            id="more behind a value",
        ),
        pytest.param("[x\n", [(0, "this header is not closed; it ends with ']'")], id="a header"),
        pytest.param("a = [1 2]", [(7, "a comma or ']' is missing here")], id="a list"),
        pytest.param(
            'a = "\\q"',
            [(5, "'\\q' is no escape in double quotes; write '\\\\q' or use single quotes")],
            id="an escape",
        ),
        pytest.param("a =\n", [(3, "a value is missing behind '='")], id="no value"),
        pytest.param(
            "a = " + "[" * 300, [(260, "nested deeper than 256 levels")], id="deep nesting"
        ),
        pytest.param(
            "a." * 100_000 + "a = 1", [(512, "nested deeper than 256 levels")], id="a deep key"
        ),
        pytest.param(
            "[" + "a." * 200 + "a]\n" + "b." * 100 + "b = 1",
            [(514, "nested deeper than 256 levels")],
            id="a deep key in a deep table",
        ),
    ],
)
def test_problems_are_told_at_their_places(text: str, found: list[tuple[int, str]]) -> None:
    _, faults = read_toml(text)
    assert [(fault.start, fault.values["problem"]) for fault in faults] == found


@pytest.mark.parametrize(
    ("text", "at", "first"),
    [
        pytest.param("a = 1\nb = 2\na = 3\n", 12, 0, id="a key"),
        pytest.param("[a]\nb = 1\n[a]\nc = 2\n", 11, 1, id="a table"),
        pytest.param("a.b = 1\na.b = 2\n", 10, 2, id="a dotted key"),
        pytest.param("a = {b = 1, b = 2}\n", 12, 5, id="in braces"),
    ],
)
def test_a_repeated_key_is_told_with_both_places(text: str, at: int, first: int) -> None:
    _, faults = read_toml(text)
    assert [(fault.rule, fault.start, fault.values["first"]) for fault in faults] == [
        ("key-duplicate", at, first)
    ]


@given(st.text(alphabet=st.sampled_from("ab=.[]{}'\"\n\r,# 1-_:\\\x00é"), max_size=40))
def test_no_text_makes_the_reader_raise_and_what_tomllib_refuses_is_refused(text: str) -> None:
    node, faults = read_toml(text)
    assert all(0 <= fault.start <= len(text) for fault in faults)
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert faults
    else:
        assert not faults
        assert node is not None
        assert plain(node) == expected
