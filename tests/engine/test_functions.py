"""What the functions of the rule language give."""

import pytest

from lint_anp.engine.functions import MOST_AT_ONCE, contains_any


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
