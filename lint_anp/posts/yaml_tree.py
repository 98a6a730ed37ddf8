"""The tree that the events of a YAML parser make."""

from collections.abc import Iterable
from typing import Any

from lint_anp.frozen import make
from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence
from lint_anp.posts.yaml_problems import DEPTH_LIMIT, Problem, describe_alias
from lint_anp.posts.yaml_scalars import resolve

ALIAS_LIMIT = 100_000
"""Values that aliases may stand for in one document, all together."""

TAG = "tag:yaml.org,2002:"
AS_WRITTEN = ("", None, "'")
"""Styles of a scalar whose value a key may have as it is: plain, and in single quotes."""


class Frame:
    """A mapping or a list that is still open."""

    __slots__ = ("anchor", "entries", "flow", "items", "key", "size", "start")

    def __init__(self, event: Any, is_mapping: bool, size: int) -> None:
        self.start: int = event.start_mark.index
        self.flow: bool = bool(event.flow_style)
        self.anchor: str | None = event.anchor
        self.entries: dict[str, Entry] | None = {} if is_mapping else None
        self.items: list[Node] = []
        self.key: tuple[str, int, int] | None = None
        self.size = size

    def add(self, node: Node, faults: list[Fault]) -> None:
        """Puts a node into the list, or behind the key that was read last."""
        if self.entries is None:
            self.items.append(node)
            return
        assert self.key is not None
        name, start, end = self.key
        self.key = None
        if name not in self.entries or name == "<<":
            self.entries[name] = make(Entry, (start, end, node))
            return
        values = {"name": name, "first": self.entries[name].key_start}
        faults.append(Fault("key-duplicate", start, end, values))


def build(
    events: Iterable[Any],
    kinds: dict[type, str],
    document: str,
    restored: dict[int, str],
    start: int,
) -> tuple[Node | None, list[Fault]]:
    """The tree of the events; raises Problem where they make none."""
    faults: list[Fault] = []
    anchors: dict[str, tuple[Node, int]] = {}
    frames: list[Frame] = []
    frame: Frame | None = None
    root: Node | None = None
    documents = size = aliased = 0
    for event in events:
        kind = kinds.get(event.__class__)
        if kind == "scalar":
            size += 1
            node_size = 1
            anchor = event.anchor
            if (
                frame is not None
                and frame.key is None
                and frame.entries is not None
                and anchor is None
                and event.style in AS_WRITTEN
                and not restored
            ):
                place = event.start_mark.index + start, event.end_mark.index + start
                frame.key = event.value, *place
                continue
            node: Node = read_scalar(event, document, restored, start)
        elif kind == "mapping" or kind == "sequence":
            frame = Frame(event, kind == "mapping", size)
            push(frame, frames)
            size += 1
            continue
        elif kind == "end":
            closed = frames.pop()
            frame = frames[-1] if frames else None
            node = close(closed, event, start)
            anchor = closed.anchor
            node_size = size - closed.size
        elif kind == "alias":
            node, node_size = follow(event, anchors, aliased, start)
            aliased += node_size
            size += node_size
            anchor = None
        elif kind is None:
            continue
        elif not documents:
            documents = 1
            continue
        else:
            words = (
                "a second document starts here; a file has one: join the two or remove this line"
            )
            raise Problem(event.start_mark.index, 3, words)
        if anchor:
            anchors[anchor] = node, node_size
        if frame is None:
            root = node
        elif frame.key is None and frame.entries is not None:
            frame.key = key_of(node, event, document, restored, start)
        else:
            frame.add(node, faults)
    return root, faults


def push(frame: Frame, frames: list[Frame]) -> None:
    """Adds an open mapping or list; raises Problem for one that is nested too deep."""
    if len(frames) >= DEPTH_LIMIT:
        raise Problem(frame.start, 1, f"nested deeper than {DEPTH_LIMIT} levels")
    frames.append(frame)


def key_of(
    node: Node, event: Any, document: str, restored: dict[int, str], start: int
) -> tuple[str, int, int]:
    """A node as a key: the name and its span; a list or a map is named by its source."""
    if isinstance(node, Scalar) and event.__class__.__name__ == "ScalarEvent":
        name: str = event.value
    else:
        name = document[node.start - start : node.end - start]
    return name.translate(restored) if restored else name, node.start, node.end


def follow(
    event: Any, anchors: dict[str, tuple[Node, int]], aliased: int, start: int
) -> tuple[Node, int]:
    """The value that an alias stands for, at the alias's place, and how many values it holds.

    `aliased` values stood behind aliases before. Raises Problem for an unknown name and for more
    than ALIAS_LIMIT.
    """
    at, name = event.start_mark.index, event.anchor
    if name not in anchors:
        raise describe_alias(at, name)
    target, size = anchors[name]
    if aliased + size > ALIAS_LIMIT:
        raise Problem(at, len(name) + 1, f"aliases stand for more than {ALIAS_LIMIT:,} values")
    return target._replace(start=at + start, end=event.end_mark.index + start), size


def read_scalar(event: Any, document: str, restored: dict[int, str], start: int) -> Scalar:
    """A scalar event as a value: plain ones by their meaning, all others as text."""
    value: str = event.value
    first, last = event.start_mark.index, event.end_mark.index
    style, tag = event.style, event.tag
    if restored:
        value = value.translate(restored)
    if tag is None:
        if not style:
            meaning = resolve(value)
            text = None if meaning.__class__ is str else value
            return make(Scalar, (meaning, first + start, last + start, text))
        if style == "'":
            return Scalar(value, first + start, last + start)
    if style == '"' and "\\" in document[first:last]:
        value = join_surrogates(value, first)
    if style in ("|", ">"):
        last = first + len(document[first:last].rstrip())
    known = tag is not None and tag.startswith(TAG)
    if known and tag != TAG + "str":
        return Scalar(resolve(value), first + start, last + start, value)
    if not style and not known:
        meaning = resolve(value)
        if meaning.__class__ is not str:
            return Scalar(meaning, first + start, last + start, value)
    return Scalar(value, first + start, last + start)


def join_surrogates(value: str, at: int) -> str:
    """The text with pairs of `\\ud83d\\ude80` escapes, as JSON writes them, as one character.

    Raises Problem for half a pair.
    """
    if not any("\ud800" <= char <= "\udfff" for char in value):
        return value
    try:
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise Problem(at, 1, "half a surrogate pair in this text; write the character") from None


def close(frame: Frame, event: Any, start: int) -> Node:
    """The finished mapping or list; a block one ends with its last value."""
    entries, items = frame.entries, frame.items
    if entries is None:
        end = event.end_mark.index + start if frame.flow or not items else items[-1].end
        return Sequence(tuple(items), frame.start + start, end)
    if frame.flow or not entries:
        end = event.end_mark.index + start
    else:
        last = next(reversed(entries.values()))
        end = max(last.key_end, last.node.end)
    if "<<" in entries:
        entries = merge(entries)
    return Mapping(entries, frame.start + start, end)


def merge(entries: dict[str, Entry]) -> dict[str, Entry]:
    """The entries with those of the mappings that `<<` names added, where they are not set."""
    merged = entries["<<"].node
    sources = merged.items if isinstance(merged, Sequence) else (merged,)
    if not all(isinstance(source, Mapping) for source in sources):
        return entries
    own = {name: entry for name, entry in entries.items() if name != "<<"}
    for source in sources:
        if isinstance(source, Mapping):
            for name, entry in source.entries.items():
                own.setdefault(name, entry)
    return own
