"""Other posts that a finding names: in its data, in its message, and as related places."""

from collections.abc import Sequence

from lint_anp.finding import Related
from lint_anp.frozen import make

PLACES = 3
"""Other posts that are named, the first ones."""

Places = Sequence[tuple[str, int]]
"""Paths and lines."""


def tell_places(places: Places, of: str) -> dict[str, object]:
    """Places as the values of a fault: as a list, and in words; `of` is the fault's own file."""
    examples = [f"{path}:{line}" for path, line in places]
    words = [
        f"line {line}" if path == of else example
        for (path, line), example in zip(places, examples, strict=True)
    ]
    return {"examples": examples, "places": ", ".join(words)}


def relate(places: Places, words: str) -> tuple[Related, ...]:
    """Places as those that belong to a finding; `words` say what stands there."""
    return tuple([make(Related, (path, line, 1, words)) for path, line in places])
