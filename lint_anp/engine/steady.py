"""What a finding is about, in words that stay the same when other things move."""

import re
from collections.abc import Iterable

from lint_anp.posts.post import Post
from lint_anp.posts.tree import Mapping, Node, Scalar, Sequence
from lint_anp.schema.names import canonical

STEP = re.compile(r"(\[(\d+)\]|\.?([^.\[\]]+))")
ITEM_NAMES = ("id", "url", "name")
POST_NAMES = ("reference", "slug", "id", "url", "title")
"""Fields that tell an item of a list from the others, and a post from those of its file."""


def describe_subject(post: Post, pointer: str, start: int, end: int) -> str:
    """A finding's pointer, list items told by name and not by number, or else the text of its
    span with simple spaces."""
    if pointer:
        return steady_pointer(post.meta, pointer) if "[" in pointer else pointer
    return " ".join(post.source.text[start:end].split())


def name_in_file(post: Post) -> str:
    """What tells a post from the others of its file, and a space; "" where there is but one."""
    if post.format != "jsonl":
        return ""
    name = name_of(post.meta, POST_NAMES) if post.meta is not None else ""
    return f"{name or post.number} "


def steady_pointer(meta: Node | None, pointer: str) -> str:
    """A pointer whose list items are told by their names: `image_sources[=https://x.y/z.jpg].alt`."""
    node = meta
    told = ""
    for step, number, key in STEP.findall(pointer):
        if key:
            entry = node.entries.get(key) if isinstance(node, Mapping) else None
            node = entry.node if entry else None
            told += step
            continue
        items = node.items if isinstance(node, Sequence) else ()
        node = items[int(number)] if int(number) < len(items) else None
        name = name_of(node, ITEM_NAMES) if node is not None else ""
        told += f"[={name}]" if name else step
    return told


def name_of(node: Node, fields: Iterable[str]) -> str:
    """A scalar's value, or that of the first of some fields in a map, else of its first scalar."""
    if isinstance(node, Scalar):
        return str(node.value)
    if not isinstance(node, Mapping):
        return ""
    scalars = {
        canonical(key): inner.value
        for key, (_, _, inner) in node.entries.items()
        if inner.__class__ is Scalar and inner.value not in (None, "")
    }
    for field in fields:
        if field in scalars:
            return str(scalars[field])
    return str(next(iter(scalars.values()), ""))
