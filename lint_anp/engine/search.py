"""Phrases and patterns looked for in the texts of a post, and where they stand in its source."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from lint_anp.engine.body_view import BodyView, Spot
from lint_anp.frozen import make
from lint_anp.posts.measures import WORD
from lint_anp.posts.post import Block

MOST_AT_ONCE = 200
"""Texts that one pattern looks for; with a thousand it is slower than a search for each."""


@lru_cache(maxsize=256)
def compiled_pattern(pattern: str) -> Any:
    """A regular expression on RE2, which takes linear time; raises ValueError where it is none."""
    import re2

    quiet = re2.Options()
    quiet.log_errors = False
    try:
        return re2.compile(pattern, quiet)
    except re2.error as error:
        reason = error.args[0]
        words = reason.decode() if isinstance(reason, bytes) else reason
        raise ValueError(f"not a regular expression: {words}") from None


def matches(text: str, pattern: str) -> bool:
    """Whether a regular expression is found in a text."""
    return compiled_pattern(pattern).search(for_re2(text)) is not None


def for_re2(text: str) -> str | bytes:
    """A text as RE2 reads it fastest: bytes, where offsets in them are those of characters."""
    return text.encode() if text.isascii() else text


@lru_cache(maxsize=8)
def lowered(text: str) -> str:
    """The text in lower case; several rules ask for that of one body."""
    return text.lower()


def contains(text: str, part: str) -> bool:
    """Whether a text holds another, upper and lower case alike."""
    return part.lower() in lowered(text)


def contains_any(text: str, parts: Sequence[str]) -> bool:
    """Whether a text holds one of several, upper and lower case alike."""
    parts = tuple(parts)
    if not text:
        return "" in parts
    if len(parts) > MOST_AT_ONCE:
        low = lowered(text)
        return any(part in low for part in lowered_all(parts))
    if not parts or (is_sought(parts) and holds_nothing(text, len(SOUGHT))):
        return False
    return one_of(parts).search(for_re2(lowered(text))) is not None


SOUGHT: dict[tuple[str, ...], None] = {}
"""Lists of texts that rules look for, in the order in which they first did: MOST_AT_ONCE texts in
all, as some lists are those of a post alone."""


def is_sought(parts: tuple[str, ...]) -> bool:
    """Whether a list of texts is among SOUGHT, to which it is added where there is room."""
    if parts not in SOUGHT and sum(map(len, SOUGHT)) + len(parts) <= MOST_AT_ONCE:
        SOUGHT[parts] = None
    return parts in SOUGHT


@lru_cache(maxsize=8)
def holds_nothing(text: str, lists: int) -> bool:
    """Whether a text holds nothing of the first so many lists of SOUGHT. Most bodies do not, and
    one pass tells it to all rules."""
    texts = tuple(chain.from_iterable(islice(SOUGHT, lists)))
    return one_of(texts).search(for_re2(lowered(text))) is None


@lru_cache(maxsize=64)
def one_of(texts: tuple[str, ...]) -> Any:
    """The pattern that finds one of some texts in lower case, in one pass for all of them."""
    import re2

    return re2.compile("|".join(map(re2.escape, lowered_all(texts))))


@lru_cache(maxsize=64)
def lowered_all(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts in lower case."""
    return tuple(text.lower() for text in texts)


def whole_word(text: str, at: int, length: int) -> bool:
    """Whether no letter or digit stands directly before and behind a part of a text."""
    before, after = text[at - 1 : at] if at else "", text[at + length : at + length + 1]
    return not (before.isalnum() and text[at].isalnum()) and not (
        after.isalnum() and text[at + length - 1].isalnum()
    )


def find(body: BodyView, phrases: Sequence[str]) -> list[Spot]:
    """Where one of the phrases stands in a body's prose, as whole words and outside code spans,
    upper and lower case alike."""
    if not body.text:
        return []
    if len(phrases) <= MOST_AT_ONCE and not contains_any(body.text, phrases):
        return []
    low = lowered(body.text)
    all_words, words_by_phrase = words_of_all(tuple(phrases))
    met = all_words.intersection(body.lowered_words)
    wanted = [phrase for phrase, words in words_by_phrase if words <= met and phrase in low]
    return [spot for block in body.prose for spot in find_in(block, wanted)] if wanted else []


def find_in(block: Block, phrases: Sequence[str]) -> Iterator[Spot]:
    """Where phrases in lower case stand in a block."""
    text = block.text.lower()
    if len(text) != len(block.text):  # a letter such as İ became two
        text = block.text
    for phrase in phrases:
        at = text.find(phrase)
        while at >= 0:
            if whole_word(text, at, len(phrase)) and not in_code(block, at):
                yield spot_in(block, at, at + len(phrase))
            at = text.find(phrase, at + len(phrase))


def find_pattern(blocks: Iterable[Block], pattern: str) -> list[Spot]:
    """Where a regular expression is found in blocks, outside code spans; the spot is the group that
    took part last, else the whole match."""
    expression = compiled_pattern(pattern)
    spots = []
    for block in blocks:
        for match in expression.finditer(for_re2(block.text)):
            start, end = match.span(match.lastindex or 0)
            if end > start and not in_code(block, start):
                spots.append(spot_in(block, start, end))
    return spots


def in_code(block: Block, offset: int) -> bool:
    """Whether an offset of a block's text lies in a code span."""
    if not block.code:
        return False
    number = bisect_left(block.code, (offset + 1,))
    return number > 0 and offset < block.code[number - 1][1]


def spot_in(block: Block, start: int, end: int, note: str = "") -> Spot:
    """A part of a block's text as a place in the source."""
    spot: Spot = make(Spot, (block.text[start:end], *block.source_span(start, end), note, 0))
    return spot


@lru_cache(maxsize=64)
def words_of_all(
    phrases: tuple[str, ...],
) -> tuple[frozenset[str], tuple[tuple[str, frozenset[str]], ...]]:
    """All words of some phrases, and the phrases in lower case, each with its words."""
    lows = filter(None, lowered_all(phrases))
    pairs = tuple((phrase, frozenset(WORD.findall(phrase))) for phrase in lows)
    return frozenset().union(*(words for _, words in pairs)), pairs
