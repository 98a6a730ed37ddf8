"""A text as words that can be compared: case, quotes and compatible characters folded."""

import re
import unicodedata
from typing import NamedTuple

from lint_anp.posts.cjk import CJK
from lint_anp.posts.measures import WORD

CJK_SET = CJK.pattern[1:-1]
TOKEN = re.compile(
    rf"[{CJK_SET}]|(?:(?![{CJK_SET}])[^\W_])+(?:['’](?:(?![{CJK_SET}])[^\W_])+)*"
)
"""Words, and each character of a script without spaces as one."""


class Grain(NamedTuple):
    """How finely texts of a script are cut: lengths in words, in characters for scripts without
    spaces.

    `shortest` is the shortest text that is compared; `gram` and `window` say how fingerprints are
    chosen; a common run counts from the two lengths of `runs` on; `discount` is taken off for what
    any two texts share; `run_gram` and `run_window` fingerprint verbatim runs of `run` words.
    """

    shortest: int
    gram: int
    window: int
    runs: tuple[int, int]
    discount: int
    run: int
    run_gram: int
    run_window: int


WORDS = Grain(12, 3, 3, (2, 3), 3, 12, 8, 5)
"""Measured on labelled corpora of English texts; see benchmarks/README.md."""

CHARACTERS = Grain(24, 5, 4, (4, 6), 6, 24, 16, 9)
"""Measured on Chinese and Japanese texts; see benchmarks/README.md."""


def split_words(text: str) -> list[str]:
    """The words of a text, folded, so that two spellings of a word are equal."""
    if text.isascii():
        return WORD.findall(text.lower())
    pattern = TOKEN if CJK.search(text) else WORD
    return [fold(word) for word in pattern.findall(text)]


def fold(word: str) -> str:
    """A word as it is compared: NFKC, case folded, apostrophes straight."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
    return folded.replace(" ", "") or word


def spans_of(text: str) -> list[tuple[int, int]]:
    """The spans of the words that split_words gives, in their order."""
    pattern = WORD if text.isascii() or not CJK.search(text) else TOKEN
    return [match.span() for match in pattern.finditer(text)]


def join_words(words: list[str]) -> str:
    """Words as one text with a space around each, so that a run of them is a part of it."""
    return f" {' '.join(words)} "


def grain_of(words: list[str], text: str) -> Grain:
    """How finely a text is cut: by characters where these are more than half of its words."""
    if text.isascii():
        return WORDS
    return CHARACTERS if 2 * sum(map(is_cjk, words)) > len(words) else WORDS


def is_cjk(word: str) -> bool:
    """Whether a word is a character of a script without spaces."""
    return len(word) == 1 and CJK.match(word) is not None
