"""What a plain YAML scalar means: the core schema of YAML 1.2.2 (section 10.3), and dates."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from lint_anp.posts.tree import Plain

WORDS: dict[str, Plain] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
LONGEST_NUMBER = 300
"""Digits; Python refuses to read integers of more than 4,300, and no post holds one of 300."""


@cache
def timestamp() -> re.Pattern[str]:
    """A day and a time, perhaps with its zone."""
    return re.compile(
        r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})"
        r"(?:\.([0-9]*))?[ \t]*(Z|[-+][0-9]{1,2}(?::?[0-9]{2})?)?"
    )


def resolve(text: str) -> Plain:
    """The value of a plain scalar; what is no number, date, boolean or null is text.

    `no` is text, `012` is 12, `16:00` and `1_000` are text, an impossible date is text.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "0123456789+-." or len(text) > LONGEST_NUMBER:
        return text
    if len(text) == 10 and text[4] == text[7] == "-":
        return resolve_date(text)
    if INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if FLOAT.fullmatch(text):
        return float(text)
    if NOT_FINITE.fullmatch(text):
        return float(text.replace(".", ""))
    return resolve_date(text)


def resolve_date(text: str) -> date | datetime | str:
    """The day or the moment that a text names, else the text itself."""
    if len(text) < 10 or text[4] != "-":
        return text
    try:
        if len(text) == 10 and text[7] == "-":
            return date.fromisoformat(text)
        if match := timestamp().fullmatch(text):
            *parts, fraction, zone = match.groups()
            year, month, day, hour, minute, second = map(int, parts)
            microsecond = int((fraction or "0")[:6].ljust(6, "0"))
            return datetime(year, month, day, hour, minute, second, microsecond, read_zone(zone))
    except ValueError:
        pass
    return text


def read_zone(text: str | None) -> timezone | None:
    """The time zone of a timestamp: `Z`, `-5`, `-0500` or `-05:00`."""
    if not text:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
