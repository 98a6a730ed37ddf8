"""Markdown text read into blocks, images, links and tags, each with its span in the source."""

import re
from collections.abc import Callable
from typing import Any

from lint_anp.posts.post import Block, Body, Image, Kind, Link
from lint_anp.posts.tag_images import html_images, tag_images
from lint_anp.posts.tags import HIDDEN, find_tags, hide

HTML_TAG = re.compile(r"<!--(?:[^-]|-(?!->))*-->|<[^<>]*>|<!--.*", re.DOTALL)


def parse_markdown(text: str, start: int, end: int, *, mdx: bool = False) -> Body:
    """The body that `text[start:end]` is; offsets count in `text`."""
    from pyromark import Options, events_with_range

    tags = find_tags(text, start, end, mdx=mdx)
    shown = hide(text, start, end, tags)
    options = (
        Options.ENABLE_TABLES
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_HEADING_ATTRIBUTES
        | Options.ENABLE_GFM
    )
    builder = Builder(text, start, offsets_of(shown, start))
    for event, span in events_with_range(shown, options=options):
        if isinstance(event, str):
            builder.mark(event, span["start"])
        else:
            ((name, value),) = event.items()
            builder.take(name, value, span["start"], span["end"])
    outside = [tag for tag in tags if not builder.is_code(tag.start)]
    images = sorted([*builder.images, *tag_images(outside)], key=lambda image: image.start)
    return Body(tuple(builder.blocks), tuple(images), tuple(builder.links), tuple(outside))


def offsets_of(shown: str, start: int) -> Callable[[int], int]:
    """The way from a byte offset in `shown` to the offset in the source of which it is a part.

    The way is short from one offset to the next one near it.
    """
    if shown.isascii():
        return start.__add__
    data = shown.encode("utf-8", "surrogatepass")
    last_byte, last_offset = 0, start

    def offset(byte: int) -> int:
        nonlocal last_byte, last_offset
        if byte >= last_byte:
            last_offset += len(data[last_byte:byte].decode("utf-8", "surrogatepass"))
        else:
            last_offset -= len(data[byte:last_byte].decode("utf-8", "surrogatepass"))
        last_byte = byte
        return last_offset

    return offset


class Builder:
    """What has been read of a body so far, and the block that is still open."""

    def __init__(self, text: str, start: int, offset: Callable[[int], int]) -> None:
        self.source = text
        self.offset = offset
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.links: list[Link] = []
        self.code_spans: list[tuple[int, int]] = []
        self.open: list[tuple[str, Any, int]] = []  # tags that are open: name, value, start
        self.quotes = self.lists = 0
        self.ordered: list[bool] = []
        self.image_alt: list[str] | None = None
        self.item: list[bool | None] = []  # per open item: its mark; see `first`
        self.first: list[bool] = []  # per open item: whether its text is still to come
        self.reset(start)

    def reset(self, start: int) -> None:
        """Begins the text of a new block."""
        self.in_code = False
        self.parts: list[str] = []
        self.pieces: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.length = 0
        self.block_start = start

    def add(self, text: str, source: int) -> None:
        """Adds text that stands at an offset of the source, tags left out."""
        if self.image_alt is not None:
            self.image_alt.append(text.replace(HIDDEN, ""))
            return
        if self.in_code:
            text = self.source[source : source + len(text)]
        elif HIDDEN in text:
            at = 0
            for part in text.split(HIDDEN):
                if part:
                    self.add(part, source + at)
                at += len(part) + 1
            return
        if not self.pieces or source - self.length != self.pieces[-1][1] - self.pieces[-1][0]:
            self.pieces.append((self.length, source))
        self.parts.append(text)
        self.length += len(text)

    def mark(self, name: str, byte: int) -> None:
        """An event without content: a line break or a rule."""
        if name == "SoftBreak":
            self.add(" ", self.offset(byte))
        elif name == "HardBreak":
            self.add("\n", self.offset(byte))

    def take(self, name: str, value: Any, first: int, last: int) -> None:
        """An event with content."""
        if name == "Text":
            self.add(value, self.offset(first))
        elif name == "Start":
            self.begin(value, self.offset(first))
        elif name == "End":
            self.finish(value if value.__class__ is str else next(iter(value)), self.offset(last))
        elif name == "Code":
            self.inline_code(self.offset(first), self.offset(last))
        elif name == "InlineHtml":
            if "<img" in value[:4].lower():
                self.images += html_images(value, self.offset(first))
        elif name == "TaskListMarker" and self.item:
            self.item[-1] = bool(value)

    def inline_code(self, start: int, end: int) -> None:
        """A code span: its text without the backticks, as the source has it."""
        self.code_spans.append((start, end))
        code = self.source[start:end]
        ticks = len(code) - len(code.lstrip("`"))
        inner = code[ticks:-ticks] if ticks and len(code) > 2 * ticks else code
        self.code.append((self.length, self.length + len(inner)))
        self.add(inner.replace("\n", " "), start + ticks)

    def begin(self, value: Any, start: int) -> None:
        """A block or an inline element opens."""
        name, detail = (value, None) if value.__class__ is str else next(iter(value.items()))
        self.open.append((name, detail, start))
        if name == "Image":
            self.image_alt = []
        elif name == "Link":
            self.open[-1] = (name, (detail, len(self.parts)), start)
        elif name in ("Paragraph", "Heading", "CodeBlock", "HtmlBlock", "Table"):
            self.flush_item(start)
            self.reset(start)
            self.in_code = name == "CodeBlock"
        elif name == "Item":
            self.item.append(None)
            self.first.append(True)
            self.reset(start)
        elif name == "List":
            self.flush_item(start)
            self.lists += 1
            self.ordered.append(detail is not None)
        elif name == "BlockQuote":
            self.flush_item(start)
            self.quotes += 1
        elif name == "TableCell" and self.parts:
            self.add("\n", start)

    def finish(self, name: str, end: int) -> None:
        """The innermost open element closes."""
        _, detail, start = self.open.pop()
        if name == "Image":
            self.finish_image(detail, start, end)
        elif name == "Link":
            (link, parts) = detail
            self.links.append(Link(link["dest_url"], "".join(self.parts[parts:]), start, end))
        elif name == "Paragraph":
            self.finish_paragraph(start, end)
        elif name == "Heading":
            self.put(
                "quotation" if self.quotes else "heading", start, end, level=int(detail["level"][1])
            )
        elif name == "CodeBlock":
            self.finish_code(detail, start, end)
        elif name == "HtmlBlock":
            self.finish_html(start, end)
        elif name == "Table":
            self.put("table", start, end)
        elif name == "Item":
            self.flush_item(end)
            self.item.pop()
            self.first.pop()
        elif name == "List":
            self.lists -= 1
            self.ordered.pop()
        elif name == "BlockQuote":
            self.quotes -= 1

    def finish_paragraph(self, start: int, end: int) -> None:
        """A paragraph: an item's first one is the item, one in a quotation is quoted."""
        if self.quotes:
            self.put("quotation", start, end)
        elif self.first and self.first[-1]:
            self.put_item(start, end)
        else:
            self.put("paragraph", start, end)

    def flush_item(self, end: int) -> None:
        """Text that stands in an item without a paragraph becomes the item's block."""
        if self.item and self.parts:
            if self.first[-1] and not self.quotes:
                self.put_item(self.block_start, end)
            else:
                self.put("quotation" if self.quotes else "paragraph", self.block_start, end)

    def put_item(self, start: int, end: int) -> None:
        """Adds the open item's block."""
        self.first[-1] = False
        self.put(
            "list_item",
            start,
            end,
            level=self.lists,
            checked=self.item[-1],
            ordered=self.ordered[-1] if self.ordered else False,
        )

    def put(
        self,
        kind: Kind,
        start: int,
        end: int,
        *,
        level: int = 0,
        checked: bool | None = None,
        ordered: bool = False,
        language: str = "",
    ) -> None:
        """Adds a block with the text gathered for it, unless there is none."""
        text = "".join(self.parts)
        pieces, spans = self.pieces, self.code
        self.reset(end)
        body = text if kind == "code" else text.strip()
        if not body:
            return
        lead = 0 if kind == "code" else len(text) - len(text.lstrip())
        if lead:
            pieces = shift(pieces, lead)
            spans = [(first - lead, last - lead) for first, last in spans]
        end = start + len(self.source[start:end].rstrip())
        self.blocks.append(
            Block(
                kind,
                start,
                end,
                body,
                tuple(pieces),
                level,
                checked,
                language,
                ordered,
                tuple(spans),
            )
        )

    def finish_code(self, detail: Any, start: int, end: int) -> None:
        """A code block: its text as the source has it."""
        self.code_spans.append((start, end))
        info = detail["Fenced"] if isinstance(detail, dict) else ""
        self.put("code", start, end, language=info.split(" ")[0].split(",")[0].strip("{}."))

    def finish_html(self, start: int, end: int) -> None:
        """An HTML block: its images, and the text between its tags."""
        html = self.source[start:end]
        if "<img" in html or "<IMG" in html:
            self.images += html_images(html, start)
        self.reset(start)
        at = 0
        for match in HTML_TAG.finditer(html):
            if between := html[at : match.start()].strip():
                self.add_html(html, at, between, start)
            at = match.end()
        if between := html[at:].strip():
            self.add_html(html, at, between, start)
        self.put("html", start, end)

    def add_html(self, html: str, at: int, between: str, start: int) -> None:
        """Adds a text between two tags, tags of the site's template left out."""
        place = html.index(between, at) + start
        if self.parts:
            self.add(" ", place - 1)
        self.add(between, place)

    def finish_image(self, detail: Any, start: int, end: int) -> None:
        """A Markdown image; its URL as the source has it."""
        alt = "".join(self.image_alt or [])
        self.image_alt = None
        url: str = detail["dest_url"]
        inline = detail["link_type"] == "Inline"
        url_start, url_end = start, end
        if inline:
            bracket = self.source.find("](", start, end)
            at = bracket + 2
            while at < end and self.source[at] in " \t\n\r<":
                at += 1
            if bracket >= 0:
                url_start, url_end = at, min(at + len(url), end)
                if HIDDEN in url:
                    url = self.source[url_start:url_end]
        self.images.append(
            Image(
                url=url,
                alt=alt,
                caption=detail["title"] or None,
                form="markdown" if inline else "reference",
                start=start,
                end=end,
                url_start=url_start,
                url_end=url_end,
            )
        )

    def is_code(self, at: int) -> bool:
        """Whether an offset lies in code."""
        from bisect import bisect_right

        index = bisect_right(self.code_spans, (at, len(self.source))) - 1
        return index >= 0 and self.code_spans[index][0] <= at < self.code_spans[index][1]


def shift(pieces: list[tuple[int, int]], lead: int) -> list[tuple[int, int]]:
    """The pieces of a text whose first `lead` characters are cut off."""
    kept = [(at - lead, source) for at, source in pieces if at > lead]
    before = [piece for piece in pieces if piece[0] <= lead]
    at, source = before[-1]
    return [(0, source + lead - at), *kept]
