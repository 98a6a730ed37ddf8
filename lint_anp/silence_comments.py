"""Comments that speak to lint-anp: found outside values and code, and read as orders."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint_anp.posts.front_matter import find_front_matter
from lint_anp.posts.post import Block, Post
from lint_anp.posts.tree import Mapping, Node, Scalar
from lint_anp.source import Source

MARK = "lint-anp:"
CLOSINGS = {"<!--": "-->", "{/*": "*/}"}
DASHES = ("--", "—", "–")

Span = tuple[int, int]
Point = tuple[int, int]
"""A line and a column, both from 1."""


class Comment(NamedTuple):
    """The span from `lint-anp:` to the comment's last word, and the places that it speaks of, from
    `first` up to `last`."""

    start: int
    end: int
    first: Point
    last: Point
    closed: bool = True


class Order(NamedTuple):
    """What a comment asks for: the spans of the names that it silences, and why."""

    names: tuple[Span, ...] = ()
    reason: str = ""
    whole_file: bool = False
    problem: str = ""


def read_order(text: str, start: int, end: int) -> Order:
    """The order in `text[start:end]`, which begins with `lint-anp:`; `problem` says what is wrong
    with its wording."""
    words = text[start + len(MARK) : end].strip()
    kind = next((kind for kind in ("ignore-file", "ignore") if words.startswith(kind)), "")
    rest = words[len(kind) :].lstrip()
    if not kind or (rest and not rest.startswith(("[", *DASHES))):
        return Order(problem="write 'lint-anp: ignore[rule] -- reason'")
    listed, closed, behind = rest[1:].partition("]")
    if rest.startswith("[") and not closed:
        return Order(problem="its '[' is not closed")
    if not rest.startswith("[") or not listed.replace(",", "").strip():
        return Order(problem=f"it names no rule; write {kind}[rule]")
    behind = behind.strip()
    dash = next((dash for dash in DASHES if behind.startswith(dash)), "")
    reason = behind.removeprefix(dash).strip()
    if not dash or not reason:
        return Order(problem="it gives no reason; add ' -- ' and why")
    names = []
    at = text.index("[", start) + 1
    for name in listed.split(","):
        if name.strip():
            first = at + len(name) - len(name.lstrip())
            names.append((first, first + len(name.strip())))
        at += len(name) + 1
    return Order(tuple(names), reason, kind == "ignore-file")


def find_comments(posts: Sequence[Post]) -> Iterator[Comment]:
    """The comments in the posts of one file that begin with `lint-anp:`, in their order.

    `#` counts in YAML and TOML, `<!-- -->` and `{/* */}` in bodies.
    """
    source = posts[0].source
    text = source.text
    hash_end, body = regions_of(posts[0])
    values = sorted(span for post in posts if post.meta for span in spans_of(post.meta))
    blocks = sorted(
        (block for post in posts for block in post.body.blocks), key=lambda block: block.start
    )
    inside = [(block.start, block.end) for block in blocks]
    behind = things_of(posts, blocks, inside)
    code = [span for block in blocks for span in code_of(block)]
    unclosed = set()
    target = 0
    at = text.find(MARK)
    while at >= 0:
        mark, at = at, text.find(MARK, at + 1)
        sign = sign_before(text, mark)
        place = text.rindex(sign, 0, mark)
        if not sign or is_value(text, place, values):
            continue
        if sign == "#":
            if place < hash_end:
                target = spoken_line(source, place, target)
                _, end = source.line_span(source.line_of(place))
                yield Comment(mark, word_end(text, mark, end), (target, 1), (target + 1, 1))
        elif mark >= body and span_at(code, place) is None and sign not in unclosed:
            end = text.find(CLOSINGS[sign], mark)
            if end < 0:
                unclosed.add(sign)
                _, end = source.line_span(source.line_of(mark))
                yield Comment(mark, word_end(text, mark, end), (1, 1), (1, 1), closed=False)
                continue
            whole = place, end + len(CLOSINGS[sign])
            first, last = span_at(inside, place) or span_from(behind, whole[1]) or whole
            places = source.line_column(first), source.line_column(last)
            yield Comment(mark, word_end(text, mark, end), *places)
            at = text.find(MARK, end)


def word_end(text: str, start: int, end: int) -> int:
    """Where the last word of `text[start:end]` ends."""
    return start + len(text[start:end].rstrip())


def regions_of(post: Post) -> tuple[int, int]:
    """Where `#` comments end, and where a body may begin."""
    text = post.source.text
    if post.format == "yaml":
        return len(text), 0
    if post.format in ("json", "jsonl"):
        return 0, 0
    front = find_front_matter(text)
    if front is None:
        return 0, 0
    return (0 if front.language == "json" else front.body), front.body


def sign_before(text: str, mark: int) -> str:
    """The sign that opens the comment whose first word stands at `mark`; "" where none does."""
    before = mark
    while before and text[before - 1] in " \t\r\n":
        before -= 1
    for sign in CLOSINGS:
        if text.endswith(sign, 0, before):
            return sign
    same_line = "\n" not in text[before:mark]
    return "#" if same_line and text.endswith("#", 0, before) else ""


def spans_of(node: Node) -> Iterator[Span]:
    """The spans of all keys and scalars of a tree."""
    if isinstance(node, Scalar):
        yield node.start, node.end
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield entry.key_start, entry.key_end
            yield from spans_of(entry.node)
    else:
        for item in node.items:
            yield from spans_of(item)


def is_value(text: str, at: int, values: Sequence[Span]) -> bool:
    """Whether an offset lies in a key or a value; in the line of a `|` or `>` it does not."""
    span = span_at(values, at)
    return span is not None and not (text[span[0]] in "|>" and "\n" not in text[span[0] : at])


def span_at(spans: Sequence[Span], at: int) -> Span | None:
    """The span that an offset lies in; `spans` are sorted and apart."""
    number = bisect_right(spans, (at, sys.maxsize)) - 1
    return spans[number] if number >= 0 and at < spans[number][1] else None


def span_from(spans: Sequence[Span], at: int) -> Span | None:
    """The first span that starts at an offset or behind it."""
    number = bisect_left(spans, (at, 0))
    return spans[number] if number < len(spans) else None


def code_of(block: Block) -> Iterator[Span]:
    """The spans in the source of a code block, or of a block's code spans."""
    if block.kind == "code":
        yield block.start, block.end
        return
    for first, last in block.code:
        start = block.source_offset(first)
        yield start, start + last - first


def things_of(posts: Sequence[Post], blocks: Sequence[Block], spans: Sequence[Span]) -> list[Span]:
    """The spans of what a comment before it may speak of: blocks, from an item to the end of its
    list, from a quoted block to the end of the quotation, and images that stand alone."""
    things = [
        (image.start, image.end)
        for post in posts
        for image in post.body.images
        if span_at(spans, image.start) is None
    ]
    end, kind = 0, ""
    for block in reversed(blocks):
        if block.kind != kind or kind not in ("list_item", "quotation"):
            end = block.end
        kind = block.kind
        things.append((block.start, end))
    return sorted(things)


def spoken_line(source: Source, at: int, before: int) -> int:
    """The line that a `#` comment speaks of: its own, or the next one that is neither blank nor a
    comment. `before` is the line that the comment before it speaks of."""
    line = source.line_of(at)
    start, _ = source.line_span(line)
    if source.text[start:at].strip():
        return line
    if line < before:
        return before
    for number in range(line + 1, len(source.line_starts) + 1):
        text = source.text[slice(*source.line_span(number))].strip()
        if text and not text.startswith("#"):
            return number
    return len(source.line_starts) + 1
