"""Precision and recall, label by label, of what was found in labelled posts."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from benchmarks.boilerplate.corpus import (
    MIN_POSTS,
    NEGATIVE,
    POSITIVE,
    Corpus,
    Paragraph,
    path_of,
    render,
)
from benchmarks.boilerplate.findings import NEAR, STOCK, WITHIN, Findings

SIZES = {"3-4": range(3, 5), "5-9": range(5, 10), "10-29": range(10, 30)}
FAMILY_OF_SIX = "D"


class Shares:
    """How many of each kind there are, and how many of these were hit."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.total: Counter[str] = Counter()

    def add(self, kind: str, hit: bool) -> None:
        """Counts one of a kind."""
        self.total[kind] += 1
        self.hits[kind] += hit

    def share(self, *kinds: str) -> float | None:
        """The share of some kinds that was hit, if there are any."""
        total = sum(self.total[kind] for kind in kinds)
        return sum(self.hits[kind] for kind in kinds) / total if total else None


class Quality:
    """The score of a corpus; `found` holds what must be found, `wrong` what must not."""

    def __init__(self, groups: Mapping[str, int]) -> None:
        self.groups = groups
        self.found = Shares()
        self.wrong = Shares()
        self.sizes = Shares()
        self.degraded = Shares()
        self.count: Counter[tuple[bool, bool]] = Counter()

    @property
    def precision(self) -> float:
        """The share of flagged paragraphs that are to be flagged."""
        true, false = self.count[True, True], self.count[False, True]
        return true / (true + false) if true + false else 0.0

    @property
    def recall(self) -> float:
        """The share of paragraphs to be flagged that are."""
        true, missed = self.count[True, True], self.count[True, False]
        return true / (true + missed) if true + missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, paragraph: Paragraph, rules: frozenset[str]) -> None:
        """Judges what was found on one paragraph."""
        label, near = paragraph.label, NEAR in rules
        if label == "W":
            self.found.add("W", bool(rules & {WITHIN, NEAR}))
            return
        if label == FAMILY_OF_SIX:
            self.degraded.add(str(paragraph.group).split("-")[1], near)
            return
        if paragraph.stock:
            self.found.add("stock", bool(rules))
        truth = self.truth(paragraph)
        if truth is None:
            return
        self.count[truth, near] += 1
        if truth:
            self.found.add(label, near)
            size = self.groups[str(paragraph.group)]
            name = next((name for name, sizes in SIZES.items() if size in sizes), "30 and more")
            self.sizes.add(name, near)
            return
        self.wrong.add(label, near)
        if label != "S":
            self.wrong.add("any rule", bool(rules))
            self.wrong.add("within", WITHIN in rules)
            self.wrong.add("stock", STOCK in rules)

    def truth(self, paragraph: Paragraph) -> bool | None:
        """Whether a paragraph must be flagged; None where both is fair: groups of two posts,
        paragraphs that are repeated in their own post, or of which a stock sentence is much."""
        if paragraph.repeated:
            return None
        if paragraph.label in NEGATIVE:
            if paragraph.stock and paragraph.label == "S":
                start, end = paragraph.stock
                return None if (end - start) / len(paragraph.text.split()) >= 0.4 else False
            return False
        if paragraph.label not in POSITIVE:
            return None
        size = self.groups.get(str(paragraph.group), 0)
        return True if size >= MIN_POSTS else False if size == 1 else None


def group_sizes(corpus: Corpus) -> dict[str, int]:
    """In how many posts each group stands."""
    sizes: Counter[str] = Counter()
    for post in corpus():
        sizes.update({each.group for each in post.paragraphs if each.group})
    return dict(sizes)


def score(corpus: Corpus, findings: Findings, groups: Mapping[str, int]) -> Quality:
    """Judges all paragraphs of a corpus."""
    quality = Quality(groups)
    for post in corpus():
        path = path_of(post.number)
        for paragraph, line in zip(post.paragraphs, render(post)[1], strict=True):
            quality.add(paragraph, findings.on(path, line))
    return quality


def degrees(shares: Shares) -> list[tuple[str, str]]:
    """The recall by the share of words changed, in order."""
    rows: defaultdict[float, str] = defaultdict(str)
    for name in shares.total:
        rows[float(name)] = f"{shares.share(name) or 0:.2f}"
    return [(f"{share:.0%}", rows[share]) for share in sorted(rows)]
