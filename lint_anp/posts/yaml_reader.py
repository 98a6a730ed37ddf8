"""YAML read into the tree, values and places in one pass over a parser's events."""

from collections.abc import Iterable
from typing import Any

from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Node
from lint_anp.posts.yaml_problems import Problem, describe_error
from lint_anp.posts.yaml_tree import build

PURE_LIMIT = 100_000
"""Characters that the pure parser may be given: it reads some 200 a millisecond."""

PURE_BRACKET_LIMIT = 2_000
"""Brackets that the pure parser may be given: it is quadratic in open ones."""

LINE_ENDS = "\x85\u2028\u2029"
"""What YAML 1.1 takes for line ends, and YAML 1.2 and every editor for text."""


def read_yaml(text: str, start: int = 0, end: int | None = None) -> tuple[Node | None, list[Fault]]:
    """The value of the YAML document `text[start:end]`, and what is wrong with it.

    Spans are offsets in `text`. A block scalar's span runs from its marker to its last character,
    an empty value's is empty and stands behind its colon, an alias's is that of `*name`. An empty
    document is None. What is not plain is read by libyaml; where that fails or is missing, ruamel's
    pure parser decides.
    """
    from lint_anp.posts.yaml_plain import read_plain

    document = text[start:end]
    mapping = read_plain(document, start)
    if mapping is not None:
        return mapping, []
    shown, restored = replace_line_ends(document)
    try:
        events, kinds = libyaml_events(shown)
        node, faults = build(events, kinds, shown, restored, start)
    except Problem as problem:
        return None, [problem.fault(text, start)]
    except Exception as error:  # libyaml's errors have no common class without importing it
        try:
            second = pure_tree(shown, restored, start, error)
        except Problem as problem:
            return None, [problem.fault(text, start)]
        if second is None:
            return None, [describe_error(error, shown).fault(text, start)]
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
    """The events of libyaml's parser, one by one, and what its event classes stand for."""
    import yaml
    from yaml._yaml import CParser

    return iter(CParser(document).get_event, None), event_kinds(yaml.events)


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
