"""Texts made out of texts: copies with noise, templates filled anew, paraphrases."""

import random
from typing import NamedTuple

from benchmarks.boilerplate.prose import Writer, split_sentences
from benchmarks.boilerplate.vocabulary import NOUNS, PAST, PLURALS, VERBS

STRANGERS = [*NOUNS, *PLURALS, *VERBS, *PAST]
ENDS = ".,:;"


class Template(NamedTuple):
    """A paragraph's words, and which of them are slots: of the post's meta or of anything."""

    words: list[str]
    slots: dict[int, bool]

    def fill(self, values: list[str], writer: Writer) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text for one post, and the spans of its slots in words."""
        out: list[str] = []
        spans: list[tuple[int, int]] = []
        for at, word in enumerate(self.words):
            if at not in self.slots:
                out.append(word)
                continue
            value = writer.chance.choice(values) if self.slots[at] else writer.name()
            start = len(out)
            out += value.split()
            spans.append((start, len(out)))
            if word[-1] in ENDS:
                out[-1] += word[-1]
        return " ".join(out), tuple(spans)


def make_template(text: str, slots: int, chance: random.Random, meta: float) -> Template:
    """A template with that many slots, never neighbours; `meta` is the share filled from meta."""
    words = text.split()
    wanted: list[int] = []
    for at in chance.sample(range(2, len(words) - 2), len(words) - 4):
        if len(wanted) < slots and all(abs(at - other) > 3 for other in wanted):
            wanted.append(at)
    return Template(words, {at: chance.random() < meta for at in sorted(wanted)})


def make_stock(writer: Writer) -> Template:
    """A sentence of 16 to 24 words with a slot in its first or last quarter, so that twelve words
    and more stand verbatim beside it."""
    while True:
        words = writer.sentence().split()
        if 17 <= len(words) <= 24:
            at = writer.chance.choice((3, len(words) - 4))
            return Template(words, {at: True})


def add_noise(text: str, chance: random.Random) -> str:
    """The same words with other capitals, quotes or spaces."""
    kind = chance.random()
    if kind < 0.4:
        return text
    if kind < 0.6:
        return text[:1].lower() + text[1:]
    if kind < 0.8:
        return text.replace(", ", " , ").replace(". ", ".  ")
    words = text.split()
    at = chance.randrange(1, len(words) - 1)
    words[at] = f"“{words[at].strip(ENDS)}”" + words[at][len(words[at].rstrip(ENDS)) :]
    return " ".join(words)


def change_words(text: str, share: float, chance: random.Random) -> str:
    """A share of the words changed: most swapped for a stranger, some with one put before them,
    some left out."""
    out: list[str] = []
    for word in text.split():
        if chance.random() >= share:
            out.append(word)
            continue
        end = word[-1] if word[-1] in ENDS else ""
        kind = chance.random()
        if kind < 0.7:
            out.append(chance.choice(STRANGERS) + end)
        elif kind < 0.85:
            out += [chance.choice(STRANGERS), word]
        elif end and out:
            out[-1] = out[-1].rstrip(ENDS) + end
    return " ".join(out)


def paraphrase(text: str, share: float, chance: random.Random) -> str:
    """The words changed, in four of ten the sentences shuffled, in three of ten a clause added."""
    sentences = split_sentences(change_words(text, share, chance))
    if chance.random() < 0.4:
        chance.shuffle(sentences)
    if chance.random() < 0.3:
        clause = " ".join(chance.sample(STRANGERS, chance.randint(5, 8)))
        sentences.append(f"Put simply, {clause}.")
    return " ".join(sentences)


def repeat_with_changes(text: str, changes: int, chance: random.Random) -> str:
    """The text with so many of its words swapped."""
    words = text.split()
    for at in chance.sample(range(len(words)), changes):
        words[at] = chance.choice(STRANGERS)
    return " ".join(words)
