"""The rendered page of a post as text: title, paragraphs, lists, and the box "… post meta"."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lint_anp.posts.post import Block, Body, Fault, Image, Parts, Post
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence
from lint_anp.source import Source

Shape = Literal["text", "texts", "map", "maps"]

LABELS: dict[str, Shape] = {
    "title": "text",
    "summary": "text",
    "slug": "text",
    "reference": "text",
    "hash": "text",
    "topic": "text",
    "outline": "map",
    "brief": "text",
    "stack": "texts",
    "tools": "texts",
    "checklist": "texts",
    "notes": "texts",
    "code language": "text",
    "difficulty": "text",
    "reading time": "text",
    "view count": "text",
    "score": "map",
    "revision": "map",
    "flags": "map",
    "entities": "maps",
    "image sources": "maps",
    "payload": "map",
    "disclosure": "text",
}
"""The box's labels and what stands below them, as the meta schema has it."""

AI_LABELS = ("outline", "brief")
"""Labels that the page prints with `ai ` before them."""

BOX = re.compile(r"[ \t]*\S[^\n]*\bpost meta[ \t]*\r?", re.IGNORECASE)
BULLET = re.compile(r"[ \t]*[•*-][ \t]+")
TABLE_RULE = re.compile(r"[|\s:+-]+")
PAIR = re.compile(r"([^:\n]{1,60}?)[ \t]*:[ \t]*(.*)", re.DOTALL)
IMAGE_SOURCE = re.compile(r"\.?[ \t]*image source:[ \t]*(\S+)[ \t]*$", re.IGNORECASE)
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "。", "！", "？", '"', "”", "»", ")")
HEADING_LIMIT = 90
"""Characters; a longer line without a full stop is a paragraph that was cut off."""

FOOTER = "similar posts"


class Line(NamedTuple):
    """A line that is not blank: its text without space around it, and its span."""

    text: str
    start: int
    end: int
    bullet: bool


def find_box(text: str) -> int | None:
    """The offset of the line "… post meta"; None where there is none."""
    at = len(text)
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter such as İ became two
        lowered = text
    while (at := lowered.rfind("post meta", 0, at)) >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        if BOX.fullmatch(text, start, len(text) if end < 0 else end):
            return start
    return None


def load_page(source: Source) -> Post:
    """The post that a rendered page is; every value of its meta is text."""
    text = source.text
    box = find_box(text)
    lines = list(read_lines(source, 0, len(text) if box is None else box))
    title = next((line for line in lines if line.text and not line.bullet), None)
    body = read_body(lines, title, source)
    if box is None:
        return Post(source, "page", None, body, (Fault("meta-missing", 0, 0, {}),))
    box_line = source.line_of(box)
    _, box_end = source.line_span(box_line)
    meta, faults = read_box(list(read_lines(source, box_end, len(text))), title, box_end)
    return Post(source, "page", meta, body, tuple(faults), anchor=(box, box_end))


def read_lines(source: Source, start: int, end: int) -> Iterator[Line]:
    """The lines between two offsets, table rules left out; a blank one is an empty Line."""
    first = source.line_of(start)
    for number in range(first, len(source.line_starts) + 1):
        line_start, line_end = source.line_span(number)
        line_start, line_end = max(line_start, start), min(line_end, end)
        if line_start > end or (line_start == end and end < len(source.text)):
            return
        raw = source.text[line_start:line_end]
        text = raw.strip()
        if TABLE_RULE.fullmatch(raw) and "|" in raw:
            continue
        bullet = BULLET.match(raw)
        if bullet:
            text = raw[bullet.end() :].strip()
            at = line_start + bullet.end()
        else:
            at = line_start + len(raw) - len(raw.lstrip())
        yield Line(text, at, at + len(text), bullet is not None)


def read_body(lines: list[Line], title: Line | None, source: Source) -> Body:
    """The blocks and images of a page above its box."""
    blocks: list[Block] = []
    images: list[Image] = []
    for group in groups_of(lines, title):
        if group[0].bullet:
            blocks += [
                Block("list_item", line.start, line.end, line.text, level=1) for line in group
            ]
        elif match := IMAGE_SOURCE.search(group[-1].text):
            caption = group[-1].text[: match.start()]
            while blocks and same_text(blocks[-1].text, caption):
                blocks.pop()  # the page prints the caption once more, above
            images.append(page_image(group[-1], caption))
        else:
            blocks.append(text_block(group, source))
    return Body(tuple(blocks), tuple(images))


def groups_of(lines: list[Line], title: Line | None) -> Iterator[list[Line]]:
    """Lines that stand together, bullets apart from text; the title and the footer left out."""
    group: list[Line] = []
    for line in lines:
        if group and (not line.text or line.bullet != group[0].bullet):
            yield group
            group = []
        if line.text and line is not title and line.text.lower() != FOOTER:
            group.append(line)
    if group:
        yield group


def text_block(group: list[Line], source: Source) -> Block:
    """A heading or a paragraph."""
    start, end = group[0].start, group[-1].end
    parts = Parts([f"{line.text} " for line in group], [line.start for line in group])
    text = " ".join(line.text for line in group)
    is_heading = len(group) == 1 and len(text) <= HEADING_LIMIT and not text.endswith(SENTENCE_ENDS)
    kind: Literal["heading", "paragraph"] = "heading" if is_heading else "paragraph"
    return Block(kind, start, end, text, parts, level=2 if is_heading else 0)


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but space and a full stop."""
    return one.strip(" .") == other.strip(" .")


def page_image(line: Line, caption: str) -> Image:
    """An image of which the page shows the caption; neither its URL nor its alternative text."""
    end = line.start + len(caption)
    return Image("", None, caption, "page", line.start, end, line.start, end)


def read_box(lines: list[Line], title: Line | None, at: int) -> tuple[Mapping, list[Fault]]:
    """The meta that the box's lines hold, and the repeated labels among them."""
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    if title is not None:
        node = Scalar(title.text, title.start, title.end)
        entries["title"] = Entry(title.start, title.end, node)
    lines = [line for line in lines if line.text]
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.text.lower() == FOOTER and not line.bullet:
            break
        below = index + 1
        while below < len(lines) and lines[below].bullet:
            below += 1
        name, printed = label_of(line.text)
        entry = Entry(
            line.start,
            line.start + printed,
            read_value(line, printed, lines[index + 1 : below], LABELS.get(name, "texts")),
        )
        if name in entries and name != "title":
            values = {"name": name, "first": entries[name].key_start}
            faults.append(Fault("key-duplicate", entry.key_start, entry.key_end, values))
        else:
            entries[name] = entry
        index = below
    end = max([entry.node.end for entry in entries.values()], default=at)
    return Mapping(entries, at, end), faults


def label_of(text: str) -> tuple[str, int]:
    """The label that a line begins with, and the length it is printed in; the longest one wins.

    A line that begins with no known label is a label as a whole.
    """
    lowered = text.lower()
    best, length = text, len(text)
    known = False
    for name in LABELS:
        for printed in (f"ai {name}", name) if name in AI_LABELS else (name,):
            if lowered.startswith(printed) and (not known or len(printed) > length):
                best, length, known = name, len(printed), True
    return best, length


def read_value(line: Line, printed: int, items: list[Line], shape: Shape) -> Node:
    """The value of a label: what stands behind it, or the list or map of the bullets below."""
    rest = line.text[printed:]
    value = rest.strip(" \t:") if rest[:1] == ":" else rest.strip()
    start = line.start + printed + (rest.find(value) if value else 0)
    if value or not items:
        return Scalar(value or None, start, start + len(value))
    first, last = items[0].start, items[-1].end
    if shape == "map":
        return Mapping(dict(pair_of(item) for item in items), first, last)
    if shape == "maps":
        return Sequence(tuple(maps_of(items)), first, last)
    return Sequence(tuple(Scalar(item.text, item.start, item.end) for item in items), first, last)


def pair_of(item: Line) -> tuple[str, Entry]:
    """The key and the value of a bullet `key: value`; without a colon, a key without a value."""
    match = PAIR.fullmatch(item.text)
    if match is None:
        return item.text, Entry(item.start, item.end, Scalar(None, item.end, item.end))
    start = item.start + match.start(2)
    value = Scalar(match.group(2) or None, start, start + len(match.group(2)))
    return match.group(1), Entry(item.start, item.start + match.end(1), value)


def maps_of(items: list[Line]) -> Iterator[Mapping]:
    """The maps of a list whose bullets are their pairs: a key that comes again begins the next."""
    entries: dict[str, Entry] = {}
    for item in items:
        name, entry = pair_of(item)
        if name in entries:
            yield map_of(entries)
            entries = {}
        entries[name] = entry
    yield map_of(entries)


def map_of(entries: dict[str, Entry]) -> Mapping:
    """A map from its first key to its last value."""
    values = list(entries.values())
    return Mapping(entries, values[0].key_start, max(value.node.end for value in values))
