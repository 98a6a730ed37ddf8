"""Templates: what members share, and what fills the gaps."""

import pytest

from lint_anp.corpus.templates import fill, fixed_words, tell_slots
from lint_anp.corpus.words import spell


def test_words_of_nearly_all_members_are_the_template() -> None:
    members = [f"before you touch {name} read this page" for name in "abcdefghij"]
    members[3] = "before you move d read this page"
    words = fixed_words([member.split() for member in members], [1] * 10)
    assert words == ("before", "you", "touch", "read", "this", "page")


@pytest.mark.parametrize(
    ("text", "facts", "template", "slots"),
    [
        pytest.param(
            "Before Varnish, read this.",
            {"varnish": "stack"},
            "Before {stack}, read this.",
            {"stack": "Varnish"},
            id="a slot that the meta fills",
        ),
        pytest.param(
            "Before two  words, read\nthis (twice)!",
            {},
            "Before {…}, read this ({…})!",
            {"…1": "two words", "…2": "twice"},
            id="slots without a name, white space as one space",
        ),
        pytest.param("Before: read this!", {}, "Before: read this!", {}, id="no slot at all"),
        pytest.param(
            "**Before** Varnish, read *this*",
            {},
            "**Before** {…}, read *this*",
            {"…1": "Varnish"},
            id="what stands before the first word",
        ),
        pytest.param(
            "(So, before read this)",
            {},
            "({…}, before read this)",
            {"…1": "So"},
            id="what stands before a slot that comes first",
        ),
    ],
)
def test_a_text_is_shown_as_its_template(
    text: str, facts: dict[str, str], template: str, slots: dict[str, str]
) -> None:
    filled = fill(spell(text), ["before", "read", "this"], facts)
    assert (filled.template, filled.slots, filled.shared) == (template, slots, 3)


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        pytest.param({}, "", id="no slot"),
        pytest.param(
            {"…1": "x", "stack": "y"}, "; here {stack} is 'y', {…} is 'x'", id="names first"
        ),
        pytest.param(
            {f"…{n}": str(n) for n in range(1, 6)},
            "; here {…} is '1', {…} is '2', {…} is '3' and 2 more",
            id="three at most",
        ),
        pytest.param(
            {"…1": f"{'word ' * 11}words {'word ' * 11}".strip()},
            f"; here {{…}} is '{'word ' * 11}…'",
            id="sixty characters of each at most",
        ),
    ],
)
def test_slots_are_told_in_words(slots: dict[str, str], words: str) -> None:
    assert tell_slots(slots) == words
