"""Files become posts: front matter, formats, and what cannot be read."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint_anp.posts.load import load_posts, read_posts
from lint_anp.posts.post import Fault
from lint_anp.posts.tree import plain


@pytest.mark.parametrize(
    ("text", "meta", "body"),
    [
        pytest.param("---\na: 1\n---\nText.\n", {"a": 1}, ["Text."], id="YAML"),
        pytest.param("+++\na = 1\n+++\nText.\n", {"a": 1}, ["Text."], id="TOML"),
        pytest.param('{"a": 1}\n\nText.\n', {"a": 1}, ["Text."], id="JSON"),
        pytest.param("\ufeff---\na: 1\n---\nText.", {"a": 1}, ["Text."], id="a byte order mark"),
        pytest.param("\n \n---\na: 1\n---\nText.", {"a": 1}, ["Text."], id="blank lines before"),
        pytest.param("---\r\na: 1\r\n---\r\nText.\r\n", {"a": 1}, ["Text."], id="CRLF"),
        pytest.param("---  \na: 1\n---\t\nText.", {"a": 1}, ["Text."], id="blanks behind fences"),
        pytest.param("---\na: 1\n---\nX.\n\n---\n\nY.", {"a": 1}, ["X.", "Y."], id="a rule in the body"),
        pytest.param("---\n---\nText.", {}, ["Text."], id="nothing between the fences"),
        pytest.param("---\na: 1\n---", {"a": 1}, [], id="no body"),
    ],
)  # fmt: skip
def test_front_matter_is_found(text: str, meta: dict[str, object], body: list[str]) -> None:
    (post,) = load_posts("post.md", text.encode())
    assert not post.faults
    assert post.meta is not None
    assert plain(post.meta) == meta
    assert [block.text for block in post.body.paragraphs] == body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        pytest.param("Text.\n", ["Text."], id="none"),
        pytest.param("{% include x %}\n\nText.", ["Text."], id="a tag first"),
        pytest.param("", [], id="an empty file"),
    ],
)
def test_a_post_without_front_matter_has_no_meta(text: str, body: list[str]) -> None:
    (post,) = load_posts("post.md", text.encode())
    assert post.faults == (Fault("meta-missing", 0, 0, {}),)
    assert [block.text for block in post.body.paragraphs] == body


@pytest.mark.parametrize(
    ("text", "at", "body"),
    [
        pytest.param("---\na: 1\nb: 2\n\nText.\n", 0, ["Text."], id="never closed"),
        pytest.param("---\na: b: c\n---\nText.\n", 8, ["Text."], id="broken YAML"),
        pytest.param('{"a": 1,}\n\nText.\n', 8, ["Text."], id="broken JSON of one line"),
        pytest.param('{\n "a": 1,\n}\nText.\n', 11, ["Text."], id="broken JSON"),
        pytest.param("---\n- a\n---\nText.\n", 4, ["Text."], id="a list"),
    ],
)
def test_the_body_of_a_broken_post_is_read(text: str, at: int, body: list[str]) -> None:
    (post,) = load_posts("post.md", text.encode())
    assert post.meta is None
    assert [(fault.rule, fault.start) for fault in post.faults] == [("meta-unreadable", at)]
    assert [block.text for block in post.body.paragraphs] == body


def test_bytes_that_are_no_utf_8_are_told_and_the_rest_is_read() -> None:
    (post,) = load_posts("post.md", "---\na: é\n---\n".encode() + b"caf\xe9.\n")
    assert [(fault.rule, fault.start, dict(fault.values)) for fault in post.faults] == [
        (
            "file-unreadable",
            16,
            {"problem": "is not UTF-8: the byte 0xE9 stands here; save it as UTF-8"},
        )
    ]
    assert post.meta is not None
    assert [block.text for block in post.body.paragraphs] == ["caf\ufffd."]


def test_utf_16_is_named() -> None:
    (post,) = load_posts("post.md", "a".encode("utf-16"))
    assert post.faults[0].values == {"problem": "is UTF-16; save it as UTF-8"}


def test_a_folder_and_a_missing_file_are_posts_with_a_fault(tmp_path: Path) -> None:
    (folder,) = read_posts(str(tmp_path), "x.md")
    (missing,) = read_posts(str(tmp_path / "none.md"))
    assert folder.faults[0].values == {"problem": "cannot be read: is a directory"}
    assert missing.faults[0].values == {"problem": "cannot be read: no such file or directory"}


def test_json_lines_are_posts_of_their_own() -> None:
    text = '{"title": "A", "body": "One."}\n\n{"title": }\n{"title": "B"}'
    posts = load_posts("posts.jsonl", text.encode())
    assert [post.number for post in posts] == [1, 2, 3]
    assert [post.meta and plain(post.meta) for post in posts] == [
        {"title": "A"},
        None,
        {"title": "B"},
    ]
    assert [block.text for block in posts[0].body.paragraphs] == ["One."]
    assert [fault.start for fault in posts[1].faults] == [42]


@pytest.mark.parametrize(
    ("path", "text", "body"),
    [
        pytest.param("p.yaml", "title: A\nbody: |\n  One.\n\n  Two.\n", ["One.", "Two."], id="literal"),
        pytest.param("p.yaml", 'title: A\ncontent: "One\\n\\nT\\u00e9."\n', ["One", "Té."], id="quoted"),
        pytest.param("p.yaml", "body: >\n  One\n  more.\n\n  Two.\n", ["One more. Two."], id="folded"),
        pytest.param("p.yaml", "body: 'It''s\n  here.'\n", ["It's here."], id="single quotes"),
        pytest.param("p.json", '{"body": "One \\ud83d\\ude80.\\n\\nTwo."}', ["One 🚀.", "Two."], id="JSON"),
        pytest.param(
            "p.json",
            '{"body": [{"type": "heading", "text": "H"}, {"type": "p", "text": "One."}, "Two."]}',
            ["One.", "Two."],
            id="a list of blocks",
        ),
    ],
)  # fmt: skip
def test_the_body_of_a_structured_post_is_markdown_with_places(
    path: str, text: str, body: list[str]
) -> None:
    (post,) = load_posts(path, text.encode())
    assert [block.text for block in post.body.paragraphs] == body
    for block in post.body.paragraphs:
        last = block.source_offset(len(block.text) - 1)
        assert text[block.source_offset(0)] == block.text[0]
        assert text[last] == block.text[-1]
        assert block.start <= last < block.end


@example(b"&", "p.yaml")
@given(
    st.binary(max_size=60),
    st.sampled_from(["p.md", "p.mdx", "p.yaml", "p.json", "p.jsonl", "p.txt"]),
)
def test_no_bytes_make_a_loader_raise_and_all_spans_lie_in_the_text(data: bytes, path: str) -> None:
    for post in load_posts(path, data):
        size = len(post.source.text)
        assert all(0 <= fault.start <= fault.end <= size for fault in post.faults)
        assert all(0 <= block.start <= block.end <= size for block in post.body.blocks)


MARKDOWN = st.lists(
    st.sampled_from(
        ["# é\n", "a *b* `c` ", "\n\n", "- [x] t\n", "> q\n", "```\ncode\n```\n", "![a](b.png) ", "|a|b|\n|-|-|\n|1|2|\n",
         "<img src='x'>", "{{ v }} ", "{{< figure src=\"x.png\" >}}", "&amp; ", "😀\r\n", "[l](u) ", "  1. x\n", "<!-- c -->",
         "{% x %}", "\\* ", "---\n", "<div>t</div>\n", "\u00a0x ", "import x from 'y'\n\n", "<Note>k</Note>"]
    ),
    max_size=14,
)  # fmt: skip


@given(MARKDOWN, st.sampled_from(["p.md", "p.mdx"]))
def test_a_blocks_text_is_mapped_to_the_characters_it_came_from(
    parts: list[str], path: str
) -> None:
    (post,) = load_posts(path, ("---\nt: é\n---\n" + "".join(parts)).encode())
    text = post.source.text
    for block in post.body.blocks:
        for offset, char in enumerate(block.text):
            source = text[block.source_offset(offset)]
            assert source == char or char in " \n" or source in "&`"
    for image in post.body.images:
        if image.form != "reference":
            assert text[image.url_start : image.url_end] == image.url
