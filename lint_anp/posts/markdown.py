"""Markdown text read into blocks, images, links and tags, each with its span in the source."""

from bisect import bisect_right
from functools import cache
from typing import Any

from lint_anp.posts.markdown_blocks import Builder, Stretch
from lint_anp.posts.post import Body
from lint_anp.posts.tags import HIDDEN, find_tags, hide

FIRST, FURTHER = 1, 2
FIRST_OR_FURTHER = bytes(
    0 if byte < 0x80 else FURTHER if byte < 0xC0 else FIRST for byte in range(256)
)
"""For bytes of UTF-8: which begin a character beyond ASCII, and which belong to one."""


def parse_markdown(text: str, start: int, end: int, *, mdx: bool = False, links: str = "") -> Body:
    """The body that `text[start:end]` is; offsets count in `text`. `links` defines what its links
    refer to beside what the body itself defines."""
    from pyromark import events_with_range

    tags = find_tags(text, start, end, mdx=mdx)
    shown = hide(text, start, end, tags) + links
    builder = Builder(text, start, has_hidden=HIDDEN in shown or "&#" in shown)
    events = events_with_range(shown, options=parser_options())
    builder.read(events, stretches_of(shown, start))
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


def stretches_of(shown: str, start: int) -> Stretch:
    """The way from a byte offset in `shown` to a stretch of ASCII that begins or lies around there:
    from where to where bytes and characters run in step, and how far the bytes are ahead of the
    offsets in the source there.

    It is short from one offset to the next one near it.
    """
    if shown.isascii():
        return lambda _: (0, len(shown), -start)
    bytes_ = shown.encode("utf-8", "surrogatepass").translate(FIRST_OR_FURTHER)
    low = high = 0
    ahead = -start

    def stretch(byte: int) -> tuple[int, int, int]:
        nonlocal low, high, ahead
        if byte > high:
            ahead += bytes_.count(FURTHER, high, byte)
        else:
            ahead -= bytes_.count(FURTHER, byte, low)
        low, high = byte, bytes_.find(FIRST, byte)
        if high < 0:
            high = len(bytes_)
        return low, high, ahead

    return stretch
