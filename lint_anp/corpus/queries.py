"""Many rows of an index asked for at once."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

LONGEST = 500
"""Numbers in one query; SQLite takes 999 everywhere."""


def about(
    connection: sqlite3.Connection, sql: str, numbers: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """What a query gives about some numbers, whose places `{}` takes."""
    for start in range(0, len(numbers), LONGEST):
        some = numbers[start : start + LONGEST]
        yield from connection.execute(sql.format(",".join("?" * len(some))), some)
