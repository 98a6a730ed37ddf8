"""A text as words that can be compared: case, quotes and compatible characters folded."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

from lint_anp.frozen import make
from lint_anp.posts import measures
from lint_anp.posts.cjk import SOUTH_EAST
from lint_anp.posts.measures import MARKS, WORD

UNSPACED = f"{SOUTH_EAST}\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of scripts that set no spaces between words: Thai to Khmer, kana, Han, and Hangul,
whose words carry endings."""

FAR = "^\0-\u0dff\u1800-\u303f"
"""These and others, which few texts have; compiled in a quarter of the time."""

BEHIND_SCHEME = re.compile(r"[^\s<>\"')\]]+")
"""What of a URL follows its `://`."""

PARTS = f"({WORD.pattern})"
ASCII_PARTS = "([a-z0-9]++(?:'[a-z0-9]++)*+)"
"""Split a text into what stands between its words and these, in turn; the second is for ASCII in
lower case. Compiled where they are needed."""

LETTERS = f"{SOUTH_EAST}\u3040-\u30ff"
"""Characters of those scripts that stand for less than a syllable or for one of few."""

GRAM, LETTER_GRAM = 2, 3
"""Characters that stand for one word in such scripts: each two that follow each other, three where
letters are among them. Measured on 1,500 labelled posts each: F1 .996 in Chinese, .988 in Japanese;
with two characters Japanese has six times as many false alarms."""


class Spelling(NamedTuple):
    """A text as it is written, with single spaces for its white space; its words as they are
    compared; and where these begin and end in the text, in turn, and after them where it ends."""

    text: str
    words: list[str]
    edges: list[int]


@cache
def some_of(characters: str) -> re.Pattern[str]:
    """A run of some characters; compiled where it is needed, as that takes longer than reading a
    post."""
    return re.compile(f"[{characters}]+")


def has_unspaced(text: str) -> bool:
    """Whether a text has characters of scripts that set no spaces."""
    return some_of(FAR).search(text) is not None and some_of(UNSPACED).search(text) is not None


@cache
def token() -> re.Pattern[str]:
    """A run of characters without spaces, or a word of others."""
    other = rf"(?:(?![{UNSPACED}])[^\W_])+"
    return re.compile(rf"[{UNSPACED}]+|{other}(?:['’]{other}|[{MARKS}]+(?:{other})?)*")


def split_words(text: str) -> list[str]:
    """The words of a text, folded, so that two spellings of one are equal; URLs have none."""
    text = without_addresses(text)
    if text.isascii():
        return measures.split_words(text)
    if not has_unspaced(text):
        return fold_all(WORD.findall(text))
    return [fold(text[start:end]) for start, end in spans_of(text)]


def split_each(texts: Sequence[str]) -> list[list[str]]:
    """What split_words gives for each of some texts; most are split in one go."""
    return [
        lowered if text.isascii() and "://" not in text else split_again(text, lowered)
        for text, lowered in zip(texts, measures.split_all(texts), strict=True)
    ]


def split_again(text: str, lowered: list[str]) -> list[str]:
    """What split_words gives for a text of which `lowered` are the words in lower case."""
    if "://" in text or has_unspaced(text):
        return split_words(text)
    return fold_all(lowered)


def without_addresses(text: str) -> str:
    """A text with spaces in the place of its URLs, whose parts are alike without being repeated."""
    pieces: list[str] = []
    at = 0
    colon = text.find("://")
    while colon >= 0:
        start = colon
        while start > at and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        if start < colon and (rest := BEHIND_SCHEME.match(text, colon + 3)):
            pieces += text[at:start], " " * (rest.end() - start)
            at = rest.end()
        colon = text.find("://", max(at, colon + 1))
    return "".join((*pieces, text[at:])) if pieces else text


def fold_all(words: list[str]) -> list[str]:
    """Words as they are compared."""
    return [word.lower() if word.isascii() else fold(word) for word in words]


def fold(word: str) -> str:
    """A word as it is compared: NFKC, case folded, apostrophes straight, without spaces."""
    folded = unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
    return "".join(folded.split()) or word


def spans_of(text: str) -> list[tuple[int, int]]:
    """The spans of the words that split_words gives, in their order."""
    text = without_addresses(text)
    if text.isascii() or not has_unspaced(text):
        return [match.span() for match in WORD.finditer(text)]
    return [span for match in token().finditer(text) for span in cut(match, text)]


def spell(text: str) -> Spelling:
    """A text, with the words that split_words gives."""
    text = " ".join(text.split())
    shown = without_addresses(text)
    if not shown.isascii() and has_unspaced(shown):
        spans = spans_of(shown)
        words = [fold(shown[start:end]) for start, end in spans]
        return make(Spelling, (text, words, [*chain.from_iterable(spans), len(text)]))
    if shown.isascii():
        parts = re.split(ASCII_PARTS, shown.lower())
        words = parts[1::2]
    else:
        parts = re.split(PARTS, shown)
        words = fold_all(parts[1::2])
    return make(Spelling, (text, words, list(accumulate(map(len, parts)))))


def spell_words(words: str) -> Spelling:
    """Words with single spaces between, as a text of their own."""
    parts = "", *re.split("( )", words), ""
    return Spelling(words, words.split(" "), list(accumulate(map(len, parts))))


def cut(match: re.Match[str], text: str) -> Iterator[tuple[int, int]]:
    """The spans of a word, or of the overlapping pieces of a run of characters without spaces."""
    start, end = match.span()
    gram = LETTER_GRAM if some_of(LETTERS).search(text, start, end) else GRAM
    if some_of(UNSPACED).match(text[start]) is None or end - start <= gram:
        yield start, end
        return
    for at in range(start, end - gram + 1):
        yield at, at + gram


def is_unspaced(word: str) -> bool:
    """Whether a word is a piece of a script without spaces."""
    return not word.isascii() and has_unspaced(word[0])


def worth(words: str) -> float:
    """How many words some are worth, with single spaces between: the pieces of a script without
    spaces overlap, and each brings one character of its GRAM or LETTER_GRAM."""
    if words.isascii():
        return words.count(" ") + 1
    return sum([1 / len(word) if is_unspaced(word) else 1 for word in words.split(" ")])
