"""Which findings of a file are those of its earlier text.

A fingerprint tells, but for two kinds of text. A short one may stand in a post more than once:
where one TODO is mended and another comes in, each was the first TODO of its file, and only what
stands around them tells them apart. Prose is edited, and its finding stays what it was.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lint_anp.finding import Finding
from lint_anp.source import Location, Source

SUBJECT_LENGTH = 40
"""Characters of a finding's text that are told."""

SHORT = 4
"""Words of a text that may well stand in a post more than once."""

PROSE = 8
"""Words of a text that is edited rather than replaced by another; a URL is one."""

NEAR = 8
"""Words before a short text and behind it, or at both ends of prose, by which it is known again."""

REACH = 400
"""Code points in which these words are looked for."""

ALIKE = 0.5
"""The share of these words that an edited paragraph keeps."""

MOST_PAIRS = 10_000
"""Above this, edited places are paired in their order: to compare each with each takes too long."""

WORD = re.compile(r"\w+")
PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")
GAP = "…"


ReadSource = Callable[[str], Source | None]
"""Gives the text that a finding's path stands for; None where it cannot be had."""


class Known(NamedTuple):
    """By what a finding is known again: its rule, what it is about, its fingerprint, and words
    around a short text or of prose."""

    rule: str
    subject: str
    fingerprint: str
    near: str


def source_of(path: str) -> Source | None:
    """The text of a file; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return decode(path, file.read())
    except OSError:
        return None


def decode(path: str, data: bytes) -> Source:
    """The text of a file with this content, as findings count its lines and columns."""
    return Source(path, data.decode("utf-8-sig", "replace"))


def known_of(finding: Finding, read: ReadSource) -> Known:
    """By what a finding is known; without its text, its excerpt has to do."""
    near = near_of(finding, read)
    return Known(finding.rule, subject_of(finding), finding.fingerprint, near)


def subject_of(finding: Finding) -> str:
    """What a finding is about, for people: its pointer, or how its text begins."""
    place = finding.location
    if place.pointer:
        return place.pointer
    excerpt, first = place.excerpt
    start = place.column - first
    end = start + place.end_column - place.column if place.line == place.end_line else None
    text = " ".join(excerpt[start:end].split())
    return text if len(text) <= SUBJECT_LENGTH else text[: SUBJECT_LENGTH - 1] + "…"


def near_of(finding: Finding, read: ReadSource) -> str:
    """The words around a short text in its paragraph, or those at both ends of prose; "" for what
    its fingerprint tells well enough, and where there are none."""
    place = finding.location
    if place.pointer:
        return ""
    text, start, end = span_of(place, read(place.path))
    words = words_of(text[start:end])
    if len(words) > SHORT:
        is_prose = len(text[start:end].split()) >= PROSE
        return " ".join([*words[:NEAR], GAP, *words[NEAR:][-NEAR:]]) if is_prose else ""
    before = words_of(PARAGRAPH_END.split(text[max(0, start - REACH) : start])[-1])
    after = words_of(PARAGRAPH_END.split(text[end : end + REACH])[0])
    return " ".join([*before[-NEAR:], GAP, *after[:NEAR]]) if before or after else ""


def span_of(place: Location, source: Source | None) -> tuple[str, int, int]:
    """The text that a place is in, and where in it; its excerpt, where the text is another one, as
    that of standard input may be."""
    excerpt, first = place.excerpt
    start = place.column - first
    end = start + place.end_column - place.column if place.line == place.end_line else None
    marked = excerpt[start:end]
    if source is not None and place.end_line <= len(source.line_starts):
        at = source.line_starts[place.line - 1] + place.column - 1
        if source.text.startswith(marked, at):
            return source.text, at, source.line_starts[place.end_line - 1] + place.end_column - 1
    return excerpt, start, start + len(marked)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.casefold())


def pair(
    old: Sequence[Known], new: Sequence[Known], read: Callable[[], Source | None]
) -> dict[int, int]:
    """The numbers of new findings of a file, each with that of the old one that it is; `read` gives
    the file's text of today."""
    pairs = dict(pair_equal(old, new))
    taken = set(pairs.values())
    edited: dict[tuple[str, str], tuple[dict[int, str], dict[int, str]]] = {}
    for side, findings, done in ((0, old, taken), (1, new, pairs.keys())):
        for number, one in enumerate(findings):
            if one.near and number not in done:
                is_short = len(words_of(one.subject)) <= SHORT
                group = edited.setdefault((one.rule, one.subject if is_short else ""), ({}, {}))
                group[side][number] = one.near
    groups = [(before, now) for before, now in edited.values() if before and now]
    if groups:
        source = read()
        text = source.text if source else ""
        paragraphs = [frozenset(words_of(one)) for one in PARAGRAPH_END.split(text)]
        for before, now in groups:
            pairs.update(pair_edited(before, now, paragraphs))
    return pairs


def pair_equal(old: Sequence[Known], new: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """What is equal, first with what stands around it, then where nothing does on one side."""
    whole: dict[tuple[str, str, str], list[int]] = {}
    for number, one in enumerate(old):
        whole.setdefault((one.rule, one.fingerprint, one.near), []).append(number)
    found = {
        number: whole[key].pop()
        for number, one in enumerate(new)
        if whole.get(key := (one.rule, one.fingerprint, one.near))
    }
    yield from found.items()
    left = {
        (old[number].rule, old[number].fingerprint): number
        for numbers in whole.values()
        for number in numbers
    }
    for number, one in enumerate(new):
        other = left.get((one.rule, one.fingerprint))
        if number not in found and other is not None and not (one.near and old[other].near):
            yield number, left.pop((one.rule, one.fingerprint))


def pair_edited(
    old: Mapping[int, str], new: Mapping[int, str], paragraphs: Iterable[frozenset[str]]
) -> dict[int, int]:
    """Of findings of the same short text, those in paragraphs that are alike, and of those of prose
    themselves; the most alike first."""
    if len(old) * len(new) > MOST_PAIRS:
        return dict(zip(new, old, strict=False))
    before = {number: frozenset(near.split()) - {GAP} for number, near in old.items()}
    now = {number: frozenset(near.split()) - {GAP} for number, near in new.items()}
    ranked = sorted(
        (-len(was & words) / min(len(was), len(words)), number, other)
        for other, was in before.items()
        for number, words in now.items()
    )
    pairs: dict[int, int] = {}
    for unlike, number, other in ranked:
        if -unlike < ALIKE or number in pairs or other in pairs.values():
            continue
        if is_mended(before[other], now[number], paragraphs):
            continue
        pairs[number] = other
    return pairs


def is_mended(
    was: frozenset[str], words: frozenset[str], paragraphs: Iterable[frozenset[str]]
) -> bool:
    """Whether what stood around a finding stands in another paragraph rather than around this."""
    own = elsewhere = 0
    for paragraph in paragraphs:
        common = len(was & paragraph)
        if words <= paragraph:
            own = max(own, common)
        else:
            elsewhere = max(elsewhere, common)
    return elsewhere > own
