"""The events of a Markdown parser put together to blocks, images and links."""

from collections.abc import Callable
from typing import Any

from lint_anp.posts.markdown_parts import markdown_image, texts_between_tags
from lint_anp.posts.post import Block, Image, Kind, Link
from lint_anp.posts.tags import HIDDEN
from lint_anp.posts.tree import make


class Builder:
    """What has been read of a body so far, and the block that is still open."""

    def __init__(self, text: str, start: int, offset: Callable[[int], int]) -> None:
        self.source = text
        self.offset = offset
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.links: list[Link] = []
        self.code_spans: list[tuple[int, int]] = []
        self.open: list[tuple[Any, int]] = []  # tags that are open: what they say, their start
        self.quotes = self.lists = 0
        self.ordered: list[bool] = []
        self.image_alt: list[str] | None = None
        self.item: list[bool | None] = []  # per open item: its mark; see `first`
        self.first: list[bool] = []  # per open item: whether its text is still to come
        self.as_written = False  # whether text is code, in which no tag is left out
        self.block_start = start
        self.clear()

    def clear(self) -> None:
        """Forgets the text of a block."""
        self.parts: list[str] = []
        self.pieces: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.length = 0
        self.lead = -1  # how far the source runs ahead of the text; none yet

    def reset(self, start: int) -> None:
        """Begins the text of a new block."""
        self.block_start = start
        if self.parts or self.code:
            self.clear()

    def add(self, text: str, source: int) -> None:
        """Adds text that stands at an offset of the source, tags left out."""
        if self.image_alt is not None:
            self.image_alt.append(text.replace(HIDDEN, ""))
            return
        if self.as_written:
            text = self.source[source : source + len(text)]
        elif HIDDEN in text:
            self.add_around_tags(text, source)
            return
        lead = source - self.length
        if lead != self.lead:
            self.lead = lead
            self.pieces.append((self.length, source))
        self.parts.append(text)
        self.length += len(text)

    def add_around_tags(self, text: str, source: int) -> None:
        """Adds the parts of a text that are not hidden."""
        for part in text.split(HIDDEN):
            if part:
                self.add(part, source)
            source += len(part) + 1

    def inline_code(self, start: int, end: int) -> None:
        """A code span: its text without the backticks, as the source has it."""
        self.code_spans.append((start, end))
        code = self.source[start:end]
        ticks = len(code) - len(code.lstrip("`"))
        inner = code[ticks:-ticks] if ticks and len(code) > 2 * ticks else code
        self.code.append((self.length, self.length + len(inner)))
        self.add(inner.replace("\n", " "), start + ticks)

    def inline_html(self, html: str, byte: int) -> None:
        """A tag within text: an image, or nothing that counts."""
        if "<img" in html[:4].lower():
            self.add_images(html, self.offset(byte))

    def add_images(self, html: str, start: int) -> None:
        """Adds the images of a piece of HTML."""
        from lint_anp.posts.tag_images import html_images

        self.images += html_images(html, start)

    def check_item(self, checked: bool) -> None:
        """The mark of a task list's item."""
        if self.item:
            self.item[-1] = checked

    def begin(self, value: Any, byte: int) -> None:
        """An element opens; those that only mark text up change nothing."""
        name, detail = (value, None) if value.__class__ is str else value.popitem()
        opener = OPENERS.get(name)
        if opener is not None:
            start = self.offset(byte)
            self.open.append((detail, start))
            opener(self, detail, start)

    def finish(self, value: Any, byte: int) -> None:
        """The innermost open element closes."""
        name = value if value.__class__ is str else next(iter(value))
        if name in OPENERS:
            detail, start = self.open.pop()
            closer = CLOSERS.get(name)
            if closer is not None:
                closer(self, detail, start, self.offset(byte))

    def begin_block(self, _: Any, start: int) -> None:
        """A block of its own opens."""
        self.flush_item(start)
        self.reset(start)

    def begin_code(self, _: Any, start: int) -> None:
        """A code block opens."""
        self.begin_block(None, start)
        self.as_written = True

    def begin_item(self, _: Any, start: int) -> None:
        """An item of a list opens."""
        self.item.append(None)
        self.first.append(True)
        self.reset(start)

    def begin_list(self, first_number: int | None, start: int) -> None:
        """A list opens."""
        self.flush_item(start)
        self.lists += 1
        self.ordered.append(first_number is not None)

    def begin_quotation(self, _: Any, start: int) -> None:
        """A quotation opens."""
        self.flush_item(start)
        self.quotes += 1

    def begin_cell(self, _: Any, start: int) -> None:
        """A cell of a table opens."""
        if self.parts:
            self.add("\n", start)

    def begin_image(self, _: Any, start: int) -> None:
        """An image opens; what stands in it is its alternative text."""
        self.image_alt = []

    def begin_link(self, detail: Any, start: int) -> None:
        """A link opens."""
        self.open[-1] = (detail, len(self.parts)), start

    def finish_link(self, detail: Any, start: int, end: int) -> None:
        """A link, with the text since it opened."""
        link, parts = detail
        text = "".join(self.parts[parts:])
        self.links.append(make(Link, (link["dest_url"], text, start, end)))

    def finish_item(self, _: Any, start: int, end: int) -> None:
        """An item of a list closes."""
        self.flush_item(end)
        self.item.pop()
        self.first.pop()

    def finish_list(self, _: Any, start: int, end: int) -> None:
        """A list closes."""
        self.lists -= 1
        self.ordered.pop()

    def finish_quotation(self, _: Any, start: int, end: int) -> None:
        """A quotation closes."""
        self.quotes -= 1

    def finish_heading(self, detail: Any, start: int, end: int) -> None:
        """A heading; one in a quotation is quoted."""
        kind: Kind = "quotation" if self.quotes else "heading"
        self.put(kind, start, end, level=int(detail["level"][1]))

    def finish_table(self, _: Any, start: int, end: int) -> None:
        """A table, its cells as lines."""
        self.put("table", start, end)

    def finish_paragraph(self, _: Any, start: int, end: int) -> None:
        """A paragraph: an item's first one is the item, one in a quotation is quoted."""
        if self.quotes:
            self.put("quotation", start, end)
        elif self.first and self.first[-1]:
            self.put_item(start, end)
        else:
            self.put("paragraph", start, end)

    def finish_code(self, detail: Any, start: int, end: int) -> None:
        """A code block: its text as the source has it."""
        self.code_spans.append((start, end))
        info = detail["Fenced"] if isinstance(detail, dict) else ""
        self.put("code", start, end, language=info.split(" ")[0].split(",")[0].strip("{}."))
        self.as_written = False

    def finish_html(self, _: Any, start: int, end: int) -> None:
        """An HTML block: its images, and the text between its tags."""
        html = self.source[start:end]
        if "<img" in html or "<IMG" in html:
            self.add_images(html, start)
        self.reset(start)
        for place, between in texts_between_tags(html, start):
            if self.parts:
                self.add(" ", place - 1)
            self.add(between, place)
        self.put("html", start, end)

    def finish_image(self, detail: Any, start: int, end: int) -> None:
        """A Markdown image; its URL as the source has it."""
        alt = "".join(self.image_alt or [])
        self.image_alt = None
        self.images.append(markdown_image(self.source, detail, alt, start, end))

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
        ordered = self.ordered[-1] if self.ordered else False
        self.put("list_item", start, end, self.lists, self.item[-1], ordered=ordered)

    def put(
        self,
        kind: Kind,
        start: int,
        end: int,
        level: int = 0,
        checked: bool | None = None,
        language: str = "",
        ordered: bool = False,
    ) -> None:
        """Adds a block with the text gathered for it, unless there is none."""
        text = "".join(self.parts)
        pieces, spans = self.pieces, self.code
        self.reset(end)
        body = text if kind == "code" else text.strip()
        if not body:
            return
        if body is not text and (lead := len(text) - len(text.lstrip())):
            pieces = shift(pieces, lead)
            spans = [(first - lead, last - lead) for first, last in spans]
        end = start + len(self.source[start:end].rstrip())
        placed = tuple(pieces), level, checked, language, ordered, tuple(spans)
        self.blocks.append(make(Block, (kind, start, end, body, *placed)))


OPENERS: dict[str, Callable[[Builder, Any, int], None]] = {
    "Paragraph": Builder.begin_block,
    "Heading": Builder.begin_block,
    "HtmlBlock": Builder.begin_block,
    "Table": Builder.begin_block,
    "CodeBlock": Builder.begin_code,
    "Item": Builder.begin_item,
    "List": Builder.begin_list,
    "BlockQuote": Builder.begin_quotation,
    "TableCell": Builder.begin_cell,
    "Image": Builder.begin_image,
    "Link": Builder.begin_link,
}
CLOSERS: dict[str, Callable[[Builder, Any, int, int], None]] = {
    "Paragraph": Builder.finish_paragraph,
    "Heading": Builder.finish_heading,
    "HtmlBlock": Builder.finish_html,
    "Table": Builder.finish_table,
    "CodeBlock": Builder.finish_code,
    "Item": Builder.finish_item,
    "List": Builder.finish_list,
    "BlockQuote": Builder.finish_quotation,
    "Image": Builder.finish_image,
    "Link": Builder.finish_link,
}


def shift(pieces: list[tuple[int, int]], lead: int) -> list[tuple[int, int]]:
    """The pieces of a text whose first `lead` characters are cut off."""
    kept = [(at - lead, source) for at, source in pieces if at > lead]
    before = [piece for piece in pieces if piece[0] <= lead]
    at, source = before[-1]
    return [(0, source + lead - at), *kept]
