"""A YAML parser's complaints in an editor's words, each at the place that has to be mended."""

from typing import Any

from lint_anp.posts.post import Fault

DEPTH_LIMIT = 256
"""Levels of nesting; the deepest of 54,000 real front matters had 9."""


class Problem(Exception):
    """What makes a document unreadable, at an offset in it."""

    def __init__(self, at: int, length: int, words: str) -> None:
        super().__init__(words)
        self.at = at
        self.length = length
        self.words = words

    def fault(self, text: str, start: int) -> Fault:
        """The finding it becomes, for a document that starts at the offset `start` of a text."""
        at = self.at + start
        end = min(at + self.length, len(text))
        return Fault("meta-unreadable", at, end, {"problem": self.words})


def describe_alias(at: int, name: str) -> Problem:
    """An alias that stands for nothing."""
    return Problem(
        at,
        len(name) + 1,
        f"'*{name}' refers to a value marked '&{name}', and there is none; "
        "put the text in quotes if it is meant as text",
    )


def describe_error(error: Exception, document: str) -> Problem:
    """A parser's error as a problem with its place."""
    complaint = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    at = index_of(getattr(error, "problem_mark", None))
    opened = index_of(getattr(error, "context_mark", None))
    if at is None and (control := find_control(document)) is not None:
        return describe_control(control, document)
    at = min(at if at is not None else opened or 0, len(document))
    char = document[at : at + 1]
    if (
        "quoted scalar" in context and "end of stream" in complaint
    ) or "document indicator" in complaint:
        return Problem(opened or 0, 1, "the quote that opens here is never closed; close it")
    if "mapping values are not allowed" in complaint:
        return Problem(at, 1, describe_colon(document, at))
    if "maximum nesting depth" in complaint:  # libyaml's, of tokens that make no event yet
        return Problem(at, 1, f"nested deeper than {DEPTH_LIMIT} levels")
    if "tab" in complaint or (char == "\t" and "cannot start any token" in complaint):
        return Problem(at, 1, "a tab where YAML wants spaces; indent with spaces")
    if "cannot start any token" in complaint:
        return Problem(at, 1, f"a value cannot start with '{char}'; put it in quotes")
    if "unknown escape character" in complaint or "expected hexdecimal number" in complaint:
        at = document.rindex("\\", 0, at + 1)  # the mark stands on it, or behind its letter
        escape = document[at : at + 2]
        return Problem(
            at,
            2,
            f"'{escape}' is no escape in double quotes; write '\\{escape}' or use single quotes",
        )
    if "flow" in context and (opened := open_bracket(document, at)) is not None:
        bracket = document[opened]
        return Problem(
            opened, 1, f"the '{bracket}' that opens here is not closed, or a comma is missing in it"
        )
    if "expected ':'" in complaint:
        where = opened if opened is not None else at
        line = document[where:].split("\n", 1)[0].rstrip()
        return Problem(
            where, max(1, len(line)), "a line without 'key: value'; add the colon or indent it"
        )
    if "did not find expected" in complaint or "not allowed" in complaint:
        return Problem(
            at, 1, "this does not continue what stands above it; check its indentation and quotes"
        )
    if "undefined tag handle" in complaint:
        return Problem(at, 1, "a value cannot start with '!' like this; put it in quotes")
    return Problem(at, 1 if char.strip() else 0, f"not YAML: {complaint}")


def describe_colon(document: str, at: int) -> str:
    """Why a colon may not stand at an offset: its line has one already, or continues a value."""
    line = document[document.rfind("\n", 0, at) + 1 : at]
    if ": " in line or line.rstrip("'\"").endswith(":"):
        return "a second ': ' in one value; put the value in quotes"
    return (
        "this line continues the value above it, which cannot hold ': '; "
        "check the indentation, or whether the line above lacks its colon"
    )


def open_bracket(document: str, at: int) -> int | None:
    """The offset of the innermost bracket that is open at an offset, quotes left aside."""
    depth = 0
    for offset in range(min(at, len(document)) - 1, -1, -1):
        if document[offset] in "]}":
            depth += 1
        elif document[offset] in "[{":
            if not depth:
                return offset
            depth -= 1
    return None


def index_of(mark: Any) -> int | None:
    """The offset of a parser's mark."""
    return None if mark is None else int(mark.index)


def find_control(document: str) -> int | None:
    """The offset of the first character that YAML forbids."""
    for offset, char in enumerate(document):
        if (char < " " and char not in "\t\n\r") or ("\x7f" <= char < "\xa0" and char != "\x85"):
            return offset
        if "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff":
            return offset
    return None


def describe_control(at: int, document: str) -> Problem:
    """A character that YAML forbids."""
    return Problem(
        at, 1, f"the invisible character U+{ord(document[at]):04X} is not allowed; delete it"
    )
