"""The rule language: what it computes, what it refuses at load, and where it says so."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.engine.check import NOT_APPLICABLE
from lint_anp.engine.expression import ExpressionError, check_expression, compile_python
from lint_anp.engine.functions import NAMESPACE
from lint_anp.engine.types import FLAG, type_of_value
from lint_anp.engine.view import PostView
from lint_anp.engine.vocabulary import scope_of
from lint_anp.posts.load import load_posts

OPTIONS = {"live": ["approved", "published"], "days": 30, "least": {"a": 1, "b": 2}}
META = {
    "title": "A Title",
    "score": {"quality": 75},
    "tools": ["git", "dns"],
    "revision": {"last_reviewed": date(2026, 1, 1), "status": "drafted"},
    "entities": [{"name": "git", "type": "tool"}, {"name": "x"}],
}
(POST,) = load_posts("post.md", b"---\ntitle: A\n---\n# H\n\nSome words here.\n\n![a](b.png)\n")


def evaluate(text: str, *, bound: bool = True) -> Any:
    checked = check_expression(text, scope_of(type_of_value(OPTIONS), bound=bound))
    function = compile_python(checked.python, NAMESPACE)
    return function(META, PostView(POST, None, None), OPTIONS, date(2026, 3, 1), None, {})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("meta.title", "A Title"),
        ("meta.score.quality >= 50 and not false", True),
        ("0 < meta.score.quality < 10", False),
        ("meta.revision.status not in options.live", True),
        ("'it' in meta.title", True),
        ("has(meta.slug) or has(meta.title)", True),
        ("has(meta.entities[1].type)", False),
        ("meta.tools[0]", "git"),
        ("options.least['b'] + 2 * 3", 8),
        ("today - meta.revision.last_reviewed", 59),
        ("days_between(meta.revision.last_reviewed, today) > options.days", True),
        ("any(tool == 'dns' for tool in meta.tools)", True),
        ("all(entity.name != '' for entity in meta.entities)", True),
        ("count(tool == 'git' for tool in meta.tools)", 1),
        ("[lower(tool) for tool in meta.tools if tool != 'dns']", ["git"]),
        ("length(post.body.images) == 1", True),
        ("post.body.words", 4),
        ("1 if true else 2", 1),
        ("matches(meta.title, '^A')", True),
        ("meta.score.quality / 2", 37.5),
        ("(meta.title\n == 'A Title')", True),
    ],
)
def test_expressions_have_values(text: str, value: object) -> None:
    assert evaluate(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "meta.slug == 'a'",
        "all(entity.type == 'tool' for entity in meta.entities)",
        "meta.tools[9] == 'x'",
        "meta.score.quality / (1 - 1) > 0",
        "host(meta.title) == ''",
        "number_in(meta.title) == 1",
    ],
)
def test_what_is_absent_makes_an_expression_not_applicable(text: str) -> None:
    with pytest.raises(NOT_APPLICABLE):
        evaluate(text)


def test_a_patient_function_does_without_its_last_value_where_it_can() -> None:
    assert evaluate("cut_off_text('a.png', [meta.slug])") == ""
    with pytest.raises(NOT_APPLICABLE):
        evaluate("cut_off_text('how-to-cook-ri.png', [meta.slug])")


def test_what_stands_first_decides() -> None:
    assert evaluate("has(meta.title) or meta.slug == 'a'") is True
    assert evaluate("has(meta.slug) and meta.slug == 'a'") is False


def test_without_our_schema_the_meta_holds_anything() -> None:
    assert evaluate("meta.score.quality == 75 and has(meta.anything)", bound=False) is False


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("meta.titel", 5, "unknown field 'titel'; did you mean 'title'?"),
        ("mete.title", 0, "unknown name 'mete'; did you mean 'meta'?"),
        ("lowr(meta.title)", 0, "unknown function 'lowr'; did you mean 'lower'?"),
        ("é(1)", 0, "unknown function 'é'; see 'lint-anp explain --language'"),
        ("'é' < 1", 6, "a text cannot be compared with a number"),
        ("meta.title < 1", 13, "a text cannot be compared with a number"),
        ("meta.tools < meta.tools", 0, "a list of texts has no order; use == or !="),
        ("'a' in meta.score", 7, "a text cannot be in a map"),
        ("not meta.title", 4, "this is a text, not true or false; compare it, or ask has(…)"),
        ("meta.title and true", 0, "this is a text, not true or false; compare it, or ask has(…)"),
        ("meta.title * 3", 0, "'*' wants numbers, not a text"),
        ("2 ** 9", 0, "of arithmetic there is + - * / // %"),
        ("lower(1)", 6, "lower takes a text here, not a number"),
        ("lower()", 0, "lower takes 1 value"),
        ("repeated([1], 'tools')", 9, "repeated takes a list of texts here, not a list of numbers"),
        ("missing_from(meta.entities, [])", 13, "missing_from takes a list of texts here, not a list of maps"),
        ("meta.title.upper()", 0, "only listed functions can be called, as in lower(meta.title)"),
        ("meta.title.x", 11, "a text has no field 'x'"),
        ("lambda: 1", 0, "the rule language has no such construct"),
        ("{1: 2}", 0, "the rule language has no such construct"),
        ("f'{meta}'", 0, "the rule language has no such construct"),
        ("None == meta.title", 0, "use has(…) to ask whether a value is there"),
        ("meta.title is 'x'", 14, "write == or !=; has(…) asks whether a value is there"),
        ("any(meta.tools)", 0, "write any(… for x in …)"),
        ("any(t for t in meta.tools)", 4, "any wants true or false for each item, not a text"),
        ("any(x == 1 for x in meta.title)", 20, "a list stands behind 'in', not a text"),
        ("[1, 'a']", 4, "a text in a list of numbers; keep to one kind"),
        ("meta.title = 'x'", 11, "this is not an expression; '==' compares two values"),
        ("meta.title ==", 12, "this is not an expression"),
        ("", 0, "an expression is missing"),
        ("matches(meta.title, '(')", 20, "not a regular expression: missing ): ("),
        ("x" * 5_000, 0, "longer than 4,000 characters"),
        ("not " * 900 + "true", 0, "nested too deeply; take it apart under 'values:'"),
        ("1 + " * 900 + "1 == 1", 0, "nested too deeply; take it apart under 'values:'"),
        ("meta.title == 'a' && true", 19, "this is not an expression; write 'and'"),
        ("true || true", 6, "this is not an expression; write 'or'"),
        ("!has(meta.title)", 0, "this is not an expression; write 'not'"),
    ],
)  # fmt: skip
def test_mistakes_are_told_at_their_column(text: str, start: int, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text)
    assert (caught.value.start, caught.value.words.partition("; there are")[0]) == (start, words)


def test_a_wanted_type_is_checked() -> None:
    with pytest.raises(ExpressionError, match="this gives a text; true or false is needed"):
        check_expression("meta.title", scope_of(type_of_value({})), FLAG)


@pytest.mark.parametrize(
    "text",
    [
        "().__class__",
        "meta.__class__",
        "post.body.__init__",
        "__import__('os')",
        "eval('1')",
        "options.live.append('x')",
        "[x for x in [1] for y in [2]]",
        "any(any(any(true for a in [1]) for b in [1]) for c in [1])",
        "(yield)",
        "x := 1",
        "9 << 9",
    ],
)
def test_nothing_of_python_can_be_reached(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text)


@given(
    st.text(alphabet=st.sampled_from("meta.til()[]'\"{}<>=!+-* andotr0129,:\n\\é#"), max_size=30)
)
def test_no_text_makes_the_check_raise_anything_else(text: str) -> None:
    try:
        check_expression(text, scope_of(type_of_value({})))
    except ExpressionError as error:
        assert 0 <= error.start < error.end
