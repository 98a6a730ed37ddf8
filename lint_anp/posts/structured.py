"""Posts that are one YAML or JSON value: the meta at the top, the body in one of its fields."""

from lint_anp.posts.formats import Format
from lint_anp.posts.load import mapping_of, read_node
from lint_anp.posts.markdown import parse_markdown
from lint_anp.posts.places import places_of
from lint_anp.posts.post import NO_BODY, Block, Body, Fault, Image, Kind, Parts, Post
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence
from lint_anp.source import Source

BODY_FIELDS = ("body", "content")
TEXT_FIELDS = ("text", "content", "body", "value", "markdown")
KINDS: dict[str, Kind] = {
    "heading": "heading",
    "header": "heading",
    "quote": "quotation",
    "quotation": "quotation",
    "blockquote": "quotation",
    "code": "code",
    "html": "html",
    "list_item": "list_item",
}


def load_structured(source: Source, form: Format) -> Post:
    """The post that a whole YAML or JSON file is."""
    text = source.text
    language = "yaml" if form == "yaml" else "json"
    return load_value(source, form, language, 0, len(text), 1)


def load_lines(source: Source) -> list[Post]:
    """The posts of a JSON Lines file, one a line that is not blank."""
    posts: list[Post] = []
    for line in range(1, len(source.line_starts) + 1):
        start, end = source.line_span(line)
        if source.text[start:end].strip():
            posts.append(load_value(source, "jsonl", "json", start, end, len(posts) + 1))
    if not posts:
        posts.append(Post(source, "jsonl", None, NO_BODY, (Fault("meta-missing", 0, 0, {}),)))
    return posts


def load_value(
    source: Source, form: Format, language: str, start: int, end: int, number: int
) -> Post:
    """The post that a piece of YAML or JSON is."""
    if not source.text[start:end].strip():
        return Post(source, form, None, NO_BODY, (Fault("meta-missing", start, start, {}),), number)
    node, faults = read_node("yaml" if language == "yaml" else "json", source.text, start, end)
    anchor = start, min(start + 1, end)
    meta, more = mapping_of(node, faults, *anchor)
    body = NO_BODY
    if meta is not None:
        meta, body = split_body(source.text, meta)
    return Post(source, form, meta, body, (*faults, *more), number, anchor)


def split_body(text: str, meta: Mapping) -> tuple[Mapping, Body]:
    """The meta without its body field, and the body that it holds."""
    for name in BODY_FIELDS:
        entry = meta.entries.get(name)
        if entry is not None and not isinstance(entry.node, Mapping):
            rest = {key: value for key, value in meta.entries.items() if key != name}
            return meta._replace(entries=rest), body_of(text, entry)
    return meta, NO_BODY


def body_of(text: str, entry: Entry) -> Body:
    """The body that a text or a list of blocks is."""
    if isinstance(entry.node, Scalar):
        return text_body(text, entry.node)
    if isinstance(entry.node, Sequence):
        return join([block_body(text, item) for item in entry.node.items])
    return NO_BODY


def text_body(text: str, scalar: Scalar) -> Body:
    """A text parsed as Markdown, its offsets mapped back to where its characters stand."""
    if not isinstance(scalar.value, str):
        return NO_BODY
    value = scalar.value
    return moved(parse_markdown(value, 0, len(value)), places_of(text, scalar))


def block_body(text: str, item: Node) -> Body:
    """One block of a list: a text, or a map of a type and a text."""
    if isinstance(item, Scalar):
        return text_body(text, item)
    if not isinstance(item, Mapping):
        return NO_BODY
    content = next((item.entries[name].node for name in TEXT_FIELDS if name in item.entries), None)
    named = item.entries.get("type") or item.entries.get("kind")
    kind_name = named.node.value if named and isinstance(named.node, Scalar) else ""
    kind = KINDS.get(str(kind_name).lower())
    if kind_name == "image":
        return image_body(item)
    if isinstance(content, Sequence):
        return join([block_body(text, each) for each in content.items])
    if not isinstance(content, Scalar) or not isinstance(content.value, str):
        return NO_BODY
    if kind is None:
        return text_body(text, content)
    places = places_of(text, content)
    level = item.entries.get("level")
    block = Block(
        kind,
        places[0],
        places[-1],
        content.value,
        Parts([content.value], [0], places),
        level=level.node.value
        if level and isinstance(level.node, Scalar) and isinstance(level.node.value, int)
        else 0,
    )
    return Body((block,))


def image_body(item: Mapping) -> Body:
    """A block that is an image: its source, alternative text and caption."""

    def value(*names: str) -> tuple[str | None, int, int]:
        for name in names:
            entry = item.entries.get(name)
            if entry and isinstance(entry.node, Scalar) and isinstance(entry.node.value, str):
                return entry.node.value, entry.node.start, entry.node.end
        return None, item.start, item.end

    url, url_start, url_end = value("url", "src", "source")
    image = Image(
        url=url or "",
        alt=value("alt")[0],
        caption=value("caption", "title")[0],
        form="markdown",
        start=item.start,
        end=item.end,
        url_start=url_start,
        url_end=url_end,
    )
    return Body(images=(image,))


def join(bodies: list[Body]) -> Body:
    """Several bodies as one."""
    return Body(
        tuple(block for body in bodies for block in body.blocks),
        tuple(image for body in bodies for image in body.images),
        tuple(link for body in bodies for link in body.links),
        tuple(tag for body in bodies for tag in body.tags),
    )


def moved(body: Body, places: list[int]) -> Body:
    """A body whose offsets count in a value, with offsets that count in the source."""

    def end(old: int) -> int:
        return places[max(old - 1, 0)] + 1

    def block(old: Block) -> Block:
        return old._replace(start=places[old.start], end=end(old.end), parts=parts)

    of_value = body.blocks[0].parts if body.blocks else None
    parts = Parts(of_value.texts, of_value.places, places) if of_value else None
    return Body(
        tuple(block(old) for old in body.blocks),
        tuple(
            old._replace(
                start=places[old.start],
                end=end(old.end),
                url_start=places[old.url_start],
                url_end=end(old.url_end),
            )
            for old in body.images
        ),
        tuple(old._replace(start=places[old.start], end=end(old.end)) for old in body.links),
        tuple(old._replace(start=places[old.start], end=end(old.end)) for old in body.tags),
    )
