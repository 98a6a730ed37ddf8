"""What of a body is counted and gathered for rules."""

import pytest

from lint_anp.engine.body_view import BodyView
from lint_anp.posts.load import load_posts


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Water boils.\n\nTea is hot.\n", 5),
        ("Café, hot 🔥.\n\nWater boils.\n", 4),
        ("Tea 茶葉 is hot.\n\nWater boils.\n", 7),
        ("茶葉\n\n```\nthe 茶 of code\n```\n", 2),
    ],
    ids=["letters of ASCII", "an emoji", "two characters among letters", "code is left out"],
)
def test_the_words_of_all_blocks_are_counted(body: str, words: int) -> None:
    assert view_of(body).words == words


def test_the_vocabulary_lacks_words_that_only_end_a_paragraph() -> None:
    body = "The water boils\n\nPour the wat\n\nThe wat pours\n\n- A kettle\n"
    assert view_of(body).vocabulary == ["a", "kettle", "pour", "the", "wat", "water"]


def view_of(body: str) -> BodyView:
    """The body of a post without meta."""
    return BodyView(load_posts("a.md", body.encode())[0], None)
