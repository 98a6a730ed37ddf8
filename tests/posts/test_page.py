"""Rendered pages: title, blocks, captions, and the box in which label and value run together."""

import json

import pytest

from lint_anp.posts.load import load_posts
from lint_anp.posts.page import LABELS
from lint_anp.posts.post import Post
from lint_anp.posts.tree import Mapping, plain
from lint_anp.schema.shape import Shape, load_shape

PAGE = """| | |

Keep the kettle on

Tea is made with water that boils. This page says when.

Kettle on a stove
Kettle on a stove. image source: example.org

what you need

  • a kettle
  • water

Boil the water.

tea post meta

topicmaking tea / kettles
ai outline
  • problem: making tea
  • recommended action: boil it
ai briefa short page.
difficultybeginner
reading time9
stack
  • kettle: red
flags
  • has images: 1
entities
    • name: kettle
    • type: tool
    • name: tea
    • type: drink
colourred
reading time3

Similar Posts
Other things
"""


def load(text: str) -> Post:
    (post,) = load_posts("page.txt", text.encode())
    return post


def test_the_box_gives_the_meta() -> None:
    post = load(PAGE)
    assert post.meta is not None
    assert plain(post.meta) == {
        "title": "Keep the kettle on",
        "topic": "making tea / kettles",
        "outline": {"problem": "making tea", "recommended action": "boil it"},
        "brief": "a short page.",
        "difficulty": "beginner",
        "reading time": "9",
        "stack": ["kettle: red"],
        "flags": {"has images": "1"},
        "entities": [{"name": "kettle", "type": "tool"}, {"name": "tea", "type": "drink"}],
        "colourred": None,
    }


def test_each_value_has_its_place() -> None:
    post = load(PAGE)
    assert isinstance(post.meta, Mapping)
    places = {
        name: post.source.line_column(entry.node.start) for name, entry in post.meta.entries.items()
    }
    assert places["title"] == (3, 1)
    assert places["topic"] == (19, 6)
    assert places["brief"] == (23, 9)
    assert places["reading time"] == (25, 13)
    assert places["stack"] == (27, 5)


def test_a_repeated_label_is_told() -> None:
    (fault,) = load(PAGE).faults
    assert (fault.rule, fault.values["name"]) == ("key-duplicate", "reading time")


def test_only_paragraphs_are_paragraphs() -> None:
    body = load(PAGE).body
    assert [(block.kind, block.text) for block in body.blocks] == [
        ("paragraph", "Tea is made with water that boils. This page says when."),
        ("heading", "what you need"),
        ("list_item", "a kettle"),
        ("list_item", "water"),
        ("paragraph", "Boil the water."),
    ]
    assert [(image.caption, image.alt, image.form) for image in body.images] == [
        ("Kettle on a stove", None, "page")
    ]


@pytest.mark.parametrize(
    "text", ["Some notes.\n", "the post meta was lost, he said\n"], ids=["notes", "in a sentence"]
)
def test_other_texts_have_no_box(text: str) -> None:
    assert [fault.rule for fault in load(text).faults] == ["meta-missing"]


def printed_as(shape: Shape) -> str:
    """How the box prints a field of the schema."""
    if shape.kind == "list":
        return "maps" if shape.item is not None and shape.item.kind == "map" else "texts"
    return "map" if shape.kind == "map" else "text"


def test_the_labels_are_the_schemas_fields() -> None:
    fields = load_shape("meta").fields or {}
    known = {
        name.replace("_", " "): printed_as(shape)
        for name, shape in fields.items()
        if name not in ("lint_anp", "language")
    }
    assert {**known, "topic": "text"} == LABELS, json.dumps(known)
