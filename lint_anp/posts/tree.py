"""Values with their places: the one tree that every format is read into."""

from datetime import date, datetime
from typing import NamedTuple, TypeAlias

Plain: TypeAlias = str | int | float | bool | date | datetime | None


class Scalar(NamedTuple):
    """A single value.

    The span includes quotes or the block marker: decoding the text at the span gives the value.
    `text` is the source text of a plain scalar that was not read as text (`1984`, `1.20`, `no`
    never), so that a field of text keeps what was written; None otherwise.
    """

    value: Plain
    start: int
    end: int
    text: str | None = None


class Sequence(NamedTuple):
    """A list of values."""

    items: "tuple[Node, ...]"
    start: int
    end: int


class Entry(NamedTuple):
    """A key's place (quotes included) and its value."""

    key_start: int
    key_end: int
    node: "Node"


class Mapping(NamedTuple):
    """Keys and values in the order of the file; of a repeated key the first stands."""

    entries: dict[str, Entry]
    start: int
    end: int


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """The node's value as plain dicts, lists and scalars, without places."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    return [plain(item) for item in node.items]
