"""A site's own JSON Schema: the same places and the same quality of words as ours."""

import json
from pathlib import Path

import pytest

from lint_anp.config.config import Config
from lint_anp.errors import InputError
from lint_anp.posts.load import load_posts
from lint_anp.posts.tree import Mapping
from lint_anp.posts.yaml_reader import read_yaml
from lint_anp.schema.conformed import Conformed
from lint_anp.schema.custom import conform_site
from lint_anp.site.judging import hold_meta

SCHEMA = {
    "type": "object",
    "required": ["title", "date"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "maxLength": 10},
        "date": {"type": "string", "format": "date"},
        "weight": {"type": "integer", "minimum": 1},
        "draft": {"type": "boolean"},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True},
        "author": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string"}},
        },
        "slug": {"pattern": "^[a-z]+$"},
    },
}


def hold(
    text: str, folder: Path, fields: dict[str, str] | None = None, schema: str = "site.json"
) -> Conformed:
    (folder / "site.json").write_text(json.dumps(SCHEMA))
    tree, _ = read_yaml(text)
    assert isinstance(tree, Mapping)
    return conform_site(tree, schema, str(folder), fields or {}, (0, 0))


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("title: A\ndate: 2026-01-02\ntags: [a]\n", [], id="valid: a YAML date is a date"),
        pytest.param("date: 2026-01-02\n", ["date: field-missing title"], id="missing"),
        pytest.param("title: A\ndate: 2026-01-02\nauthor: {}\n", ["author: field-missing author.name"], id="missing in a map"),
        pytest.param("title: A\ndate: 2026-01-02\nwieght: 3\n", ["wieght: field-unknown wieght"], id="unknown"),
        pytest.param("title: A\ndate: 2026-01-02\nweight: 0\n", ["0: field-invalid weight must be 1 or more"], id="too small"),
        pytest.param("title: A\ndate: 2026-01-02\ndraft: no\n", ["no: field-invalid draft must be true or false"], id="type"),
        pytest.param("title: A\ndate: 2026-01-02\ntags: [a, c]\n", ['c: field-invalid tags[1] must be one of a, b'], id="a choice in a list"),
        pytest.param("title: A title that is long\ndate: 2026-01-02\n", ["A title that is long: field-invalid title must be text of 10 characters or fewer"], id="too long"),
        pytest.param("title: A\ndate: 2026-01-02\nslug: A1\n", ["A1: field-invalid slug must be text that fits ^[a-z]+$"], id="a form"),
    ],
)  # fmt: skip
def test_faults_stand_at_their_key_or_value(text: str, faults: list[str], tmp_path: Path) -> None:
    told = [
        f"{text[fault.start : fault.end]}: {fault.rule} {fault.pointer}"
        + (f" must be {fault.values['expected']}" if fault.rule == "field-invalid" else "")
        for fault in hold(text, tmp_path).faults
    ]
    assert told == faults


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "title: 5\ndate: x\nweight: a\nodd: 1\n"
    assert len(hold(text, tmp_path).faults) >= 3


def test_mapped_fields_stand_under_our_names_and_others_under_their_own(tmp_path: Path) -> None:
    text = "title: A\ndate: 2026-01-02\nweight: 3\n"
    values = hold(text, tmp_path, {"revision.last_reviewed": "date"}, "none").values
    assert str(values["revision"]["last_reviewed"]) == "2026-01-02"  # type: ignore[index]
    assert values["weight"] == 3


def test_a_mapped_value_of_another_type_counts_as_absent(tmp_path: Path) -> None:
    conformed = hold(
        "title: [a]\nlead: B\n", tmp_path, {"summary": "lead", "title": "title"}, "none"
    )
    assert not conformed.faults
    assert conformed.values == {"summary": "B"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "cannot be read: no such file or directory", id="no file"),
        pytest.param("{", "not JSON", id="no JSON"),
        pytest.param('{"type": 5}', "not a JSON Schema", id="no schema"),
    ],
)
def test_a_broken_schema_is_the_users_to_mend(
    content: str | None, words: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "own.json").write_text(content)
    tree, _ = read_yaml("a: 1\n")
    assert isinstance(tree, Mapping)
    with pytest.raises(InputError, match=words):
        conform_site(tree, "own.json", str(tmp_path), {}, (0, 0))


PAGE = """tea

example post meta

reading time4
view count{views}
payload
  • source id: alphanode-000007
  • seed: 7
"""


@pytest.mark.parametrize("fields", [{}, {"reading_time": "reading time"}])
@pytest.mark.parametrize(
    ("views", "count"), [("12", {"view_count": 12}), ("many", {})], ids=["a number", "no number"]
)
def test_a_rendered_page_has_our_names_and_types_without_a_schema_too(
    views: str, count: dict[str, int], fields: dict[str, str]
) -> None:
    (post,) = load_posts("tea.txt", PAGE.format(views=views).encode())
    conformed = hold_meta(post, Config(None, ".", schema="none", fields=fields))
    assert conformed is not None
    payload = {"source_id": "alphanode-000007", "seed": 7}
    assert conformed.values == {"title": "tea", "reading_time": 4, **count, "payload": payload}
    assert conformed.faults == ()
