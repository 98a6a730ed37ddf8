"""The events of a Markdown parser put together to blocks, images and links."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any

from lint_anp.frozen import make
from lint_anp.posts.markdown_parts import markdown_image, texts_between_tags
from lint_anp.posts.post import Block, Image, Kind, Link, Parts
from lint_anp.posts.tags import HIDDEN

Stretch = Callable[[int], tuple[int, int, int]]
"""See stretches_of."""


class Builder:
    """What has been read of a body so far, and the block that is still open.

    `texts` and `places` are those of the body's parts; from the number `begun` on they are the open
    block's, and `code` has the numbers of those of them that are code spans. `length` is that of
    the parts before.
    """

    def __init__(self, text: str, start: int, *, has_hidden: bool) -> None:
        self.source = text
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.links: list[Link] = []
        self.code_spans: list[tuple[int, int]] = []  # where tags are hidden
        self.parts = Parts([], [])
        self.texts, self.places = self.parts.texts, self.parts.places
        self.begun = 0
        self.length = 0
        self.code: list[int] = []
        self.block_start = start
        self.detail: Any = None  # what the parser says of the open heading or code block
        self.quotes = 0
        self.ordered: list[bool] = []  # per open list
        self.item: list[bool | None] = []  # per open item: its mark; see `first`
        self.first: list[bool] = []  # per open item: whether its text is still to come
        # per open link or image: what the parser says of it, its start, and the texts before it
        self.open_links: list[tuple[Any, int, int]] = []
        self.open_images: list[tuple[Any, int, int]] = []
        self.in_code = False  # where no tag is left out
        self.has_hidden = has_hidden
        self.is_plain = not has_hidden  # whether text is added as the parser gives it

    def read(self, events: Iterable[tuple[Any, Any]], stretch: Stretch) -> None:
        """Reads all events of a parser; they tell places in bytes, see `stretch`."""
        add_text, add_place = self.texts.append, self.places.append
        low, high, ahead = 0, -1, 0
        value: Any
        for event, span in events:
            name, value = (event, None) if type(event) is str else event.popitem()
            byte = span["end" if name == "End" else "start"]
            if not low <= byte <= high:
                low, high, ahead = stretch(byte)
            at = byte - ahead
            if name == "Text" and self.is_plain:
                add_text(value)
                add_place(at)
            elif name == "Start":
                kind, detail = (value, None) if type(value) is str else value.popitem()
                if kind in OPENERS:
                    OPENERS[kind](self, detail, at)
            elif name == "End":
                kind = value if type(value) is str else next(iter(value))
                if kind in CLOSERS:
                    CLOSERS[kind](self, at)
            elif name == "SoftBreak":
                add_text(" ")
                add_place(at)
            elif name == "Code":
                byte = span["end"]
                if not low <= byte <= high:
                    low, high, ahead = stretch(byte)
                self.inline_code(at, byte - ahead)
            elif name in RARER:
                RARER[name](self, value, at)

    def add(self, text: str, at: int) -> None:
        """Adds text that stands at an offset of the source: code as it is there, of other text
        what is not hidden."""
        parts = [self.source[at : at + len(text)]] if self.in_code else text.split(HIDDEN)
        for part in parts:
            if part:
                self.texts.append(part)
                self.places.append(at)
            at += len(part) + 1

    def inline_code(self, start: int, end: int) -> None:
        """A code span: its text without the backticks, as the source has it."""
        if self.has_hidden:
            self.code_spans.append((start, end))
        code = self.source[start:end]
        ticks = len(code) - len(code.lstrip("`"))
        inner = code[ticks:-ticks] if ticks and len(code) > 2 * ticks else code
        self.code.append(len(self.texts))
        self.texts.append(inner.replace("\n", " "))
        self.places.append(start + ticks)

    def break_line(self, _: Any, at: int) -> None:
        """A line break that the author wants."""
        self.texts.append("\n")
        self.places.append(at)

    def inline_html(self, html: str, start: int) -> None:
        """A tag within text: an image, or nothing that counts."""
        if "<img" in html[:4].lower():
            self.add_images(html, start)

    def check_item(self, checked: bool, _: int) -> None:
        """The mark of a task list's item."""
        if self.item:
            self.item[-1] = checked

    def add_images(self, html: str, start: int) -> None:
        """Adds the images of a piece of HTML."""
        from lint_anp.posts.tag_images import html_images

        self.images += html_images(html, start)

    def clear(self) -> None:
        """Forgets the text of a block."""
        del self.texts[self.begun :], self.places[self.begun :]
        self.code.clear()

    def begin_block(self, detail: Any, start: int) -> None:
        """A block of its own opens."""
        if len(self.texts) > self.begun:
            self.flush_item(start)
            self.clear()
        self.block_start = start
        self.detail = detail

    def begin_code(self, detail: Any, start: int) -> None:
        """A code block opens."""
        self.begin_block(detail, start)
        self.in_code, self.is_plain = True, False

    def begin_item(self, _: Any, start: int) -> None:
        """An item of a list opens."""
        self.item.append(None)
        self.first.append(True)
        self.clear()
        self.block_start = start

    def flush_item(self, end: int) -> None:
        """Text that stands in an item without a paragraph becomes the item's block."""
        if self.item and len(self.texts) > self.begun:
            if self.first[-1] and not self.quotes:
                self.put_item(end)
            else:
                self.put("quotation" if self.quotes else "paragraph", end)

    def begin_list(self, first_number: int | None, start: int) -> None:
        """A list opens."""
        self.flush_item(start)
        self.ordered.append(first_number is not None)

    def begin_quotation(self, _: Any, start: int) -> None:
        """A quotation opens."""
        self.flush_item(start)
        self.quotes += 1

    def begin_cell(self, _: Any, start: int) -> None:
        """A cell of a table opens."""
        if len(self.texts) > self.begun:
            self.texts.append("\n")
            self.places.append(start)

    def begin_link(self, detail: Any, start: int) -> None:
        """A link opens."""
        self.open_links.append((detail, start, len(self.texts)))

    def begin_image(self, detail: Any, start: int) -> None:
        """An image opens; what stands in it is its alternative text."""
        self.open_images.append((detail, start, len(self.texts)))

    def finish_link(self, end: int) -> None:
        """A link, with the text that a reader sees: none in an image."""
        detail, start, mark = self.open_links.pop()
        text = "" if self.open_images else "".join(self.texts[mark:])
        self.links.append(make(Link, (detail["dest_url"], text, start, end)))

    def finish_image(self, end: int) -> None:
        """A Markdown image, and its alternative text."""
        detail, start, mark = self.open_images.pop()
        alt = "".join(self.texts[mark:])
        del self.texts[mark:], self.places[mark:], self.code[bisect_left(self.code, mark) :]
        self.images.append(markdown_image(self.source, detail, alt, start, end))

    def finish_item(self, end: int) -> None:
        """An item of a list closes."""
        self.flush_item(end)
        self.item.pop()
        self.first.pop()

    def finish_list(self, _: int) -> None:
        """A list closes."""
        self.ordered.pop()

    def finish_quotation(self, _: int) -> None:
        """A quotation closes."""
        self.quotes -= 1

    def finish_heading(self, end: int) -> None:
        """A heading; one in a quotation is quoted."""
        kind: Kind = "quotation" if self.quotes else "heading"
        self.put(kind, end, level=int(self.detail["level"][1]))

    def finish_table(self, end: int) -> None:
        """A table, its cells as lines."""
        self.put("table", end)

    def finish_paragraph(self, end: int) -> None:
        """A paragraph: an item's first one is the item, one in a quotation is quoted."""
        if self.quotes:
            self.put("quotation", end)
        elif self.first and self.first[-1]:
            self.put_item(end)
        else:
            self.put("paragraph", end)

    def finish_code(self, end: int) -> None:
        """A code block: its text as the source has it."""
        if self.has_hidden:
            self.code_spans.append((self.block_start, end))
        info = self.detail["Fenced"] if isinstance(self.detail, dict) else ""
        self.put("code", end, language=info.split(" ")[0].split(",")[0].strip("{}."))
        self.in_code, self.is_plain = False, not self.has_hidden

    def finish_html(self, end: int) -> None:
        """An HTML block: its images, and the text between its tags."""
        start = self.block_start
        html = self.source[start:end]
        if "<img" in html or "<IMG" in html:
            self.add_images(html, start)
        for place, between in texts_between_tags(html, start):
            if len(self.texts) > self.begun:
                self.texts.append(" ")
                self.places.append(place - 1)
            self.texts.append(between)
            self.places.append(place)
        self.put("html", end)

    def put_item(self, end: int) -> None:
        """Adds the open item's block."""
        self.first[-1] = False
        ordered = self.ordered[-1] if self.ordered else False
        self.put("list_item", end, len(self.ordered), self.item[-1], ordered=ordered)

    def put(
        self,
        kind: Kind,
        end: int,
        level: int = 0,
        checked: bool | None = None,
        language: str = "",
        ordered: bool = False,
    ) -> None:
        """Adds the open block with the text gathered for it, unless there is none; what follows in
        its item begins behind it."""
        start, self.block_start = self.block_start, end
        texts = self.texts[self.begun :]
        text = "".join(texts)
        body = text if kind == "code" else text.strip()
        if not body:
            self.clear()
            return
        lead = 0 if body is text else len(text) - len(text.lstrip())
        spans = self.code_within(texts, lead) if self.code else ()
        end = start + len(self.source[start:end].rstrip())
        at = self.length + lead
        block = kind, start, end, body, self.parts, at, level, checked, language, ordered, spans
        self.blocks.append(make(Block, block))
        self.begun += len(texts)
        self.length += len(text)

    def code_within(self, texts: Sequence[str], lead: int) -> tuple[tuple[int, int], ...]:
        """The code spans of the open block, of whose text the first `lead` characters are cut off;
        `texts` are its parts."""
        ends = list(accumulate(map(len, texts), initial=-lead))
        spans = [(ends[at], ends[at + 1]) for at in [number - self.begun for number in self.code]]
        self.code.clear()
        return tuple(spans)


RARER: dict[str, Callable[[Builder, Any, int], None]] = {
    "Text": Builder.add,
    "HardBreak": Builder.break_line,
    "InlineHtml": Builder.inline_html,
    "TaskListMarker": Builder.check_item,
}
"""By the name of an event: what it does; all others change nothing."""

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
CLOSERS: dict[str, Callable[[Builder, int], None]] = {
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
