"""Places as messages name them: `posts/a.md:3`, or `line 3` of the finding's own file."""

from collections.abc import Callable, Collection

from lint_anp.finding import Finding, Related

PATH_MARKS = frozenset("_/.-")
"""Characters that go on a path, beside letters and numbers."""


def name_place(place: Related, finding: Finding) -> str:
    """A related place in words."""
    if place.path == finding.location.path:
        return f"line {place.line}"
    return f"{place.path}:{place.line}"


def replace_names(text: str, names: Collection[str], told: Callable[[str], str]) -> str:
    """A text with what is told for each of some names in it, none as a part of a longer path or
    number; a regular expression of the names would take longer to compile than all of this."""
    places = [(start, -len(name), name) for name in names for start in find_name(text, name)]
    pieces = []
    end = 0
    for start, _, name in sorted(places):  # of names that begin at the same place the longest
        if start >= end:
            pieces += [text[end:start], told(name)]
            end = start + len(name)
    return "".join([*pieces, text[end:]])


def find_name(text: str, name: str) -> list[int]:
    """Where a name begins in a text."""
    starts = []
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before, behind = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or before in PATH_MARKS) and not behind.isdecimal():
            starts.append(start)
        start = text.find(name, start + 1)
    return starts
