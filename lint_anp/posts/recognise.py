"""Which files with the name of a post are one: a repository holds other YAML and JSON, too."""

import os
import re

from lint_anp.posts.post import Post
from lint_anp.schema.names import canonical
from lint_anp.schema.shape import load_shape

BODY_KEY = r"(?m)^[ \t]*[\"']?(?:body|content)[\"']?[ \t]*:"
KEY = r"[\"']?\b([A-Za-z][\w -]{1,40})[\"']?[ \t]*:"
"""Compiled where they are needed: in YAML and JSON that cannot be read."""

FEWEST_FIELDS = 2
"""Fields of ours that a whole-file YAML or JSON post without a body has at least."""

DOCUMENTS = frozenset(
    {
        "readme",
        "changelog",
        "contributing",
        "license",
        "licence",
        "code_of_conduct",
        "security",
        "authors",
        "notice",
        "support",
        "agents",
        "claude",
    }
)
"""Markdown files that speak of a repository; without front matter they are no posts."""


def is_post(post: Post) -> bool:
    """Whether a file is a post, judged by its first one.

    A rendered page is, with the box "… post meta"; YAML and JSON are, with a body or two fields of
    ours; Markdown is, unless it is a README or its like without front matter.
    """
    if any(fault.rule == "file-unreadable" for fault in post.faults):
        return True
    if post.format in ("markdown", "mdx"):
        stem = os.path.splitext(os.path.basename(post.source.path))[0].lower()
        return stem not in DOCUMENTS or not lacks_meta(post)
    if post.format == "page":
        return not lacks_meta(post)
    text = post.source.text
    if post.meta is None:
        names = set(re.findall(KEY, text[:4_000]))
        return lacks_meta(post) or bool(re.search(BODY_KEY, text)) or count_known(names)
    return bool(post.body.blocks or post.body.images) or count_known(set(post.meta.entries))


def lacks_meta(post: Post) -> bool:
    """Whether a post has no meta at all."""
    return any(fault.rule == "meta-missing" for fault in post.faults)


def count_known(names: set[str]) -> bool:
    """Whether enough of some keys are fields of ours."""
    known = load_shape("meta").fields or {}
    return sum(canonical(name) in known for name in names) >= FEWEST_FIELDS
