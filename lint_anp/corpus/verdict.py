"""Whether a text is repeated: it is held beside its candidates, and what they hold of it counts."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from lint_anp.corpus.overlap import DISCOUNT, Grams, Overlap, overlap

ANCHOR_POSTS = 3

STEADY = 6
"""Posts of a text from which one more or less changes no score of another text."""

WEAK, SCORE = 0.15, 0.33
POOLED, THIRD = 0.40, 0.20
"""Score from which a text supports another one; where two others reach SCORE, or three reach THIRD
and two of them hold POOLED of its words together, it is repeated. Measured on 2,000 and 20,000
labelled posts: F1 .9986 and .9990, .06 and .10 % of unique texts found."""

MANY, FAINT = 24, 0.24
"""Posts of a text from which it is taken to be a template, so that less of it is enough: chance
finds it among few such texts, not among all. Measured on 20,000 labelled posts: of paraphrases
whose source others hold, .998 are found instead of .988, of unique texts .13 % instead of .12.
From 12 posts on, texts that share a phrase with a template are found, too."""

LINKS = ((0.30, 0.44), (0.20, 0.30))
"""Of two texts of one family: the lesser of both scores, and their mean; the second pair for a
repeated text and the one that it is most like. Measured on the same posts: B-cubed precision 1.0,
recall .997, error of the number of posts .7 %."""


class Repeat(NamedTuple):
    """What is known of a text that others hold: how much of it the second other post holds, and
    the texts near it, the nearest first, with how much each of them holds."""

    score: float
    near: Sequence[int]
    near_scores: Sequence[float]

    def nearer_than(self, least: float) -> Sequence[int]:
        """The texts that hold so much of it."""
        return self.near[: sum([score >= least for score in self.near_scores])]


class Beside(NamedTuple):
    """A candidate held beside a text: its place among the candidates, and what they share."""

    place: int
    text: int
    words: int
    found: Overlap


class Verdict(NamedTuple):
    """What comparing a text gave: what is known of it if it is repeated, and the texts of its
    family."""

    repeat: Repeat | None
    links: tuple[int, ...]


class Compared(Protocol):
    """What judging a text asks of the others: their hashed runs, and the posts that hold them."""

    @property
    def posts(self) -> Any: ...

    def grams(self, text: int) -> Grams: ...


def judge(compared: Compared, text: int, others: Sequence[int]) -> Verdict:
    """Holds a text beside its candidates."""
    grams = compared.grams(text)
    return decide(compared, text, grams.words, hold_beside(compared, grams, others))


def decide(compared: Compared, text: int, size: int, near: list[Beside]) -> Verdict:
    """The verdict on a text of `size` words from the candidates that hold enough of it."""
    links = [one.text for one in near if are_linked(one.found.score, size, one.words, LINKS[0])]
    near.sort(key=lambda one: (-one.found.score, one.place))
    score = support(compared, text, size, near)
    if score is None:
        return Verdict(None, tuple(links))
    if near and are_linked(near[0].found.score, size, near[0].words, LINKS[1]):
        links.append(near[0].text)
    texts = array("Q", [one.text for one in near])
    repeat = Repeat(score, texts, array("d", [one.found.score for one in near]))
    return Verdict(repeat, tuple(dict.fromkeys(links)))


def are_linked(score: float, size: int, other: int, least: tuple[float, float]) -> bool:
    """Whether two texts are of one family; what they share is taken to be as long in both."""
    back = score * size / other
    return min(score, back) >= least[0] and score + back >= 2 * least[1]


def hold_beside(compared: Compared, grams: Grams, others: Sequence[int]) -> list[Beside]:
    """The candidates that hold enough of a text."""
    pairs = set(grams.pairs)
    fewest = (WEAK * grams.words + DISCOUNT) / 2 if len(pairs) == len(grams.pairs) else 0
    near = []
    for place, other in enumerate(others):
        beside = compared.grams(other)
        if len(pairs.intersection(beside.pairs)) < fewest:
            continue
        found = overlap(grams, frozenset(beside.pairs), frozenset(beside.triples), WEAK)
        if found.score >= WEAK:
            near.append(Beside(place, other, beside.words, found))
    return near


def support(compared: Compared, text: int, size: int, near: list[Beside]) -> float | None:
    """How much of a text the second of the other posts holds, the best first; None where that is
    not enough for a repetition, what two hold together is not, and none of their texts stands in
    so many posts that it would be."""
    seen = set(compared.posts[text])
    held = len(seen)
    scores = [1.0] * (held - 1)
    new = []
    faint = 0.0
    for one in near:
        posts = compared.posts[one.text]
        more = len(posts)
        if more >= MANY:
            faint = max(faint, one.found.score)
        if more < STEADY:
            more = len(seen.union(posts)) - len(seen)
            seen.update(posts)
        scores += [one.found.score] * min(more, ANCHOR_POSTS)
        new.append(more)
    if len(scores) < 2:
        return None
    if scores[1] >= SCORE:
        return scores[1]
    if len(scores) > 2 and scores[2] >= THIRD:
        covered = (one.found.covered for one in near)
        if pooled(size, held, zip(new, covered, strict=True)) >= POOLED:
            return scores[1]
    return faint if faint >= FAINT else None


def pooled(size: int, held: int, near: Iterable[tuple[int, int]]) -> float:
    """The share of a text of `size` words, which `held` posts hold as a whole, that two other posts
    hold together; `near` has for each text that holds part of it how many posts that adds, and the
    words covered."""
    whole = int.from_bytes(b"\1" * size, "little")
    once, twice = (whole if held > 1 else 0), (whole if held > 2 else 0)
    for more, covered in near:
        if more:
            twice |= once & covered
            once |= covered
        if more > 1:
            twice |= covered
    return (twice.bit_count() - DISCOUNT) / size
