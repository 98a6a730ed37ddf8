"""Places as messages name them: `posts/a.md:3`, or `line 3` of the finding's own file."""

import re
from collections.abc import Iterable

from lint_anp.finding import Finding, Related


def name_place(place: Related, finding: Finding) -> str:
    """A related place in words."""
    if place.path == finding.location.path:
        return f"line {place.line}"
    return f"{place.path}:{place.line}"


def find_names(names: Iterable[str]) -> "re.Pattern[str]":
    """What finds these names in a message, none as a part of a longer path or number."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, longest_first))})(?!\d)")
