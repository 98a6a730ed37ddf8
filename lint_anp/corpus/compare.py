"""The texts of a corpus compared with each other: which stand in others, and which are one family.

Vote and verify: texts that share fingerprints vote for each other, the best are held side by side.
All that is found depends on the set of texts and posts only, not on their order.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from lint_anp.corpus.fingerprints import Fingerprints, fingerprint, hash_words, mark_of, text_id
from lint_anp.corpus.overlap import DISCOUNT, Grams, Overlap, overlap

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, Any]

LIST_LIMIT = 24
"""Texts of a fingerprint's list that are looked at: those that stand in three posts or more before
others, then by their hashed numbers. Measured on 20,000 labelled posts: 64 finds no more."""

CANDIDATES = 8
"""Texts with the most common fingerprints that are held beside a text; 16 find no more."""

ANCHOR_POSTS = 3

STEADY = 6
"""Posts of a text from which one more or less changes no score of another text."""

WEAK, SCORE = 0.15, 0.33
POOLED, THIRD = 0.40, 0.20
"""Score from which a text supports another one; where two others reach SCORE, or three reach THIRD
and two of them hold POOLED of its words together, it is repeated. Measured on 2,000 and 20,000
labelled posts: F1 .9986 and .9990, .06 and .10 % of unique texts found."""

LINKS = ((0.30, 0.44), (0.20, 0.30))
"""Of two texts of one family: the lesser of both scores, and their mean; the second pair for a
repeated text and the one that it is most like. Measured on the same posts: B-cubed precision 1.0,
recall .997, error of the number of posts .7 %."""

CHUNK = 4_000_000
"""Votes counted at once: 32 MB."""


class Near(NamedTuple):
    """A text that holds part of another one."""

    text: int
    score: float


class Repeat(NamedTuple):
    """What is known of a text that others hold: how much of it the second other post holds, and
    the texts near it, the nearest first."""

    score: float
    near: tuple[Near, ...]


class Texts:
    """Distinct texts and the posts that hold them, gathered before they are compared."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.posts: list[int | list[int]] = []

    def add(self, text: str, kind: str, post: int) -> int:
        """Adds a text of a post, its words with single spaces between; gives its number for now.
        Posts are added in the order of their numbers."""
        key = text_id(text, kind)
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.texts)
            self.texts.append(text)
            self.kinds.append(mark_of(kind))
            self.posts.append(post)
            return number
        posts = self.posts[number]
        if isinstance(posts, int):
            if posts != post:
                self.posts[number] = [posts, post]
        elif posts[-1] != post:
            posts.append(post)
        return number


class Known(NamedTuple):
    """What is known of some texts, by their ids: how they are repeated, and their families."""

    repeats: Mapping[int, Repeat]
    families: Mapping[int, int]


class Comparison:
    """All texts of a corpus, numbered by their hashes, with what is common to them."""

    def __init__(self, gathered: Texts, known: "Known | None" = None) -> None:
        """Compares the texts, unless it is `known` what a comparison with more texts gave."""
        import numpy

        ids = list(gathered.numbers)
        self.order = sorted(range(len(ids)), key=ids.__getitem__)
        self.rank = [0] * len(ids)
        for place, number in enumerate(self.order):
            self.rank[number] = place
        self.ids = [ids[number] for number in self.order]
        self.texts = [gathered.texts[number] for number in self.order]
        kinds = [gathered.kinds[number] for number in self.order]
        self.kinds = numpy.array(kinds, dtype=numpy.uint32)
        self.posts: list[Sequence[int]] = [
            (posts,) if isinstance(posts := gathered.posts[number], int) else posts
            for number in self.order
        ]
        hashes: list[int] = []
        starts = [0]
        packed = []
        for text in self.texts:
            hashes += hash_words(text.split(" "))
            starts.append(starts[-1] + text.count(" ") + 1)
            if len(hashes) > 1_000_000:
                packed.append(numpy.array(hashes, dtype=numpy.uint64))
                hashes = []
        packed.append(numpy.array(hashes, dtype=numpy.uint64))
        self.starts = numpy.array(starts, dtype=numpy.int64)
        sizes = numpy.diff(self.starts)
        words = numpy.concatenate(packed)
        prints = fingerprint(words, numpy.repeat(self.starts[1:], sizes))
        self.sizes = sizes
        self.begins, self.lengths = starts, sizes.tolist()
        self.pairs, self.triples = prints.pairs, prints.triples
        self.few = numpy.array(
            [len(posts) < ANCHOR_POSTS for posts in self.posts], dtype=numpy.int64
        )
        self.lists = shared_lists(self, prints)
        self.runs = shared_runs(self, prints)
        self.repeats: dict[int, Repeat] = {}
        self.links: dict[int, list[int]] = {}
        self.family: list[int] = list(range(len(self.texts)))
        if known is None:
            find_repeats(self)
        else:
            take_over(self, known)

    def grams(self, text: int) -> Grams:
        """The hashed runs of a text."""
        start, size = self.begins[text], self.lengths[text]
        return Grams(
            size,
            self.pairs[start : start + size - 1].tolist(),
            self.triples[start : start + size - 2].tolist(),
        )

    def overlap(self, one: int, other: int) -> Overlap:
        """The overlap of a text with another one."""
        grams = self.grams(other)
        return overlap(self.grams(one), frozenset(grams.pairs), frozenset(grams.triples), 0)


class Lists(NamedTuple):
    """Which texts share fingerprints: those of text t are groups[spans[t]:spans[t + 1]], the texts
    of group g members[bounds[g]:bounds[g + 1]], in their order, cut."""

    groups: "Numbers"
    spans: "Numbers"
    members: "Numbers"
    bounds: "Numbers"
    places: "Numbers"


def shared_lists(comparison: Comparison, prints: Fingerprints) -> Lists:
    """The lists of texts by fingerprint, each cut to LIST_LIMIT, those of one text left out."""
    import numpy

    texts = texts_of(comparison, prints.chosen)
    values = (prints.triples[prints.chosen] ^ comparison.kinds[texts]).astype(numpy.uint64)
    later = (comparison.few[texts] << 31 | texts).astype(numpy.uint64)
    keys = values << numpy.uint64(32) | later
    keys.sort()
    keys = keys[numpy.diff(keys, prepend=keys[:1] - numpy.uint64(1)) > 0]
    return group(keys, len(comparison.texts), LIST_LIMIT)


def texts_of(comparison: Comparison, places: "Numbers") -> "Numbers":
    """The texts in which words stand."""
    import numpy

    return numpy.searchsorted(comparison.starts, places, side="right") - 1


def group(keys: "Numbers", texts: int, limit: int) -> Lists:
    """Sorted keys (fingerprint, then text) grouped by fingerprint."""
    import numpy

    values = keys >> numpy.uint64(32)
    members = (keys & numpy.uint64(0x7FFFFFFF)).astype(numpy.int64)
    first = numpy.flatnonzero(numpy.diff(values, prepend=values[:1] + numpy.uint64(1)))
    sizes = numpy.diff(numpy.append(first, len(keys)))
    number = numpy.repeat(numpy.cumsum(sizes > 1) - 1, sizes)
    common = numpy.repeat(sizes > 1, sizes)
    place = numpy.arange(len(keys)) - numpy.repeat(first, sizes)
    kept = common & (place < limit)
    bounds = numpy.concatenate(([0], numpy.cumsum(numpy.minimum(sizes[sizes > 1], limit))))
    order = numpy.argsort(members[common], kind="stable")
    owners = members[common][order]
    spans = numpy.searchsorted(owners, numpy.arange(texts + 1))
    return Lists(number[common][order], spans, members[kept], bounds, numpy.empty(0))


def shared_runs(comparison: Comparison, prints: Fingerprints) -> Lists:
    """The texts by run of words that stand in three posts or more, with the places of the runs."""
    import numpy

    texts = texts_of(comparison, prints.runs)
    values = prints.run_hashes[prints.runs]
    order = numpy.argsort(
        values.astype(numpy.uint64) << numpy.uint64(32) | texts.astype(numpy.uint64)
    )
    values, texts, places = values[order], texts[order], prints.runs[order]
    weights = numpy.array([len(posts) for posts in comparison.posts], dtype=numpy.int64)[texts]
    first = numpy.flatnonzero(numpy.diff(values.astype(numpy.int64), prepend=-1))
    sizes = numpy.diff(numpy.append(first, len(values)))
    held = numpy.add.reduceat(weights, first) if len(first) else weights[:0]
    wanted = held >= ANCHOR_POSTS
    number = numpy.repeat(numpy.cumsum(wanted) - 1, sizes)
    kept = numpy.repeat(wanted, sizes)
    bounds = numpy.concatenate(([0], numpy.cumsum(sizes[wanted])))
    members, places = texts[kept], places[kept] - comparison.starts[texts[kept]]
    by_text = numpy.argsort(members, kind="stable")
    spans = numpy.searchsorted(members[by_text], numpy.arange(len(comparison.texts) + 1))
    return Lists(number[kept][by_text], spans, members, bounds, places)


def take_over(comparison: Comparison, known: Known) -> None:
    """Fills in what is known, in the comparison's own numbers; texts that are not in it are left
    out."""
    numbers = {id_: number for number, id_ in enumerate(comparison.ids)}
    roots: dict[int, int] = {}
    for number, id_ in enumerate(comparison.ids):
        comparison.family[number] = roots.setdefault(known.families.get(id_, id_), number)
        repeat = known.repeats.get(id_)
        if repeat is not None:
            near = (
                Near(numbers[one.text], one.score) for one in repeat.near if one.text in numbers
            )
            comparison.repeats[number] = Repeat(repeat.score, tuple(near))


def find_repeats(comparison: Comparison) -> None:
    """Finds the repeated texts and the families."""
    import numpy

    lists = comparison.lists
    lengths = numpy.diff(lists.bounds)
    votes = (
        numpy.concatenate(([0], numpy.cumsum(lengths[lists.groups]))) if len(lists.groups) else None
    )
    families = Families(comparison.family)
    total = len(comparison.texts)
    start = 0
    while start < total:
        stop = total
        if votes is not None:
            limit = votes[lists.spans[start]] + CHUNK
            stop = int(numpy.searchsorted(votes[lists.spans[start + 1 :]], limit, side="right"))
            stop = max(start + 1, start + stop)
        candidates = vote(comparison, start, min(stop, total))
        for text, others in zip(range(start, min(stop, total)), candidates, strict=True):
            if others or len(comparison.posts[text]) > 1:
                verdict = judge(comparison, text, others)
                if verdict.repeat is not None:
                    comparison.repeats[text] = verdict.repeat
                for other in verdict.links:
                    comparison.links.setdefault(text, []).append(other)
                    families.join(text, other)
        start = min(stop, total)
    comparison.family = [families.root(text) for text in range(total)]


def vote(comparison: Comparison, start: int, stop: int) -> list[list[int]]:
    """The candidates of some texts: others with the most common fingerprints."""
    import numpy

    lists = comparison.lists
    found: list[list[int]] = [[] for _ in range(start, stop)]
    groups = lists.groups[lists.spans[start] : lists.spans[stop]]
    if not len(groups):
        return found
    owners = numpy.repeat(numpy.arange(stop - start), numpy.diff(lists.spans[start : stop + 1]))
    sizes = lists.bounds[groups + 1] - lists.bounds[groups]
    begins = numpy.repeat(lists.bounds[groups] - numpy.cumsum(sizes) + sizes, sizes)
    members = lists.members[begins + numpy.arange(int(sizes.sum()))]
    owners = numpy.repeat(owners, sizes)
    other = members != owners + start
    members = members[other]
    keys = owners[other] << 32 | comparison.few[members] << 31 | members
    keys.sort()
    first = numpy.flatnonzero(numpy.diff(keys, prepend=-1))
    counts = numpy.diff(first, append=len(keys))
    keys = keys[first]
    owners = keys >> 32
    order = numpy.lexsort((keys, -counts, owners))
    owners, keys = owners[order], keys[order]
    place = numpy.arange(len(keys)) - numpy.searchsorted(owners, owners)
    best = place < CANDIDATES
    for owner, member in zip(
        owners[best].tolist(), (keys[best] & 0x7FFFFFFF).tolist(), strict=True
    ):
        found[owner].append(member)
    return found


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
    near = hold_beside(compared, grams, others)
    size = grams.words
    links = [one.text for one in near if are_linked(one.found.score, size, one.words, LINKS[0])]
    near.sort(key=lambda one: (-one.found.score, one.place))
    score = support(compared, text, size, near)
    if score is None:
        return Verdict(None, tuple(links))
    if near and are_linked(near[0].found.score, size, near[0].words, LINKS[1]):
        links.append(near[0].text)
    repeat = Repeat(score, tuple(Near(one.text, one.found.score) for one in near))
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
    not enough for a repetition, and what two hold together is not either."""
    seen = set(compared.posts[text])
    scores = [1.0] * (len(seen) - 1)
    whole = int.from_bytes(b"\1" * size, "little")
    once, twice = (whole if scores else 0), (whole if len(scores) > 1 else 0)
    for one in near:
        posts = compared.posts[one.text]
        more = len(posts)
        if more < STEADY:
            more = len(seen.union(posts)) - len(seen)
            seen.update(posts)
        scores += [one.found.score] * min(more, ANCHOR_POSTS)
        if more:
            twice |= once & one.found.covered
            once |= one.found.covered
        if more > 1:
            twice |= one.found.covered
    if len(scores) < 2:
        return None
    pooled = (twice.bit_count() - DISCOUNT) / size
    together = len(scores) > 2 and scores[2] >= THIRD and pooled >= POOLED
    return scores[1] if scores[1] >= SCORE or together else None


class Families:
    """Texts joined into families (union-find with path halving)."""

    def __init__(self, parents: list[int]) -> None:
        self.parents = parents

    def root(self, text: int) -> int:
        """The least text of a text's family."""
        parents = self.parents
        while parents[text] != text:
            parents[text] = parents[parents[text]]
            text = parents[text]
        return text

    def join(self, one: int, other: int) -> None:
        """Makes the families of two texts one."""
        one, other = self.root(one), self.root(other)
        if one != other:
            self.parents[max(one, other)] = min(one, other)
