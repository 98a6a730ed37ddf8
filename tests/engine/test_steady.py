"""What a finding is about stays the same when other things move."""

import pytest

from lint_anp.engine.steady import describe_subject, name_in_file
from lint_anp.posts.load import load_posts

META = """---
title: A
entities:
  - {type: tool, name: logrotate}
  - {type: tool}
  - loose
image_sources:
  - {source: Wikimedia, URL: https://x.y/z.jpg}
---
Some  text
here.
"""


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("title", "title"),
        ("revision.last_reviewed", "revision.last_reviewed"),
        ("entities[0].type", "entities[=logrotate].type"),
        ("entities[1].name", "entities[=tool].name"),
        ("entities[2]", "entities[=loose]"),
        ("entities[7].name", "entities[7].name"),
        ("image_sources[0].alt", "image_sources[=https://x.y/z.jpg].alt"),
        ("title[0].x", "title[0].x"),
    ],
)
def test_items_are_told_by_name(pointer: str, expected: str) -> None:
    post = load_posts("a.md", META.encode())[0]
    assert describe_subject(post, pointer, 0, 0) == expected


def test_text_is_told_without_its_line_ends() -> None:
    post = load_posts("a.md", META.encode())[0]
    start = META.index("Some")
    assert describe_subject(post, "", start, len(META)) == "Some text here."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"title": "T", "slug": "s"}', "s "),
        ('{"title": "T"}', "T "),
        ('{"other": 3}', "3 "),
        ("{}", "2 "),
        ("{", "2 "),
    ],
)
def test_a_post_of_many_is_told_by_name(line: str, expected: str) -> None:
    post = load_posts("a.jsonl", f'{{"title": "first"}}\n{line}\n'.encode())[1]
    assert name_in_file(post) == expected


def test_a_post_by_itself_has_no_name_in_its_file() -> None:
    assert name_in_file(load_posts("a.md", META.encode())[0]) == ""
