"""Prose that nobody wrote: grammatical sentences about nothing, no two of which are alike.

A paragraph draws half of its nouns from a few that its post is about, as real prose does, so that
neighbours share words; no run of twelve words is likely to return, even among a million paragraphs.
"""

import random
import re
from collections import defaultdict
from itertools import pairwise

from benchmarks.boilerplate.vocabulary import (
    ADJECTIVES,
    ADVERBS,
    NOUNS,
    PAST,
    PLURALS,
    VERBS,
    listed,
)

PREPOSITIONS = listed("""
above across after against along among around behind below beneath beside between beyond by despite
during from inside into near off outside over past through toward under until upon with within
without
""")
DETERMINERS = listed("""
the the the a this that each every one another our their her his no some any
""")
PEOPLE = listed("we they nobody everyone somebody she he people few most others")
MODALS = listed("could should might must would can may will")
LINKS = listed("because although while unless whenever before after since wherever so but and yet")
NUMBERS = listed("""
two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
""")

WORDS = {
    "n": NOUNS,
    "s": PLURALS,
    "v": VERBS,
    "d": PAST,
    "j": ADJECTIVES,
    "r": ADVERBS,
    "p": PREPOSITIONS,
    "t": DETERMINERS,
    "w": PEOPLE,
    "m": MODALS,
    "l": LINKS,
    "c": NUMBERS,
}

SHAPES = """
t j n d t n p t n
w m r v t n p c j s
t n of t j n d c s r
p t n w d t j s and t n
s p t n m v t j n
w d that t n m v j s p t n
c s d p t n and c r d t j n
r t n p t j s d t n
to v t n w m v t j n p s
if t n d s then w m v t n r
t j s of t n p c s m v r
w r d t n l t j n d s
t n that w d p t n d j s
neither t n nor t j n d s p t n
what t n d p t j n w m v r
j s v s p t n
t n m not v t j s p t n
how w d t n p s m v c j s
t n and t n p t n d j s r
instead of t n w d c j s p t n
more s than s d p t j n
t n was j and r j p t n
w v t n as j as t n p s
it was t j n that d t s p t n
there were c j s p t n and t n
""".strip().split("\n")

JOINTS = (".", ".", ".", ", {l} ", ", {l} ", ": ", "; ")


def compile_shape(shape: str) -> list[tuple[str, list[str] | None]]:
    """A shape as words that stand and kinds of words to choose."""
    return [(part, WORDS.get(part)) for part in shape.split()]


COMPILED = [compile_shape(shape) for shape in SHAPES]


class Writer:
    """Writes for one post: with a few nouns of its own, out of its own chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.own = chance.sample(range(len(NOUNS)), 14)

    def word(self, kind: str, words: list[str]) -> str:
        """A word of a kind; half of the nouns are the post's own."""
        uniform = self.chance.random
        if kind in "ns" and uniform() < 0.5:
            return words[self.own[int(uniform() * 14)]]
        return words[int(uniform() * len(words))]

    def clause(self) -> str:
        """A clause without its capital and its stop."""
        shape = COMPILED[int(self.chance.random() * len(COMPILED))]
        return " ".join(
            [part if words is None else self.word(part, words) for part, words in shape]
        )

    def sentence(self) -> str:
        """One clause or two."""
        joint = self.chance.choice(JOINTS)
        if joint == ".":
            text = self.clause()
        else:
            joint = joint.format(l=self.word("l", LINKS))
            text = self.clause() + joint + self.clause()
        return text[:1].upper() + text[1:] + "."

    def paragraph(self, least: int = 22, most: int = 75) -> str:
        """Sentences of `least` words and more, cut at `most`."""
        wanted = self.chance.randint(least, most - 12 if most - 12 > least else most)
        sentences: list[str] = []
        words = 0
        while words < wanted:
            sentence = self.sentence()
            length = sentence.count(" ") + 1
            if sentences and words + length > most:
                if words >= least:
                    break
                continue
            sentences.append(sentence)
            words += length
        return " ".join(sentences)

    def name(self) -> str:
        """One to four words that no meta names."""
        return " ".join(self.chance.sample(NOUNS, self.chance.randint(1, 4)))


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return re.split(r"(?<=[.!?]) ", text)


class Markov:
    """Random text in which each word follows one that it followed somewhere in real paragraphs."""

    def __init__(self, texts: list[str]) -> None:
        self.next: defaultdict[str, list[str]] = defaultdict(list)
        self.starts: list[str] = []
        for text in texts:
            words = text.split()
            self.starts.append(words[0])
            for one, two in pairwise(words):
                self.next[one.strip(".,:;")].append(two)

    def paragraph(self, chance: random.Random) -> str:
        """Between 25 and 55 words."""
        words = [chance.choice(self.starts)]
        for _ in range(chance.randint(24, 54)):
            follow = self.next.get(words[-1].strip(".,:;"))
            words.append(chance.choice(follow or self.starts))
        return " ".join(words).rstrip(".,:;") + "."
