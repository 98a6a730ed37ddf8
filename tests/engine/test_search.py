"""What is found of the texts that rules look for."""

import pytest

from lint_anp.engine.search import MOST_AT_ONCE, SOUGHT, contains_any, matches


@pytest.mark.parametrize(
    ("text", "parts", "holds"),
    [
        ("One TWO", ["two"], True),
        ("One TWO", ["Three", "One"], True),
        ("One TWO", ["three"], False),
        ("three", ["two"], False),
        ("One", [], False),
        ("One", [""], True),
        ("", [""], True),
        ("", ["one"], False),
        ("Über", ["über"], True),
        ("One", ["two"] * MOST_AT_ONCE + ["ONE"], True),
        ("One", [str(number) for number in range(MOST_AT_ONCE)], False),
    ],
)
def test_a_text_holds_one_of_some(text: str, parts: list[str], holds: bool) -> None:
    assert contains_any(text, parts) is holds
    assert contains_any(text, parts) is holds  # others were looked for at first


def test_lists_that_are_others_for_each_post_are_not_all_kept() -> None:
    for number in range(2 * MOST_AT_ONCE):
        assert contains_any(f"About tool {number}.", [f"tool {number}.", "none"])
        assert not contains_any(f"About tool {number}.", [f"tool {number + 1}."])
    assert sum(map(len, SOUGHT)) <= MOST_AT_ONCE


def test_what_is_no_regular_expression_is_told_by_the_error_alone(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ValueError, match=r"^not a regular expression: missing \): \($"):
        matches("text", "(")
    assert capfd.readouterr() == ("", "")
