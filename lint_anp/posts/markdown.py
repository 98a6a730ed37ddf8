"""Markdown text read into blocks, images, links and tags, each with its span in the source."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from lint_anp.posts.markdown_blocks import Builder
from lint_anp.posts.post import Body
from lint_anp.posts.tags import find_tags, hide

BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def parse_markdown(text: str, start: int, end: int, *, mdx: bool = False, links: str = "") -> Body:
    """The body that `text[start:end]` is; offsets count in `text`. `links` defines what its links
    refer to beside what the body itself defines."""
    from pyromark import events_with_range

    tags = find_tags(text, start, end, mdx=mdx)
    shown = hide(text, start, end, tags) + links
    offset = offsets_of(shown, start)
    builder = Builder(text, start, offset)
    events: Iterable[tuple[Any, Any]] = events_with_range(shown, options=parser_options())
    for event, span in events:
        if event.__class__ is str:
            if event == "SoftBreak":
                builder.add(" ", offset(span["start"]))
            elif event == "HardBreak":
                builder.add("\n", offset(span["start"]))
            continue
        name, value = event.popitem()
        if name == "Text":
            builder.add(value, offset(span["start"]))
        elif name == "Start":
            builder.begin(value, span["start"])
        elif name == "End":
            builder.finish(value, span["end"])
        elif name == "Code":
            builder.inline_code(offset(span["start"]), offset(span["end"]))
        elif name == "InlineHtml":
            builder.inline_html(value, span["start"])
        elif name == "TaskListMarker":
            builder.check_item(value)
    shown_tags = [tag for tag in tags if not lies_in(builder.code_spans, tag.start)]
    images = builder.images
    if shown_tags:
        from lint_anp.posts.tag_images import tag_images

        images += tag_images(shown_tags)
    images.sort(key=lambda image: image.start)
    return Body(tuple(builder.blocks), tuple(images), tuple(builder.links), tuple(shown_tags))


def define_links(text: str, start: int, end: int, *, mdx: bool = False) -> str:
    """What the links of a body may refer to, defined with other addresses."""
    from pyromark import reference_definitions

    shown = hide(text, start, end, find_tags(text, start, end, mdx=mdx))
    labels = reference_definitions(shown, options=parser_options())
    return "\n\n" + "".join(f"[{label}]: /\n" for label in labels)


@cache
def parser_options() -> Any:
    """The extensions of Markdown that are read."""
    from pyromark import Options

    return (
        Options.ENABLE_TABLES
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_HEADING_ATTRIBUTES
        | Options.ENABLE_GFM
    )


def lies_in(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether an offset lies in one of some sorted spans."""
    number = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return number >= 0 and at < spans[number][1]


def offsets_of(shown: str, start: int) -> Callable[[int], int]:
    """The way from a byte offset in `shown` to the offset in the source of which it is a part.

    It is short between two characters beyond ASCII, and from one offset to the next one near it.
    """
    if shown.isascii():
        return start.__add__ if start else int
    data = shown.encode("utf-8", "surrogatepass")
    low = high = 0  # there is nothing but ASCII between
    ahead = -start  # how far the bytes run ahead of the offsets there

    def offset(byte: int) -> int:
        nonlocal low, high, ahead
        if not low <= byte <= high:
            if byte > high:
                between = data[high:byte]
                ahead += len(between) - len(between.decode("utf-8", "surrogatepass"))
            else:
                between = data[byte:low]
                ahead -= len(between) - len(between.decode("utf-8", "surrogatepass"))
            low = byte
            found = BEYOND_ASCII.search(data, byte)
            high = found.start() if found else len(data)
        return byte - ahead

    return offset
