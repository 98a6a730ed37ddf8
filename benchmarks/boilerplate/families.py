"""Whether families are the groups that were planted, and whether their templates are exact."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from statistics import fmean
from typing import NamedTuple

from benchmarks.boilerplate.corpus import (
    MIN_POSTS,
    POSITIVE,
    Corpus,
    Paragraph,
    path_of,
    render,
    words_of,
)
from benchmarks.boilerplate.findings import Family, Findings

SLOT = "{}"
GAP = re.compile(r"\{[^{}]*\}")
EXACT = ("X", "Tin", "Tout", "Tdense")
"""Labels whose members have all words outside their slots in common."""

TEMPLATE_POSTS = 6


class FamilyQuality(NamedTuple):
    """B-cubed precision and recall (of each paragraph: the share of its family that is of its
    group, the share of its group that is in its family), the mean relative error of the number of
    posts, and how many templates of six posts and more are exact."""

    precision: float
    recall: float
    error: float
    exact: int
    templates: int


def score_families(corpus: Corpus, findings: Findings, groups: Mapping[str, int]) -> FamilyQuality:
    """Judges the families named by findings; a paragraph that was missed is a family of its own."""
    both: Counter[tuple[str, str]] = Counter()
    errors: list[float] = []
    exact: defaultdict[str, list[bool]] = defaultdict(list)
    for post in corpus():
        path = path_of(post.number)
        for paragraph, line in zip(post.paragraphs, render(post)[1], strict=True):
            group = paragraph.group
            if paragraph.label not in POSITIVE or not group or groups[group] < MIN_POSTS:
                continue
            family = findings.families.get((path, line))
            both[group, family.name if family else f"{path}:{line}"] += 1
            if not family:
                continue
            errors.append(abs(family.posts - groups[group]) / groups[group])
            if paragraph.label in EXACT and groups[group] >= TEMPLATE_POSTS:
                exact[group].append(is_exact(family, paragraph))
    precision, recall = b_cubed(both)
    return FamilyQuality(
        precision,
        recall,
        fmean(errors) if errors else 0.0,
        sum(2 * sum(each) > len(each) for each in exact.values()),
        len(exact),
    )


def b_cubed(both: Counter[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall from the number of paragraphs of each group in each family."""
    in_group: Counter[str] = Counter()
    in_family: Counter[str] = Counter()
    for (group, family), number in both.items():
        in_group[group] += number
        in_family[family] += number
    total = sum(both.values()) or 1
    precision = sum(number**2 / in_family[family] for (_, family), number in both.items())
    recall = sum(number**2 / in_group[group] for (group, _), number in both.items())
    return precision / total, recall / total


def is_exact(family: Family, paragraph: Paragraph) -> bool:
    """Whether a family's template has the fixed words of a member, and slots where it has them."""
    wanted: list[str] = []
    slots = {at for start, end in paragraph.slots for at in range(start, end)}
    for at, word in enumerate(words_of(paragraph.text)):
        add_word(wanted, SLOT if at in slots else word)
    shown: list[str] = []
    parts = GAP.split(family.template)
    for number, part in enumerate(parts):
        if number:
            add_word(shown, SLOT)
        shown += words_of(part)
    return wanted == shown


def add_word(words: list[str], word: str) -> None:
    """Adds a word or a slot; slots beside each other are one."""
    if word != SLOT or not words or words[-1] != SLOT:
        words.append(word)
