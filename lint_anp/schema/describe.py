"""Values and expectations in an editor's words."""

from collections.abc import Mapping as Facts
from datetime import date

from lint_anp.posts.tree import Mapping, Node, Scalar
from lint_anp.schema.shape import Shape

LONGEST_VALUE = 60
"""Characters that a message quotes of a value."""


def shown(node: Node) -> str:
    """A value as a message shows it: text in quotes, other scalars as written."""
    if not isinstance(node, Scalar):
        return type_of(node)
    value = node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, date):
        return node.text or value.isoformat()
    if value is None:
        return "null" if node.end > node.start else "empty"
    return node.text or str(value)


def quote(text: str) -> str:
    """A text in quotes, in one line, cut where it is long."""
    line = " ".join(text.split())
    return f"'{line[:LONGEST_VALUE]}…'" if len(line) > LONGEST_VALUE else f"'{line}'"


def type_of(node: Node) -> str:
    """What a value is."""
    if isinstance(node, Scalar):
        value = node.value
        if isinstance(value, bool):
            return "a boolean"
        if isinstance(value, (int, float)):
            return "a number"
        return "a date" if isinstance(value, date) else "text"
    return "a map" if isinstance(node, Mapping) else "a list"


def wanted(shape: Shape) -> str:
    """What a shape asks for, to stand behind "must be"."""
    if shape.choices:
        return f"one of {', '.join(shape.choices)}"
    if shape.kind == "text":
        return f"text like '{shape.example}'" if shape.pattern else "text"
    if shape.kind == "whole":
        return whole_between(shape.minimum, shape.maximum)
    if shape.kind == "flag":
        return "true or false"
    if shape.kind == "date":
        return "a date such as 2026-01-31"
    if shape.kind == "list":
        item = shape.item.kind if shape.item else "any"
        return (
            "a list of texts" if item == "text" else "a list of maps" if item == "map" else "a list"
        )
    if shape.fields is None:
        return "a map"
    names = f"a map with {join_or(list(shape.fields))}"
    return f"{names}, or the text '{' / '.join(shape.text_form)}'" if shape.text_form else names


def whole_between(minimum: int | None, maximum: int | None) -> str:
    """A whole number and its limits."""
    if minimum is not None and maximum is not None:
        return f"a whole number between {minimum} and {maximum}"
    if minimum is not None:
        return f"a whole number, {minimum} or more"
    return "a whole number"


def join_or(words: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def describe(rule: str, values: Facts[str, object]) -> str:
    """A fault of a rule file or a config in words; `values` as in the rule's message."""
    if rule == "field-missing":
        return f"'{values['field']}' is missing"
    if rule == "field-unknown":
        return f"unknown key '{values['field']}'{values['hint']}".removesuffix(".")
    if rule == "key-duplicate":
        return f"the key '{values['name']}' stands twice"
    return f"{values['field']} is {values['value']}; it must be {values['expected']}"
