"""Text from posts made safe and measurable for a terminal."""

import re
from functools import cache

TAB = "    "


@cache
def unsafe() -> re.Pattern[str]:
    """A character that moves the cursor, turns the direction of text, or shows nothing."""
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f"
        "\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
    )


def safe(text: str) -> str:
    """The text in one line, with `·` for each character that a terminal would act on."""
    return mask(text.replace("\t", " ").replace("\n", " "))


def safe_line(text: str) -> str:
    """A line of a source as a terminal shows it: tabs as four spaces."""
    return mask(text.replace("\t", TAB))


def mask(text: str) -> str:
    """The text with `·` for each unsafe character."""
    return text if text.isprintable() else unsafe().sub("·", text)


def columns(text: str) -> int:
    """The columns that a text takes in a terminal; wide characters and emoji take two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width: int = wcswidth(text)
    return width if width >= 0 else len(text)


def as_bytes(text: str | bytes) -> bytes:
    """Text as UTF-8, unless it is already; a file name need not be text."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
