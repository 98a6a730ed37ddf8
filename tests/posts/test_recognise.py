"""Which files with the name of a post are one."""

import pytest

from lint_anp.posts.load import load_posts
from lint_anp.posts.recognise import is_post


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("post.md", "Text.", True),
        ("README.md", "# Read me", False),
        ("docs/README.md", "---\ntitle: A\n---\n", True),
        ("package.json", '{"name": "x", "version": "1.0.0"}', False),
        ("post.json", '{"title": "A", "body": "B"}', True),
        ("post.json", '{"title": "A", "summary": "B"}', True),
        ("post.json", '{"title": "A", "summary": "B",}', True),
        ("broken.json", '{"name": 1,}', False),
        ("_config.yml", "title: My site\nbaseurl: /x\n", False),
        ("post.yaml", "title: A\ncontent: B\n", True),
        ("notes.txt", "Some notes.", False),
        ("page.txt", "A\n\nx post meta\n\nsummaryb\n", True),
        ("bytes.md", "\udcff", True),
    ],
)
def test_posts_are_told_from_other_files(path: str, text: str, expected: bool) -> None:
    posts = load_posts(path, text.encode("utf-8", "surrogateescape"))
    assert is_post(posts[0]) is expected
