"""Kinds of options that several commands have."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import click


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-23", param, ctx)


def split_names(_: click.Context, __: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """The names of an option that may be given several times and takes commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
