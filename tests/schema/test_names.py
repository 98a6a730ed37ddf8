"""Names: spellings that are one, and the nearest known name."""

import pytest

from lint_anp.schema.names import canonical, did_you_mean


@pytest.mark.parametrize(
    "name",
    ["last_reviewed", "last reviewed", "last-reviewed", "lastReviewed", "Last Reviewed", "LastReviewed"],
)  # fmt: skip
def test_spellings_are_one_name(name: str) -> None:
    assert canonical(name) == "last_reviewed"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("sumary", "summary"),
        ("titel", "title"),
        ("tilte", "title"),
        ("image_source", "image_sources"),
        ("mood", None),
        ("x", None),
        ("author", None),
        ("date", None),
        ("description", None),
    ],
)
def test_the_nearest_name_is_found_and_no_far_one(name: str, near: str | None) -> None:
    known = ["title", "summary", "slug", "hash", "topic", "image_sources", "difficulty", "stack"]
    assert did_you_mean(name, known) == near
