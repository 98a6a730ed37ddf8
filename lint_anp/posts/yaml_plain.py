"""Plain YAML, as nearly all front matter is, read into the tree line by line.

What it reads is `key: value` and `- item`, in blocks, with values of one line that are plain or in
quotes without escapes, with such values in brackets or braces, and with comments. For all else it
gives up, and a whole parser reads the text; where it does not, the two agree.
"""

import re
from functools import cache

from lint_anp.frozen import make
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence
from lint_anp.posts.yaml_scalars import resolve

USUAL_ASCII = bytes((ord("\n"), *range(ord(" "), 0x7F)))
"""Line feeds and all that ASCII can show; what else there is YAML forbids, takes for line ends, or
treats in some other way of its own."""

KEY = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}+"
QUOTED = r"""'[^'\n]*+'|"[^"\\\n]*+\""""
FIRST = r"""[^-?:,\[\]{}\#&*!|>'"%@`\ \xa0\n]"""
"""What a value without quotes may begin with."""

LINE = re.compile(
    rf"""
    (?<![^\n])((\ *+)(-\ ++)?+
    (?:({KEY})(:(?=[ \n])\ *+))?+
    (
        (?:{QUOTED})(?=[ \n])
        | [\[{{][^\#\n]*+
        | {FIRST}(?:[^:#\n]++|:(?![ \n])|(?<!\ )\#)*+
    )?+
    \ *+(?:(?<![^ \n])\#[^\n]*+)?+\n)
    """,
    re.VERBOSE,
)
"""A line: its indentation, the dash of an item, a key and its colon, a value; a comment."""

DEEPEST = 64
"""Columns of indentation."""


@cache
def unusual() -> re.Pattern[str]:
    """Such unusual characters in any text; compiled where it is needed, as that takes long."""
    return re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@cache
def flow_item() -> re.Pattern[str]:
    """An item in brackets or braces, and the comma behind it; compiled where it is needed."""
    return re.compile(rf"(?:({KEY}): +)?({QUOTED}|{FIRST}[^:,\[\]{{}}#\n]*+)(?: *(,) *|\Z)")


Token = tuple[int, int, str, Node | None]
"""What stands at a column and an offset: a key's name, or "" for the dash of an item; the value
beside it."""


class NotPlain(Exception):
    """The text is more than what is read here."""


def read_plain(document: str, start: int) -> Mapping | None:
    """The mapping of a document whose spans count from `start`; None where it is not plain."""
    if is_unusual(document):
        return None
    try:
        tokens = split(document, start)
        node, end = read_mapping(tokens, 0)
    except NotPlain:
        return None
    return node if end == len(tokens) - 1 and tokens[0][0] == 0 else None


def is_unusual(document: str) -> bool:
    """Whether a document has characters other than the usual ones."""
    if document.isascii():
        return bool(document.encode().translate(None, USUAL_ASCII))
    return unusual().search(document) is not None


def split(document: str, start: int) -> list[Token]:
    """The keys and dashes of a document; behind them one that stands left of all."""
    tokens: list[Token] = []
    lines = LINE.findall(document)
    if len(lines) != document.count("\n") or not document.endswith("\n"):
        raise NotPlain
    at = start
    for line, indent, dash, key, colon, text in lines:
        column = len(indent)
        place = at + column
        at += len(line)
        if dash:
            if not key and not text:
                raise NotPlain
            if not key:
                tokens.append((column, place, "", read_value(text, place + len(dash))))
                continue
            tokens.append((column, place, "", None))
            column += len(dash)
            place += len(dash)
        if key:
            value = read_value(text, place + len(key) + len(colon)) if text else None
            tokens.append((column, place, key, value))
            if column > DEEPEST:
                raise NotPlain
        elif text:
            raise NotPlain
    tokens.append((-1, at, "", None))
    return tokens


def read_value(text: str, place: int) -> Node:
    """The value that a text at an offset is."""
    first = text[0]
    if first in "[{":
        return read_flow(text.rstrip(" "), place)
    if first in "'\"":
        return make(Scalar, (text[1:-1], place, place + len(text), None))
    text = text.rstrip(" ")
    meaning = resolve(text)
    written = None if meaning.__class__ is str else text
    return make(Scalar, (meaning, place, place + len(text), written))


def read_flow(text: str, start: int) -> Mapping | Sequence:
    """The list in brackets, or the mapping in braces, that a text at an offset is."""
    is_mapping = text[0] == "{"
    last, at = len(text) - 1, 1
    while text.startswith(" ", at):
        at += 1
    if text[last] != ("}" if is_mapping else "]"):
        raise NotPlain
    entries: dict[str, Entry] = {}
    items: list[Node] = []
    comma: str | None = ""
    while at < last:
        match = flow_item().match(text, at, last)
        if match is None:
            raise NotPlain
        key, written, comma = match.groups()
        if bool(key) != is_mapping or key in entries:
            raise NotPlain
        place = start + at
        node = read_value(written, start + match.start(2))
        if is_mapping:
            entries[key] = make(Entry, (place, place + len(key), node))
        else:
            items.append(node)
        at = match.end()
    if comma:
        raise NotPlain
    end = start + len(text)
    return Mapping(entries, start, end) if is_mapping else Sequence(tuple(items), start, end)


def read_mapping(tokens: list[Token], at: int) -> tuple[Mapping, int]:
    """The mapping whose first key is a token, and the token behind it."""
    column, start, name, value = tokens[at]
    entries: dict[str, Entry] = {}
    here, place = column, start
    while here == column and name:
        if name in entries:
            raise NotPlain
        at += 1
        key_end = place + len(name)
        if value is None:
            node, at = read_below(tokens, at, column, key_end + 1)
        else:
            node = value
        entries[name] = make(Entry, (place, key_end, node))
        here, place, name, value = tokens[at]
    if here > column or not entries:
        raise NotPlain
    return Mapping(entries, start, node.end), at


def read_below(tokens: list[Token], at: int, column: int, end: int) -> tuple[Node, int]:
    """The value of a key at a column that has none beside it, up to the offset `end`, and the token
    behind it."""
    here, _, name, _ = tokens[at]
    if name and here > column:
        return read_mapping(tokens, at)
    if not name and here >= column:
        return read_sequence(tokens, at)
    return Scalar(None, end, end, ""), at


def read_sequence(tokens: list[Token], at: int) -> tuple[Sequence, int]:
    """The list whose first dash is a token, and the token behind it."""
    column, start, name, value = tokens[at]
    items: list[Node] = []
    here = column
    while here == column and not name:
        at += 1
        if value is None:
            node, at = read_mapping(tokens, at)
            items.append(node)
        else:
            items.append(value)
        here, _, name, value = tokens[at]
    if here > column:
        raise NotPlain
    return Sequence(tuple(items), start, items[-1].end), at
