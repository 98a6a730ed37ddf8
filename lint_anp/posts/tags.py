"""Template tags in a body: found before Markdown is parsed, and hidden from its parser."""

import re
from collections.abc import Iterator

from lint_anp.posts.post import Tag, TagKind

HIDDEN = "\uf8f0"
"""Stands for each character of a tag in the text that the Markdown parser gets: a private
character is neither space nor punctuation, so that the text around it keeps its meaning."""

LONGEST_TAG = 4_000
"""Characters; what is longer is braces in prose."""

CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}", "{:": "}", "{/": "*/}"}
COMPONENT = r"</?[A-Z][\w.]*(?:[^<>{}\"']|\"[^\"<]*\"|'[^'<]*'|\{[^{}<]*\})*>"
SCRIPT = r"(?:import|export)[ \t{*]"
EXPRESSION = r"\{[^{}\n]*\}"
"""What MDX has; compiled where it is needed."""

CALL = re.compile(r"\{\{-?\s*[\w:.]+\(")


def find_tags(text: str, start: int, end: int, *, mdx: bool) -> list[Tag]:
    """The tags in `text[start:end]` in their order; they do not overlap."""
    tags = list(find_braces(text, start, end)) if "{" in text else []
    if mdx:
        tags += find_mdx(text, start, end)
        tags.sort(key=lambda tag: (tag.start, -tag.end))
        tags = list(drop_nested(tags))
    return tags


def find_braces(text: str, start: int, end: int) -> Iterator[Tag]:
    """Tags in braces: Liquid's, Jinja's, Hugo's, Zola's, kramdown's, MDX comments."""
    at = start
    found: dict[str, int] = {}  # where the next of each closing sign stands
    while (at := text.find("{", at, end)) >= 0:
        opening = text[at : at + 2]
        closing = CLOSING.get(opening)
        if closing is None:
            at += 1
            continue
        stop = found.get(closing, at)
        if stop < at + 2:
            stop = text.find(closing, at + 2, end)
            stop = found[closing] = len(text) if stop < 0 else stop
        stop += len(closing)
        too_long = stop > min(end, at + LONGEST_TAG)
        if too_long or (opening == "{:" and "\n" in text[at:stop]):
            at += 1
            continue
        yield Tag(kind_of(text[at:stop]), text[at:stop], at, stop)
        at = stop


def kind_of(tag: str) -> TagKind:
    """What a tag in braces is."""
    if tag.startswith("{%"):
        return "statement"
    if tag.startswith(("{#", "{/")):
        return "comment"
    if tag.startswith("{:"):
        return "attributes"
    if tag.startswith(("{{<", "{{%")) or CALL.match(tag):
        return "shortcode"
    return "variable"


def find_mdx(text: str, start: int, end: int) -> Iterator[Tag]:
    """MDX's imports, exports, components and expressions."""
    at = start
    while at < end:
        line_end = text.find("\n\n", at, end)
        line_end = end if line_end < 0 else line_end
        if re.match(SCRIPT, text[at:line_end]):
            yield Tag("script", text[at:line_end], at, line_end)
        at = line_end + 1
        while at < end and text[at] in "\r\n":
            at += 1
    for pattern in (COMPONENT, EXPRESSION):
        for match in re.compile(pattern).finditer(text, start, end):
            yield Tag("component", match.group(), match.start(), match.end())


def drop_nested(tags: list[Tag]) -> Iterator[Tag]:
    """The tags without those that lie in another; sorted by start."""
    end = -1
    for tag in tags:
        if tag.start >= end:
            yield tag
            end = tag.end


def hide(text: str, start: int, end: int, tags: list[Tag]) -> str:
    """`text[start:end]` with each character of a tag, line feeds aside, as HIDDEN."""
    if not tags:
        return text[start:end]
    pieces, at = [], start
    for tag in tags:
        pieces.append(text[at : tag.start])
        pieces.append("\n".join(HIDDEN * len(line) for line in tag.text.split("\n")))
        at = tag.end
    pieces.append(text[at:end])
    return "".join(pieces)
