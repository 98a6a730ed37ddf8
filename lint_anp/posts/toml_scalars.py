"""TOML's scalar values (TOML 1.0): texts with their escapes, numbers, booleans, dates."""

import re
from datetime import date, datetime, time

from lint_anp.posts.tree import Plain

LONGEST_NUMBER = 300
DECIMAL = re.compile(r"[+-]?(?:0|[1-9](?:_?[0-9])*)")
PREFIXED = re.compile(r"0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*")
FLOAT = re.compile(
    r"[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?"
)
NOT_FINITE = re.compile(r"[+-]?(?:inf|nan)")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
TIME = re.compile(CLOCK)
MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](" + CLOCK + r")([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
ESCAPE = re.compile(r'\\(?:([btnfr"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([ \t]*\r?\n\s*))|\\')
SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class BadEscape(Exception):
    """A backslash that is no escape, at an offset in the text between the quotes."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def unescape(text: str, *, multiline: bool) -> str:
    """The meaning of the text between double quotes; raises BadEscape."""

    def meaning(match: re.Match[str]) -> str:
        short, four, eight, folded = match.groups()
        if short:
            return SHORT[short]
        code = int(four or eight, 16) if four or eight else -1
        if 0 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            return chr(code)
        if folded is not None and multiline:
            return ""
        raise BadEscape(match.start())

    return ESCAPE.sub(meaning, text) if "\\" in text else text


def read_bare(text: str) -> Plain:
    """The value of a scalar without quotes; a local time is its text. Raises ValueError."""
    if text == "true" or text == "false":
        return text == "true"
    if len(text) > LONGEST_NUMBER:
        raise ValueError(text)
    if DECIMAL.fullmatch(text):
        return int(text.replace("_", ""))
    if PREFIXED.fullmatch(text):
        return int(text.replace("_", ""), 0)
    if FLOAT.fullmatch(text) or NOT_FINITE.fullmatch(text):
        return float(text.replace("_", ""))
    if DAY.fullmatch(text):
        return date.fromisoformat(text)
    if TIME.fullmatch(text):
        time.fromisoformat(cut_fraction(text))
        return text
    if match := MOMENT.fullmatch(text):
        day, clock, zone = match.groups()
        return datetime.fromisoformat(f"{day}T{cut_fraction(clock)}{(zone or '').upper()}")
    raise ValueError(text)


def cut_fraction(clock: str) -> str:
    """A time of day with at most six digits of a second."""
    whole, point, fraction = clock.partition(".")
    return f"{whole}.{fraction[:6].ljust(6, '0')}" if point else whole
