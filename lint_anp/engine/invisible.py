"""Characters that nobody sees: zero-width ones, turners of direction, soft hyphens."""

import re
import sys
from functools import cache

from lint_anp.engine.body_view import Spot
from lint_anp.frozen import make
from lint_anp.posts.cjk import SOUTH_EAST
from lint_anp.posts.measures import beyond_ascii

SUSPECT = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc]"
)

NAMES = {
    0x00AD: "soft hyphen",
    0x200B: "zero width space",
    0x200C: "zero width non-joiner",
    0x200D: "zero width joiner",
    0x200E: "left-to-right mark",
    0x200F: "right-to-left mark",
    0x2060: "word joiner",
    0xFEFF: "zero width no-break space",
}
JOINERS = "\u200c\u200d"
MARKS = "\u200e\u200f\u061c"
EMOJI_FROM = 0x2190
"""Code point from which on symbols and emoji are, which a zero width joiner may join."""


@cache
def joined_scripts() -> re.Pattern[str]:
    """A letter of scripts that need joiners, or are written from right to left."""
    return re.compile(
        "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff]"
    )


@cache
def scripts_without_spaces() -> re.Pattern[str]:
    """A letter of scripts where a zero width space tells where a line may break."""
    return re.compile(f"[{SOUTH_EAST}]")


def find_invisible(text: str, start: int = 0, end: int = sys.maxsize) -> tuple[Spot, ...]:
    """The invisible characters in a part of a text, each with its name as note, without those that
    languages and emoji need: joiners between letters of joining scripts and between emoji, marks of
    direction near scripts from right to left, zero width spaces in scripts without spaces."""
    if not SUSPECT.search(beyond_ascii(text[start:end])):
        return ()
    spots: list[Spot] = []
    for match in SUSPECT.finditer(text, start, end):
        char, at = match.group(), match.start()
        if not is_needed(text, at, char):
            spots.append(make(Spot, (char, at, at + 1, describe(char), 0)))
    return tuple(spots)


@cache
def describe(char: str) -> str:
    """An invisible character in words."""
    turns = "turns the direction of text" if "\u202a" <= char <= "\u2069" else "invisible"
    return f"U+{ord(char):04X} ({NAMES.get(ord(char), turns)})"


def is_needed(text: str, at: int, char: str) -> bool:
    """Whether the text around an invisible character gives it a use."""
    if char == "\u200d":
        around = text[max(0, at - 4) : at] + text[at + 1 : at + 5]
        if any(ord(near) >= EMOJI_FROM for near in around):
            return True
    if char == "\u200b":
        return scripts_without_spaces().search(text[max(0, at - 1) : at + 2]) is not None
    if char in JOINERS:
        return joined_scripts().search(text[max(0, at - 20) : at + 20]) is not None
    if char in MARKS or "\u2066" <= char <= "\u2069" or "\u202a" <= char <= "\u202e":
        return joined_scripts().search(text[max(0, at - 200) : at + 200]) is not None
    return False
