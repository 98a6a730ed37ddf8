"""What an expression may name: the meta, the post, today, and the functions."""

from functools import cache

from lint_anp.engine.expression import Scope
from lint_anp.engine.functions import FUNCTIONS, NAMED, SPOT
from lint_anp.engine.types import (
    ANY,
    DATE,
    FLAG,
    NUMBER,
    TEXT,
    TEXTS,
    Type,
    list_of,
    record,
    type_of_shape,
)
from lint_anp.schema.shape import load_shape

BLOCK = record(
    {"text": TEXT, "kind": TEXT, "level": NUMBER, "checked": FLAG, "language": TEXT}, "checked"
)
IMAGE = record(
    {
        "url": TEXT,
        "alt": TEXT,
        "caption": TEXT,
        "source": TEXT,
        "form": TEXT,
        "in_body": FLAG,
        "decorative": FLAG,
        "times": NUMBER,
        "file_problem": TEXT,
    },
    "alt",
    "caption",
    "source",
)
LINK = record({"url": TEXT, "text": TEXT})
TAG = record({"text": TEXT, "kind": TEXT})
BODY = record(
    {
        "text": TEXT,
        "words": NUMBER,
        "code_words": NUMBER,
        "characters": NUMBER,
        "sentences": NUMBER,
        "reading_minutes": NUMBER,
        "language": TEXT,
        "flesch": NUMBER,
        "blocks": list_of(BLOCK),
        "prose": list_of(BLOCK),
        "paragraphs": list_of(BLOCK),
        "headings": list_of(BLOCK),
        "list_items": list_of(BLOCK),
        "code": list_of(BLOCK),
        "images": list_of(IMAGE),
        "image_urls": TEXTS,
        "captions": TEXTS,
        "links": list_of(LINK),
        "tags": list_of(TAG),
        "variables": list_of(TAG),
        "invisible": list_of(SPOT),
        "cut_off": list_of(SPOT),
        "repeated_runs": list_of(SPOT),
    },
    "language",
    "flesch",
)
POST = record(
    {
        "path": TEXT,
        "format": TEXT,
        "number": NUMBER,
        "body": BODY,
        "images": list_of(IMAGE),
        "declared_urls": TEXTS,
        "meta_items": record({"tools": list_of(NAMED), "stack": list_of(NAMED)}),
        "cut_off_fields": list_of(SPOT),
        "said_of_itself": list_of(SPOT),
    }
)


@cache
def meta_type(bound: bool) -> Type:
    """The type of `meta`: that of our schema, or anything where a site has its own or none."""
    return type_of_shape(load_shape("meta")) if bound else ANY


def scope_of(options: Type, *, bound: bool = True) -> Scope:
    """The names of a rule whose options have a type."""
    names = {"meta": meta_type(bound), "post": POST, "options": options, "today": DATE}
    return Scope(names, FUNCTIONS)
