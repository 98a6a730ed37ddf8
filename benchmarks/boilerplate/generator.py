"""Made-up posts of any number, each paragraph labelled with what it is, the same for a seed.

A post depends on the seed, the number of posts and its own number only, so that a corpus of any
size is written and judged post by post.
"""

import random
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Any

from benchmarks.boilerplate.corpus import Paragraph, Post
from benchmarks.boilerplate.paraphrase import (
    Template,
    add_noise,
    change_words,
    make_stock,
    make_template,
    paraphrase,
    repeat_with_changes,
)
from benchmarks.boilerplate.prose import Markov, Writer
from benchmarks.boilerplate.vocabulary import BRANDS, STACKS, TOOLS, TOPICS

RATES = (
    ("U", 1.0),
    ("HNphrase", 0.3),
    ("HNform", 0.3),
    ("HNmeta", 0.2),
    ("HNmarkov", 0.2),
    ("S", 0.3),
    ("X", 0.5),
    ("Tin", 0.8),
    ("ST", 0.3),
    ("Tout", 0.6),
    ("Tdense", 0.3),
    ("Psrc", 0.25),
    ("Ponly", 0.25),
    ("W", 0.11),
    ("L", 0.4),
)
"""Paragraphs of a label in a post, on average."""

CHANGED = (0.1, 0.15, 0.2, 0.25, 0.3)
DEGRADED = (0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6)
SMALL = ("Ponly", "Tin", "Ponly", "Tout", "X", "Tdense")

FORMULAS = (
    "This step is optional.",
    "Nothing else has to change.",
    "More on that further below.",
    "The order does not matter.",
    "Skip this in small teams.",
    "Ask first when in doubt.",
)
FIXED = (
    ("p", "This text may be shared by anyone who names its author and links to this page."),
    ("p", "We were given the device for testing, and nobody saw this review before you did."),
    (
        "quote",
        "Measure twice and cut once, and when you have measured twice, measure a third time.",
    ),
    (
        "code",
        "for name in keys: store.move(name, target=archive, keep=True, retries=3, quiet=False)",
    ),
)


class Generator:
    """The posts of a seed."""

    def __init__(self, posts: int, seed: int) -> None:
        self.posts = posts
        self.seed = seed
        scale = (posts / 2000) ** 0.58
        numbers = {"X": 40, "Tin": 50, "Tout": 45, "Tdense": 25, "Ponly": 40, "stock": 6}
        self.weights = {
            kind: list(accumulate(1 / (rank + 2) for rank in range(int(number * scale) + 1)))
            for kind, number in numbers.items()
        }
        self.source = cache(self.make_source)
        chance = self.chance_of("phrases")
        writer = Writer(chance)
        self.phrases = [
            " ".join(writer.paragraph(30).split()[2 : 2 + chance.randint(5, 8)]).strip(".,:;")
            for _ in range(20)
        ]
        self.markov = Markov([Writer(chance).paragraph() for _ in range(400)])
        self.extra = self.plan_extra()

    def chance_of(self, name: object) -> random.Random:
        """Chance that depends on the seed and a name only."""
        return random.Random(f"{self.seed} {name}")

    def make_source(self, group: str) -> Template:
        """What the members of a group are made of; without slots for copies and paraphrases."""
        chance = self.chance_of(group)
        writer = Writer(chance)
        kind = group.split("-")[0]
        if kind == "stock":
            return make_stock(writer)
        if kind == "Tdense":
            return make_template(writer.paragraph(18, 28), chance.randint(3, 4), chance, 0.5)
        if kind in ("Tin", "Tout"):
            text = writer.paragraph(28)
            return make_template(text, chance.randint(1, 4), chance, float(kind == "Tin"))
        return Template(writer.paragraph(24).split(), {})

    def plan_extra(self) -> dict[int, list[tuple[str, str, float]]]:
        """Small families, and paraphrases that are ever farther from each other: by post, the
        label, the group and the share of words changed."""
        chance = self.chance_of("extra")
        plan: defaultdict[int, list[tuple[str, str, float]]] = defaultdict(list)
        for number in range(70 + self.posts // 500):
            kind = SMALL[number % len(SMALL)]
            for post in chance.sample(range(self.posts), min(3 + number % 7, self.posts)):
                plan[post].append((kind, f"{kind}-small{number}", chance.choice(CHANGED)))
        for share in DEGRADED:
            for number in range(min(50, max(4, self.posts // 200))):
                group = f"D-{share}-{number}"
                for post in chance.sample(range(self.posts), min(6, self.posts)):
                    plan[post].append(("D", group, share))
        return plan

    def group(self, kind: str, chance: random.Random) -> str:
        """A group of a kind; few are frequent, many are rare."""
        weights = self.weights[kind]
        return f"{kind}-{bisect(weights, chance.random() * weights[-1])}"

    def __iter__(self) -> Iterator[Post]:
        return map(self.post, range(self.posts))

    def post(self, number: int) -> Post:
        """One post, its paragraphs in any order."""
        chance = self.chance_of(number)
        writer = Writer(chance)
        meta = make_meta(chance)
        values = values_of(meta)
        paragraphs: list[Paragraph] = []
        for label, rate in RATES:
            for _ in range(int(rate + chance.random())):
                paragraphs += self.make(label, writer, values)
        for label, group, share in self.extra.get(number, ()):
            paragraphs.append(self.member(label, group, share, writer, values))
        chance.shuffle(paragraphs)
        return Post(number, meta, paragraphs)

    def make(self, label: str, writer: Writer, values: list[str]) -> list[Paragraph]:
        """A paragraph of a label; a repeated one comes with the one that it repeats."""
        chance = writer.chance
        if label in self.weights:
            share = chance.choice(CHANGED)
            return [self.member(label, self.group(label, chance), share, writer, values)]
        if label == "Psrc":
            text = " ".join(self.source(group := self.group("X", chance)).words)
            return [Paragraph(label, paraphrase(text, chance.choice(CHANGED), chance), group=group)]
        if label == "W":
            text = writer.paragraph()
            again = repeat_with_changes(text, chance.choice((0, 2)), chance)
            return [Paragraph("U", text, repeated=True), Paragraph(label, again)]
        if label == "L":
            kind, text = chance.choice(FIXED)
            return [Paragraph(label, text, kind)]
        if label in ("S", "ST"):
            return [self.with_stock(label, writer, values)]
        return [Paragraph(label, self.negative(label, writer, values))]

    def member(
        self, label: str, group: str, share: float, writer: Writer, values: list[str]
    ) -> Paragraph:
        """A member of a group."""
        source = self.source(group)
        if label == "X":
            return Paragraph(label, add_noise(" ".join(source.words), writer.chance), group=group)
        if label == "Ponly":
            text = paraphrase(" ".join(source.words), share, writer.chance)
            return Paragraph(label, text, group=group)
        if label == "D":
            text = change_words(" ".join(source.words), share, writer.chance)
            return Paragraph(label, text, group=group)
        text, slots = source.fill(values, writer)
        return Paragraph(label, text, group=group, slots=slots)

    def with_stock(self, label: str, writer: Writer, values: list[str]) -> Paragraph:
        """A stock sentence behind unique text or behind a template."""
        group = self.group("Tin", writer.chance) if label == "ST" else None
        slots: tuple[tuple[int, int], ...] = ()
        if group:
            text, slots = self.source(group).fill(values, writer)
        else:
            text = writer.paragraph(30)
        stock, _ = self.source(self.group("stock", writer.chance)).fill(values, writer)
        start = len(text.split())
        span = (start, start + len(stock.split()))
        return Paragraph(label, f"{text} {stock}", group=group, slots=slots, stock=span)

    def negative(self, label: str, writer: Writer, values: list[str]) -> str:
        """Text that stands nowhere else, made hard to tell by its label's means."""
        chance = writer.chance
        if label == "HNmarkov":
            return self.markov.paragraph(chance)
        words = writer.paragraph().split()
        if label == "HNform":
            return " ".join([*words, chance.choice(FORMULAS)])
        inserted = {"HNphrase": [chance.choice(self.phrases)]}.get(label, [])
        if label == "HNmeta":
            inserted = chance.sample(values, chance.randint(2, 4))
        for value in inserted:
            words.insert(chance.randrange(2, len(words)), value)
        return " ".join(words)


def make_meta(chance: random.Random) -> dict[str, Any]:
    """What a post says about itself."""
    topic, stack = chance.choice(TOPICS), chance.choice(STACKS)
    return {
        "topic": topic,
        "stack": stack,
        "brand": chance.choice(BRANDS),
        "tools": chance.sample(TOOLS, 3),
        "entities": [topic, stack, chance.choice(TOPICS)],
        "number": str(chance.randint(100, 9999)),
    }


def values_of(meta: dict[str, Any]) -> list[str]:
    """The values that a template may be filled with; `brand` and `number` stand in no field."""
    return [meta["topic"], meta["stack"], meta["brand"], *meta["tools"], meta["entities"][2]]
