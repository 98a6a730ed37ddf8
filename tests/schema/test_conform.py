"""Trees held against the meta schema: values, faults and places."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.posts.tree import Mapping
from lint_anp.posts.yaml_reader import read_yaml
from lint_anp.schema.conform import conform, conform_free
from lint_anp.schema.conformed import Conformed, find_place
from lint_anp.schema.shape import load_shape

WHOLE = "title: A\nsummary: B.\n"


def hold(text: str, **settings: object) -> Conformed:
    tree, faults = read_yaml(text)
    assert isinstance(tree, Mapping)
    assert not faults
    return conform(tree, load_shape("meta"), **settings)  # type: ignore[arg-type]


def told(text: str, conformed: Conformed) -> list[str]:
    return [
        f"{text[fault.start : fault.end]}: {fault.rule} {fault.pointer}"
        for fault in conformed.faults
    ]


def test_values_are_typed_and_stand_under_canonical_names() -> None:
    conformed = hold(
        "title: 1984\nsummary: B.\nreading time: 3\nviewCount: 5\nrevision:\n  last-reviewed: 2026-01-02 10:00:00\n"
        "  version: 1.20\nflags: {has images: 1, image-heavy: false}\ntopic: slow pages / varnish\nbrief:\n"
    )
    assert not conformed.faults
    assert conformed.values == {
        "title": "1984",
        "summary": "B.",
        "reading_time": 3,
        "view_count": 5,
        "revision": {"last_reviewed": date(2026, 1, 2), "version": "1.20"},
        "flags": {"has_images": True, "image_heavy": False},
        "topic": {"problem": "slow pages", "stack": "varnish"},
    }


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("title: A\n", ["title: field-missing summary"], id="missing: the first key"),
        pytest.param(WHOLE.replace("B.", "''"), ["summary: field-missing summary"], id="blank"),
        pytest.param(WHOLE + "entities:\n  - {type: x}\n", ["{: field-missing entities[0].name"], id="in an item"),
        pytest.param(WHOLE + "score: {quality: 140}\n", ["140: field-invalid score.quality"], id="too much"),
        pytest.param(WHOLE + "score: {quality: 7.5}\n", ["7.5: field-invalid score.quality"], id="not whole"),
        pytest.param(WHOLE + "score: {quality: true}\n", ["true: field-invalid score.quality"], id="a boolean"),
        pytest.param(WHOLE + "flags: {has_images: 2}\n", ["2: field-invalid flags.has_images"], id="not a flag"),
        pytest.param(WHOLE + "tools: [a, [b]]\n", ["[b]: field-invalid tools[1]"], id="a list in a list"),
        pytest.param(WHOLE + "tools: [a, null]\n", ["null: field-invalid tools[1]"], id="null in a list"),
        pytest.param(WHOLE + "entities:\n  - {name: a, type: b}\n  -\n", [": field-invalid entities[1]"], id="nothing in a list"),
        pytest.param(WHOLE + "tools: {a: b}\n", ["{a: b}: field-invalid tools"], id="a map for a list"),
        pytest.param("sumary: B.\ntitle: A\n", ["sumary: field-unknown sumary"], id="misspelt: once"),
        pytest.param(WHOLE + "score: {beauty: 1}\n", ["beauty: field-unknown score.beauty"], id="in a map"),
        pytest.param(WHOLE + "readingTime: 1\nreading time: 2\n", ["reading time: key-duplicate reading_time"], id="two spellings"),
        pytest.param(WHOLE + "revision: {version: abc}\n", [], id="a rule of its own judges versions"),
        pytest.param(WHOLE + "tools: [a, a]\n", [], id="a rule of its own judges repeats"),
    ],
)  # fmt: skip
def test_faults_stand_at_their_key_or_value(text: str, faults: list[str]) -> None:
    assert told(text, hold(text)) == faults


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("tools:\n  -\n", "empty", id="nothing"),
        pytest.param("tools: [~]\n", "null", id="a tilde"),
        pytest.param("tools: [null]\n", "null", id="null"),
    ],
)
def test_an_item_without_a_value_is_told_as_it_is_written(text: str, value: str) -> None:
    assert [fault.values["value"] for fault in hold(WHOLE + text).faults] == [value]


def test_all_faults_are_told_at_once_in_order() -> None:
    text = "titel: A\nsummary: B.\nscore: {quality: -1, clarity: x}\nhash: 7\n"
    assert [fault.values.get("expected", fault.values.get("hint")) for fault in hold(text).faults] == [
        "; did you mean 'title'?",
        "a whole number between 0 and 100",
        "a whole number between 0 and 100",
        "text like '7209791717a6b83aba682967'",
    ]  # fmt: skip


def test_an_invalid_value_is_absent() -> None:
    assert "score" not in hold(WHOLE + "score: 5\n").values
    assert hold(WHOLE + "score: {quality: 140, depth: 3}\n").values["score"] == {"depth": 3}


def test_a_page_gives_text_that_is_read_by_type() -> None:
    text = WHOLE + "reading time: '9'\nflags: {has images: '1', image heavy: 'false'}\n"
    values = hold(text, from_text=True).values
    assert values["reading_time"] == 9
    assert values["flags"] == {"has_images": True, "image_heavy": False}
    assert told(text, hold(text))[0] == "'9': field-invalid reading_time"


def test_a_sites_own_names_are_understood_and_used() -> None:
    names = {"summary": "description", "revision.last_reviewed": "meta.lastmod"}
    text = "title: A\ndescription: B.\nmeta: {lastmod: 2026-01-02}\n"
    conformed = hold(text, site_names=names)
    assert not conformed.faults
    assert conformed.values["revision"] == {"last_reviewed": date(2026, 1, 2)}
    place = find_place(conformed, ("revision", "last_reviewed"), (0, 0))
    assert (text[place.start : place.end], place.pointer) == ("2026-01-02", "meta.lastmod")
    (missing,) = hold("title: A\n", site_names=names).faults
    assert missing.values == {"field": "description"}


def test_places_of_what_is_not_there_are_the_nearest_parents() -> None:
    text = WHOLE + "revision: {status: drafted}\nentities:\n  - {name: a, type: b}\n"
    conformed = hold(text)

    def at(*path: str | int) -> str:
        place = find_place(conformed, path, (0, 0))
        return text[place.start : place.end]

    assert at("revision", "version") == "revision"
    assert at("revision", "status") == "drafted"
    assert at("entities", 0, "nothing") == "{"
    assert at("payload", "seed") == "title"


def test_without_a_schema_everything_passes() -> None:
    tree, _ = read_yaml("a: {b: null, c: [1, x]}\n")
    assert isinstance(tree, Mapping)
    assert conform_free(tree).values == {"a": {"c": [1, "x"]}}


@given(
    st.dictionaries(
        st.sampled_from(["title", "summary", "score", "flags", "tools", "revision", "odd", "entities"]),
        st.sampled_from(
            ["1", "x", "[]", "{}", "[a, {b: c}]", "{quality: 5, x: y}", "~", "2026-01-01", "{name: [1]}"]
        ),
    )
)  # fmt: skip
def test_no_meta_makes_the_check_raise_and_every_fault_lies_in_the_text(
    meta: dict[str, str],
) -> None:
    text = "".join(f"{name}: {value}\n" for name, value in meta.items()) or "{}"
    for fault in hold(text).faults:
        assert 0 <= fault.start <= fault.end <= len(text)
