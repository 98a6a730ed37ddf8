"""Where the characters of a text value stand in the source that it was read from."""

import re

from lint_anp.posts.tree import Scalar

RUN = re.compile("[^\n]+|\n")
"""What of a value mostly stands in its source as it is."""


def places_of(text: str, scalar: Scalar) -> list[int]:
    """The offset in the source of each character of a text value, and of its end.

    Escapes stand where their backslash does, a folded line end where the line ends; indentation
    is passed over.
    """
    value, at, end = str(scalar.value), scalar.start, scalar.end
    quote = text[at : at + 1]
    if quote in ("|", ">"):
        at = text.find("\n", at) + 1
    elif quote in ('"', "'"):
        at += 1
    escape = {'"': "\\", "'": "'"}.get(quote, "\n")
    places: list[int] = []
    for run in RUN.findall(value):
        if text[at : at + 1] != run[0] and run[0] not in " \n":
            at = behind_space(text, at, end)
        if text.startswith(run, at, end) and escape not in run:
            places += range(at, at + len(run))
            at += len(run)
            continue
        for char in run:
            if text[at : at + 1] != char and char not in " \n":
                at = behind_space(text, at, end)
            places.append(min(at, end))
            at += length_of(text, at, char, quote)
    places.append(max(end, places[-1] + 1 if places else scalar.start))
    return places


def behind_space(text: str, at: int, end: int) -> int:
    """The next offset up to `end` at which no space and no line end stands."""
    while at < end and text[at] in " \t\r\n":
        at += 1
    return at


def length_of(text: str, at: int, char: str, quote: str) -> int:
    """How many characters of the source stand for one of the value."""
    if quote == '"' and text[at : at + 1] == "\\":
        if char > "\uffff" and text[at + 1 : at + 2] == "u":
            return 12
        return {"u": 6, "x": 4, "U": 10}.get(text[at + 1 : at + 2], 2)
    if quote == "'" and char == "'":
        return 2
    return 1
