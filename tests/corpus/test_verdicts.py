"""What is judged at once is judged as by itself."""

import random
from collections.abc import Iterator

import numpy
import pytest

from lint_anp.corpus.compare import Comparison, Texts, join_families, vote
from lint_anp.corpus.verdict import MANY, STEADY, Verdict, judge
from lint_anp.corpus.verdicts import Found


def variants(seed: int) -> Iterator[str]:
    """Texts of some sources, more and more of whose words are others."""
    random.seed(seed)
    for source in range(12):
        words = [f"{source}w{n}" for n in range(random.choice((14, 30, 60)))]
        for _ in range(random.randrange(1, 20)):
            changed = random.random() / 2
            yield " ".join(
                f"x{random.random()}" if random.random() < changed else word for word in words
            )


def gather(seed: int) -> Comparison:
    """These texts, in few posts or many."""
    gathered = Texts()
    held: dict[int, list[str]] = {}
    for text in variants(seed):
        for _ in range(random.choice((1, 1, 1, 2, STEADY - 1, STEADY, MANY))):
            held.setdefault(random.randrange(40), []).append(text)
    for post, texts in sorted(held.items()):
        for text in texts:
            gathered.add(text, "", post)
    return Comparison(gathered)


def judged_alone(comparison: Comparison) -> dict[int, Verdict]:
    candidates: dict[int, list[int]] = {}
    pairs = vote(comparison, 0, len(comparison.texts))
    for one, other in zip(*(column.tolist() for column in pairs), strict=True):
        candidates.setdefault(one, []).append(other)
    return {
        text: judge(comparison, text, candidates.get(text, []))
        for text in range(len(comparison.texts))
    }


def links_of(found: Found, text: int) -> set[int]:
    return {other for one, other in zip(found.ones, found.others, strict=True) if one == text}


@pytest.mark.parametrize("seed", range(12))
def test_the_verdicts_on_many_texts_are_those_on_each(seed: int) -> None:
    comparison = gather(seed)
    alone = judged_alone(comparison)
    assert dict(comparison.repeats) == {
        text: verdict.repeat for text, verdict in alone.items() if verdict.repeat
    }
    for text, verdict in alone.items():
        assert links_of(comparison.found, text) == set(verdict.links)


def test_these_texts_are_judged_in_all_ways() -> None:
    comparisons = [gather(seed) for seed in range(12)]
    verdicts = [one for some in comparisons for one in judged_alone(some).values()]
    scores = [one.repeat.score for one in verdicts if one.repeat]
    assert any(score == 1 for score in scores)
    assert any(score < 0.33 for score in scores)
    assert any(one.repeat is None and one.links for one in verdicts)


def test_families_are_what_links_join() -> None:
    ones, others = numpy.array([[5, 4], [4, 3], [3, 2], [7, 6], [6, 8], [9, 9]]).T
    assert list(join_families(10, ones, others)) == [0, 1, 2, 2, 2, 2, 6, 6, 6, 9]
    none = numpy.empty(0, dtype=int)
    assert list(join_families(2, none, none)) == [0, 1]


@pytest.mark.parametrize("seed", range(20))
def test_families_do_not_depend_on_the_order_of_links(seed: int) -> None:
    random.seed(seed)
    size = 200
    links = [(random.randrange(size), random.randrange(size)) for _ in range(size)]
    parents = list(range(size))
    for _ in range(size):
        for one, other in links:
            parents[one] = parents[other] = min(parents[one], parents[other])
    assert list(join_families(size, *numpy.array(links).T)) == parents
