"""Runs of words that stand in two paragraphs of one post."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lint_anp.posts.measures import WORD
from lint_anp.posts.post import Block

SHORTEST_RUN = 12
"""Words; a verbatim run of so many hardly ever stands twice in a text by chance."""

STEP = SHORTEST_RUN // 2
"""A run of 12 words holds a whole 6-gram that begins at a multiple of 6."""

WHOLE_SHARE = 0.45
"""Of a paragraph's words; from there on the paragraph is repeated, not a sentence in it."""

SHORTEST_PARAGRAPH = int(SHORTEST_RUN / WHOLE_SHARE) + 1
"""Words; of a shorter one, any run makes up nearly half."""


class Run(NamedTuple):
    """A run of words in a paragraph: the block, its place in the block's text, its words, the block
    of the other paragraph that holds it, and where in its text it begins."""

    block: Block
    start: int
    end: int
    words: int
    other: Block
    other_start: int


Head = tuple[str, str, str]
"""The first, the third and the last word of a 6-gram."""


class Shared(NamedTuple):
    """That many words from a run's first one on stand in another paragraph, too, from its word `at`
    on."""

    words: int
    other: int
    at: int


def find_repeats(blocks: Sequence[Block], paragraphs: Sequence[list[str]]) -> list[Run]:
    """The runs of 12 words or more that two of some paragraphs share, without those that make up
    nearly half of one of the two; both places of each. `paragraphs` are the words of the blocks in
    lower case."""
    heads: set[Head] = set()
    met: set[Head] = set()
    sharing = set()
    long = [pair for pair in enumerate(paragraphs) if len(pair[1]) >= SHORTEST_PARAGRAPH]
    for number, words in long:
        if known := heads.intersection(heads_of(words)):
            met |= known
            sharing.add(number)
        heads.update(heads_of(words, STEP))
    anchors: dict[tuple[str, ...], tuple[int, int]] = {}
    shared: dict[tuple[int, int], Shared] = {}
    for number, words in long if met else ():
        if number in sharing:
            follow_anchors(anchors, paragraphs, number, shared)
        if not met.isdisjoint(heads_of(words, STEP)):
            for start, gram in enumerate(grams_of(words, STEP)):
                anchors.setdefault(gram, (number, start * STEP))
    return place_runs(blocks, shared)


def heads_of(words: list[str], step: int = 1) -> Iterator[Head]:
    """Of each 6-gram of some words that begins at a multiple of a step, what tells it from nearly
    all others in half the time."""
    return zip(words[::step], words[2::step], words[STEP - 1 :: step], strict=False)


def grams_of(words: list[str], step: int = 1) -> Iterator[tuple[str, ...]]:
    """The 6-grams of some words that begin at a multiple of a step."""
    return zip(*(words[offset::step] for offset in range(STEP)), strict=False)


def follow_anchors(
    anchors: Mapping[tuple[str, ...], tuple[int, int]],
    paragraphs: Sequence[list[str]],
    number: int,
    shared: dict[tuple[int, int], Shared],
) -> None:
    """Adds what a paragraph shares with those before it."""
    grams = list(grams_of(paragraphs[number]))
    at = 0
    while at < len(grams):
        found = anchors.get(grams[at])
        at += 1 if found is None else add_run(paragraphs, found, (number, at), shared)


def add_run(
    paragraphs: Sequence[list[str]],
    first: tuple[int, int],
    second: tuple[int, int],
    shared: dict[tuple[int, int], Shared],
) -> int:
    """Adds the run around a 6-gram that two paragraphs share, if it is long enough and neither is
    repeated as a whole; gives how far to go on behind the 6-gram."""
    (one, left), (two, right) = first, second
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
        shared.setdefault((one, start), Shared(length, two, begin))
        shared.setdefault((two, begin), Shared(length, one, start))
    return max(1, length - before - STEP + 1)


def place_runs(blocks: Sequence[Block], shared: Mapping[tuple[int, int], Shared]) -> list[Run]:
    """The runs with their places in the texts of their blocks."""
    runs = []
    numbers = {number for number, _ in shared} | {one.other for one in shared.values()}
    spans = {number: spans_of_words(blocks[number].text) for number in numbers}
    for number, at in sorted(shared):
        words, other, other_at = shared[number, at]
        start, end = spans[number][at][0], spans[number][at + words - 1][1]
        runs.append(
            Run(blocks[number], start, end, words, blocks[other], spans[other][other_at][0])
        )
    return runs


def spans_of_words(text: str) -> list[tuple[int, int]]:
    """The spans of the words of a text."""
    return [match.span() for match in WORD.finditer(text)]
