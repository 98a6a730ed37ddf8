"""Messages with expressions in braces: `{n} {n|plural:post,posts}`; `{{` is a brace."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from lint_anp.engine.expression import ExpressionError, Scope, check_expression
from lint_anp.engine.functions import Absent

ABSENT_WORD = "(none)"
"""Stands in a message for a value that is not there."""


class Hole(NamedTuple):
    """A place in a message: the Python of its expression, and the words for one and for many."""

    python: str
    plural: tuple[str, str] | None = None


def check_template(text: str, scope: Scope) -> tuple[str | Hole, ...]:
    """The parts of a message; raises ExpressionError with offsets in `text`."""
    return tuple(parts_of(text, scope))


def parts_of(text: str, scope: Scope) -> Iterator[str | Hole]:
    """Literal text and holes in turn."""
    literal, at = "", 0
    while at < len(text):
        char = text[at]
        if char in "{}" and text[at : at + 2] == char * 2:
            literal += char
            at += 2
        elif char == "{":
            end = closing_brace(text, at)
            if literal:
                yield literal
            literal = ""
            yield hole(text[at + 1 : end], at + 1, scope)
            at = end + 1
        elif char == "}":
            raise ExpressionError(at, at + 1, "'}' without '{' before it; write '}}' for a brace")
        else:
            literal += char
            at += 1
    if literal:
        yield literal


def closing_brace(text: str, at: int) -> int:
    """The offset of the brace that closes the one at an offset; quotes are passed over."""
    quote = ""
    for offset in range(at + 1, len(text)):
        char = text[offset]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "}":
            return offset
    raise ExpressionError(at, at + 1, "'{' is not closed; write '{{' for a brace")


def hole(text: str, at: int, scope: Scope) -> Hole:
    """The hole of an expression, and its plural behind `|`."""
    expression, _, form = text.partition("|")
    plural = None
    if form:
        name, _, words = form.partition(":")
        one, comma, many = words.partition(",")
        if name.strip() != "plural" or not comma:
            start = at + len(expression) + 1
            raise ExpressionError(start, at + len(text), "write {n|plural:post,posts}")
        plural = one.strip(), many.strip()
    try:
        return Hole(check_expression(expression, scope).python, plural)
    except ExpressionError as error:
        raise ExpressionError(at + error.start, at + error.end, error.words) from None


def fill(parts: tuple[Any, ...], arguments: tuple[Any, ...]) -> str:
    """The message: `parts` are texts and pairs of a compiled expression and its plural."""
    return "".join(
        part if isinstance(part, str) else show_hole(part[0], part[1], arguments) for part in parts
    )


def show_hole(
    read: Callable[..., Any], plural: tuple[str, str] | None, arguments: tuple[Any, ...]
) -> str:
    """The value of a hole as text; never raises."""
    try:
        value = read(*arguments)
    except (Absent, LookupError, TypeError, AttributeError, ValueError, ArithmeticError):
        return ABSENT_WORD
    if plural is not None:
        return plural[0] if value == 1 else plural[1]
    return show(value)


def show(value: Any) -> str:
    """A value as a message shows it."""
    if value is None:
        return ABSENT_WORD
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return ", ".join(map(show, value)) or ABSENT_WORD
    if isinstance(value, str):
        return " ".join(value.split())
    return str(getattr(value, "text", value))
