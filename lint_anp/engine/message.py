"""Messages filled in: the values of their expressions as text."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lint_anp.engine.functions import Absent

ABSENT_WORD = "(none)"
"""Stands in a message for a value that is not there."""

LONGEST = 500
"""Characters of a value that a message shows; GitHub takes a message of 64 KB, people a line."""


def fill(parts: tuple[Any, ...], arguments: tuple[Any, ...]) -> str:
    """The message: `parts` are texts and pairs of a compiled expression and its plural."""
    return "".join(
        [
            part if part.__class__ is str else show_hole(part[0], part[1], arguments)
            for part in parts
        ]
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
    if value.__class__ is int:
        return str(value)
    if value.__class__ is str and len(value) <= LONGEST:
        return " ".join(value.split())
    shown = show(value)
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"


def show(value: Any) -> str:
    """A value as a message shows it."""
    if isinstance(value, str):
        return " ".join(value.split())
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
    return str(getattr(value, "text", value))
