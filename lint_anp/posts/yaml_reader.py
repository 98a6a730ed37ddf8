"""YAML read into the tree, values and places in one pass over a parser's events."""

from collections.abc import Iterable
from typing import Any

from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence
from lint_anp.posts.yaml_problems import Problem, describe_alias, describe_error
from lint_anp.posts.yaml_scalars import resolve

DEPTH_LIMIT = 256
"""Levels of nesting; the deepest of 54,000 real front matters had 9."""

ALIAS_LIMIT = 100_000
"""Values that aliases may stand for in one document, all together."""

PURE_LIMIT = 100_000
"""Characters that the pure parser may be given: it reads some 200 a millisecond."""

PURE_BRACKET_LIMIT = 2_000
"""Brackets that the pure parser may be given: it is quadratic in open ones."""

LINE_ENDS = "\x85\u2028\u2029"
"""What YAML 1.1 takes for line ends, and YAML 1.2 and every editor for text."""

TAG = "tag:yaml.org,2002:"


def read_yaml(text: str, start: int = 0, end: int | None = None) -> tuple[Node | None, list[Fault]]:
    """The value of the YAML document `text[start:end]`, and what is wrong with it.

    Spans are offsets in `text`. A block scalar's span runs from its marker to its last character,
    an empty value's is empty and stands behind its colon, an alias's is that of `*name`. An empty
    document is None. libyaml reads it; where it fails or is missing, ruamel's pure parser decides.
    """
    document = text[start:end]
    shown, restored = replace_line_ends(document)
    try:
        events, kinds = libyaml_events(shown)
        node, faults = build(events, kinds, shown, restored, start)
    except Problem as problem:
        return None, [problem.fault(start)]
    except Exception as error:  # libyaml's errors have no common class without importing it
        try:
            second = pure_tree(shown, restored, start, error)
        except Problem as problem:
            return None, [problem.fault(start)]
        if second is None:
            return None, [describe_error(error, shown).fault(start)]
        node, faults = second
    return node, faults


def replace_line_ends(document: str) -> tuple[str, dict[int, str]]:
    """The document with unused characters for NEL, U+2028 and U+2029, and the way back."""
    if document.isascii() or not any(char in document for char in LINE_ENDS):
        return document, {}
    unused = (char for char in map(chr, range(0xE000, 0xF8FF)) if char not in document)
    stand_ins = {ord(char): next(unused) for char in LINE_ENDS}
    restored = {ord(stand_in): chr(code) for code, stand_in in stand_ins.items()}
    return document.translate(stand_ins), restored


def libyaml_events(document: str) -> tuple[Iterable[Any], dict[type, str]]:
    """The events of libyaml's parser, and what its event classes stand for."""
    import yaml
    from yaml._yaml import CParser

    return pull(CParser(document)), event_kinds(yaml.events)


def pull(parser: Any) -> Iterable[Any]:
    """The events of a parser, one by one: what is too deep is noticed before all are there."""
    get = parser.get_event
    while (event := get()) is not None:
        yield event


def pure_tree(
    document: str, restored: dict[int, str], start: int, error: Exception
) -> tuple[Node | None, list[Fault]] | None:
    """What ruamel's pure parser makes of a document that libyaml refused; None if it agrees.

    Raises Problem for what only the building notices.
    """
    if len(document) > PURE_LIMIT or document.count("[") + document.count("{") > PURE_BRACKET_LIMIT:
        return None
    import ruamel.yaml

    try:
        events = ruamel.yaml.YAML(typ="safe", pure=True).parse(document)
        return build(events, event_kinds(ruamel.yaml.events), document, restored, start)
    except Problem:
        raise
    except Exception:  # whatever it stumbles over, libyaml's words are the ones that are told
        return None


def event_kinds(events: Any) -> dict[type, str]:
    """The event classes of a parser's `events` module and what each does to the tree."""
    return {
        events.ScalarEvent: "scalar",
        events.MappingStartEvent: "mapping",
        events.SequenceStartEvent: "sequence",
        events.MappingEndEvent: "end",
        events.SequenceEndEvent: "end",
        events.AliasEvent: "alias",
        events.DocumentStartEvent: "document",
    }


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
    root: Node | None = None
    documents = size = aliased = 0
    for event in events:
        kind = kinds.get(type(event))
        if kind is None:
            continue
        if kind == "scalar":
            node: Node = read_scalar(event, document, restored, start)
            anchor = event.anchor
            size += 1
            node_size = 1
        elif kind == "mapping" or kind == "sequence":
            if len(frames) >= DEPTH_LIMIT:
                raise Problem(event.start_mark.index, 1, f"nested deeper than {DEPTH_LIMIT} levels")
            frames.append(Frame(event, kind == "mapping", size))
            size += 1
            continue
        elif kind == "end":
            frame = frames.pop()
            node = close(frame, event, start)
            anchor = frame.anchor
            node_size = size - frame.size
        elif kind == "alias":
            node, node_size = follow(event, anchors, aliased, start)
            aliased += node_size
            size += node_size
            anchor = None
        elif not documents:
            documents = 1
            continue
        else:
            words = (
                "a second document starts here; a post has one: join the two or remove this line"
            )
            raise Problem(event.start_mark.index, 3, words)
        if anchor:
            anchors[anchor] = node, node_size
        if not frames:
            root = node
        else:
            add(frames[-1], node, event, document, restored, faults, start)
    return root, faults


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
    if style == '"' and "\\" in document[first:last]:
        value = join_surrogates(value, first)
    if style in ("|", ">"):
        last = first + len(document[first:last].rstrip())
    if (style is None or style == "") and (tag is None or not tag.startswith(TAG)):
        meaning = resolve(value)
        if meaning.__class__ is str:
            return Scalar(value, first + start, last + start)
        return Scalar(meaning, first + start, last + start, value)
    if tag is not None and tag.startswith(TAG) and tag != TAG + "str":
        return Scalar(resolve(value), first + start, last + start, value)
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


def add(
    frame: Frame,
    node: Node,
    event: Any,
    document: str,
    restored: dict[int, str],
    faults: list[Fault],
    start: int,
) -> None:
    """Puts a node into the open mapping or list: as item, as key, or as the key's value."""
    if frame.entries is None:
        frame.items.append(node)
        return
    if frame.key is None:
        if isinstance(node, Scalar) and event.__class__.__name__ == "ScalarEvent":
            name: str = event.value
        else:
            name = document[node.start - start : node.end - start]
        if restored:
            name = name.translate(restored)
        frame.key = name, node.start, node.end
        return
    name, key_start, key_end = frame.key
    frame.key = None
    if name in frame.entries and name != "<<":
        first = frame.entries[name].key_start
        faults.append(Fault("key-duplicate", key_start, key_end, {"name": name, "first": first}))
        return
    frame.entries[name] = Entry(key_start, key_end, node)


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
