"""Runs of words that stand in two paragraphs of one post."""

from collections.abc import Sequence
from typing import NamedTuple

from lint_anp.posts.measures import WORD
from lint_anp.posts.post import Block

SHORTEST_RUN = 12
"""Words; a verbatim run of so many hardly ever stands twice in a text by chance."""

STEP = SHORTEST_RUN // 2
"""A run of 12 words holds a whole 6-gram that begins at a multiple of 6."""

WHOLE_SHARE = 0.45
"""Of a paragraph's words; from there on the paragraph is repeated, not a sentence in it."""


class Run(NamedTuple):
    """A run of words in a paragraph: the block, its place in the block's text, its words, and the
    block of the other paragraph that holds it."""

    block: Block
    start: int
    end: int
    words: int
    other: Block


def find_repeats(blocks: Sequence[Block], paragraphs: Sequence[list[str]]) -> list[Run]:
    """The runs of 12 words or more that two of some paragraphs share, without those that make up
    nearly half of one of the two; both places of each. `paragraphs` are the words of the blocks in
    lower case."""
    anchors: dict[tuple[str, ...], tuple[int, int]] = {}
    runs: dict[tuple[int, int], Run] = {}
    for number, words in enumerate(paragraphs):
        if len(words) < STEP:
            continue
        grams = list(zip(*(words[offset:] for offset in range(STEP)), strict=False))
        at = len(grams) if anchors.keys().isdisjoint(grams) else 0
        while at < len(grams):
            found = anchors.get(grams[at])
            if found is None:
                at += 1
                continue
            at += add_run(blocks, paragraphs, found, (number, at), runs)
        for start in range(0, len(grams), STEP):
            anchors.setdefault(grams[start], (number, start))
    return [runs[key] for key in sorted(runs)]


def add_run(
    blocks: Sequence[Block],
    paragraphs: Sequence[list[str]],
    first: tuple[int, int],
    second: tuple[int, int],
    runs: dict[tuple[int, int], Run],
) -> int:
    """Adds the run around a 6-gram that two paragraphs share, if it is long enough and neither is
    repeated as a whole; gives how far to go on behind the 6-gram."""
    (one, left), (two, right) = first, second
    if one == two:
        return 1
    mine, other = paragraphs[one], paragraphs[two]
    before = 0
    while before < min(left, right) and mine[left - before - 1] == other[right - before - 1]:
        before += 1
    length = before + STEP
    start, begin = left - before, right - before
    while (
        start + length < len(mine)
        and begin + length < len(other)
        and mine[start + length] == other[begin + length]
    ):
        length += 1
    whole = length >= WHOLE_SHARE * min(len(mine), len(other))
    if length >= SHORTEST_RUN and not whole:
        for number, at, beside in ((one, start, two), (two, begin, one)):
            span = span_of(blocks[number].text, at, length)
            runs.setdefault((number, at), Run(blocks[number], *span, length, blocks[beside]))
    return max(1, length - before - STEP + 1)


def span_of(text: str, first: int, length: int) -> tuple[int, int]:
    """The span of some words of a text."""
    matches = list(WORD.finditer(text.lower() if len(text.lower()) == len(text) else text))
    return matches[first].start(), matches[first + length - 1].end()
