"""Repetition told post by post: which paragraphs and sentences stand in others, and in which."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Any, NamedTuple

from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.compare import Comparison, Known, Texts
from lint_anp.corpus.passages import Passage, PostTexts
from lint_anp.corpus.places import PLACES, relate, tell_places
from lint_anp.corpus.readable import Readable
from lint_anp.corpus.stock import Seen, find_stock
from lint_anp.corpus.templates import MEMBERS, fill, fixed_words, tell_slots
from lint_anp.corpus.verdict import ANCHOR_POSTS, SCORE, Repeat
from lint_anp.finding import Related
from lint_anp.posts.post import Fault

SHOWN = 160
"""Characters of a template that a message shows."""

WITHIN = 0.45
"""Score from which two paragraphs of one post are one; also that of an error. Measured on the
labelled posts: all repeats found, .1 % of unique paragraphs."""

ALIKE = 0.7
"""Score from which one paragraph is the other with a few words changed."""

DUPLICATE = 0.9
"""Share of a post's words that stand in one other post."""

SHOWS = 0.33
"""Share of a text's words that its family's template must have to be shown with it; where it has
fewer, the nearest text is."""

Options = Mapping[str, Mapping[str, Any]]


class Family(NamedTuple):
    """Texts of one template: the words that they share, the posts that hold them, and the first
    places of these."""

    fixed: tuple[str, ...]
    posts: frozenset[int]
    places: tuple[tuple[int, Passage], ...]


class Corpus:
    """The posts of a site, and what is common to them."""

    def __init__(
        self,
        posts: Sequence[PostTexts],
        allowed: Allowed = Allowed(()),  # noqa: B008
        known: Known | None = None,
        total: int | None = None,
        jobs: int = 1,
    ) -> None:
        """`known` and `total` are what is known of the posts, and the number of all posts, where
        these are a part of a site's; `jobs` is the number of processes that compare them."""
        self.posts = sorted(posts, key=lambda post: (post.path, post.number))
        self.total = len(self.posts) if total is None else total
        self.allowed = allowed
        gathered = Texts()
        held = [
            [gathered.add(passage.text, passage.kind, number) for passage in post.passages]
            for number, post in enumerate(self.posts)
        ]
        self.comparison = Comparison(gathered, known, jobs)
        rank = self.comparison.rank
        self.texts = [[rank[number] for number in numbers] for numbers in held]
        self.stock = Seen({}, {})
        self.known: dict[int, Family] = {}

    @cached_property
    def numbers(self) -> dict[tuple[str, int], int]:
        """The posts' numbers by path and number in their file."""
        return {(post.path, post.number): number for number, post in enumerate(self.posts)}

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """The texts of each family, ascending."""
        members: dict[int, list[int]] = {}
        for text, root in enumerate(self.comparison.family):
            members.setdefault(root, []).append(text)
        return members

    def family(self, text: int) -> Family:
        """The family of a text."""
        root = self.comparison.family[text]
        family = self.known.get(root)
        if family is None:
            texts = self.members[root]
            posts = frozenset(post for member in texts for post in self.comparison.posts[member])
            wanted = set(texts)
            places = []
            for post in sorted(posts)[: PLACES + 1]:
                place = next(
                    passage
                    for passage, held in zip(
                        self.posts[post].passages, self.texts[post], strict=True
                    )
                    if held in wanted
                )
                places.append((post, place))
            fixed = self.fixed_words(texts)
            family = self.known[root] = Family(fixed, posts, tuple(places))
        return family

    def fixed_words(self, texts: Sequence[int]) -> tuple[str, ...]:
        """The words that nearly all texts of a family share; those in most posts are aligned."""
        held = self.comparison.posts
        best = sorted(texts, key=lambda text: (-len(held[text]), text))[:MEMBERS]
        words = [self.comparison.texts[text].split(" ") for text in best]
        return fixed_words(words, [len(held[text]) for text in best])


Read = Callable[[Passage], Readable]


def find_repetition(corpus: Corpus, number: int, options: Options, source: Read) -> list[Fault]:
    """What of a post stands in others, or twice in itself; `source` gives a passage as a reader
    sees it.

    `options` are those of the rules that run, by their ids.
    """
    post = corpus.posts[number]
    faults: list[Fault] = []
    covered = 0
    for place, passage in enumerate(post.passages):
        if corpus.allowed.holds(passage.text):
            continue
        rule = "field-boilerplate" if passage.kind else "paragraph-boilerplate"
        fault = repeated_text(corpus, number, place, rule, options.get(rule, {}), source)
        if fault is not None:
            faults.append(fault)
            covered += 0 if passage.kind else passage.words
        elif not passage.kind:
            stock = list(stock_sentences(corpus, number, place, options, source))
            faults += stock
            covered += sum(int(str(one.values["words"])) for one in stock)
    if covered < options.get("paragraph-boilerplate", {}).get("post_share", 0.33) * post.words:
        faults = [one._replace(milder=2) if own_body(one) else one for one in faults]
    faults += within_post(corpus, number)
    twin = duplicate_of(corpus, number)
    if twin is not None:
        faults.append(twin)
    elif post.words and covered:
        share = round(100 * covered / post.words)
        least = options.get("post-boilerplate-share", {}).get("share", 0.5)
        if covered >= least * post.words:
            values = {"share": share, "words": covered, "total": post.words}
            faults.append(about(post, "post-boilerplate-share", values))
    return faults


def is_quiet(corpus: Corpus, number: int, holders: Mapping[tuple[str, str], Sequence[int]]) -> bool:
    """Whether nothing of a post can stand in another one, or in itself twice."""
    comparison = corpus.comparison
    return all(
        len(comparison.posts[text]) == 1
        and comparison.repeat_of(text) is None
        and not comparison.runs_of(text)
        and not comparison.groups_of(text)
        for text in corpus.texts[number]
    ) and all(len(holders[value.rule, value.key]) < 2 for value in corpus.posts[number].values)


def repeated_text(
    corpus: Corpus,
    number: int,
    place: int,
    rule: str,
    options: Mapping[str, Any],
    source: Read,
) -> Fault | None:
    """The fault of a paragraph, or of a field, that stands in other posts."""
    text = corpus.texts[number][place]
    repeat = corpus.comparison.repeat_of(text)
    if repeat is None or repeat.score < options.get("score", 0):
        return None
    passage = corpus.posts[number].passages[place]
    family = corpus.family(text)
    best = [near.text for near in repeat.near if near.score >= SCORE]
    if len(family.posts) < ANCHOR_POSTS and best:
        family = max((corpus.family(one) for one in best), key=lambda one: len(one.posts))
    held = len(family.posts) + (number not in family.posts)
    least = options.get("posts", 3)
    if held < least:
        held = len(posts_near(corpus, number, repeat).union(family.posts))
        if held < least:
            return None
    shown = source(passage)
    text_of = shown.text if shown.same else None
    words, facts = passage.text.split(" "), corpus.posts[number].facts
    filled = fill(text_of, words, family.fixed, facts)
    others = [(corpus.posts[post].path, one.line) for post, one in family.places if post != number]
    if repeat.near and (not others or filled.shared < SHOWS * passage.words):
        nearest = corpus.comparison.texts[repeat.near[0].text].split(" ")
        filled = fill(text_of, words, nearest, facts)
        held = len(posts_near(corpus, number, repeat))
        others = list(islice(places_near(corpus, number, repeat), PLACES))
    places = others[:PLACES]
    values: dict[str, object] = {
        "share": max(1, round(100 * filled.shared / passage.words)),
        "posts": held,
        "family": f"{corpus.comparison.ids[corpus.comparison.family[text]]:016x}",
        "template": filled.template,
        "shown": shorten(filled.template),
        "slots": filled.slots,
        "differs": tell_slots(filled.slots),
        **tell_places(places),
        "own_words": passage.words - filled.shared,
        "field": passage.pointer,
    }
    return Fault(
        rule,
        passage.start,
        passage.end,
        values,
        passage.pointer,
        related=relate(places, "the same words"),
        milder=int(repeat.score < options.get("error_score", WITHIN)),
    )


def posts_near(corpus: Corpus, number: int, repeat: Repeat) -> set[int]:
    """A post, and those of the texts near one of its own."""
    return {number}.union(*(corpus.comparison.posts[near.text] for near in repeat.near))


def places_near(corpus: Corpus, number: int, repeat: Repeat) -> Iterator[tuple[str, int]]:
    """Where the texts near one of a post stand in other posts, the first of each."""
    for near in repeat.near:
        for post in corpus.comparison.posts[near.text][:PLACES]:
            if post != number:
                yield place_of(corpus, post, near.text)


def place_of(corpus: Corpus, post: int, text: int) -> tuple[str, int]:
    """Where a text stands in a post."""
    at = corpus.texts[post].index(text)
    return corpus.posts[post].path, corpus.posts[post].passages[at].line


def shorten(text: str) -> str:
    """A template as a message shows it."""
    if len(text) <= SHOWN:
        return text
    return text[:SHOWN].rsplit(" ", 1)[0] + " …"


def stock_sentences(
    corpus: Corpus, number: int, place: int, options: Options, source: Read
) -> Iterator[Fault]:
    """The runs of words of a paragraph that stand in other posts, word for word."""
    own = options.get("stock-sentence", {})
    post = corpus.posts[number]
    passage = post.passages[place]
    for run in find_stock(corpus.comparison, corpus.texts[number][place], corpus.stock):
        if len(run.posts) < own.get("posts", 3) or corpus.allowed.holds(run.text):
            continue
        shown = source(passage)
        start, end = shown.span(run.start, run.end)
        text = shown.words(run.start, run.end)
        others = [one for one in run.posts[: PLACES + 1] if one != number][:PLACES]
        places = [(corpus.posts[one].path, line_in(corpus, one, run.text)) for one in others]
        values: dict[str, object] = {
            "words": run.words,
            "posts": len(run.posts),
            "text": text,
            "shown": shorten(text),
            **tell_places(places),
        }
        yield Fault("stock-sentence", start, end, values, related=relate(places, "the same words"))


def line_in(corpus: Corpus, post: int, text: str) -> int:
    """The line of the paragraph of a post that holds a run of words."""
    wanted = f" {text} "
    return next((one.line for one in corpus.posts[post].passages if wanted in f" {one.text} "), 1)


def within_post(corpus: Corpus, number: int) -> Iterator[Fault]:
    """The paragraphs of a post that stand in it twice, both places of each."""
    post = corpus.posts[number]
    for place, other in sorted(twins_in(corpus, number).items()):
        passage = post.passages[place]
        line = post.passages[other].line
        values = {"line": line, "words": passage.words}
        yield Fault(
            "paragraph-repeated-in-post",
            passage.start,
            passage.end,
            values,
            related=(Related(post.path, line, 1, "the same paragraph"),),
        )


def twins_in(corpus: Corpus, number: int) -> dict[int, int]:
    """The places among a post's texts of paragraphs that stand in it twice, each with another."""
    twins: dict[int, int] = {}
    for place, other in alike_in(corpus, number):
        twins.setdefault(place, other)
        twins.setdefault(other, place)
    return twins


def alike_in(corpus: Corpus, number: int) -> Iterator[tuple[int, int]]:
    """The places of paragraphs of a post that are one, the later one first."""
    texts = {
        place: corpus.texts[number][place]
        for place, passage in enumerate(corpus.posts[number].passages)
        if not passage.kind and not corpus.allowed.holds(passage.text)
    }
    groups = {text: corpus.comparison.groups_of(text) for text in texts.values()}
    own = len(set(chain.from_iterable(groups.values()))) == sum(map(len, groups.values()))
    first_of: dict[int, int] = {}
    seen: dict[int, list[int]] = {}
    for place, text in texts.items():
        first = first_of.setdefault(text, place)
        if first != place:
            yield place, first
        elif not own:
            for other in vote(groups[text], place, seen):
                if are_alike(corpus.comparison, text, texts[other]):
                    yield place, other


def vote(groups: Sequence[int], place: int, seen: dict[int, list[int]]) -> list[int]:
    """The places of the texts that share two fingerprints or more with the one at `place`, which is
    added to those `seen`."""
    votes: dict[int, int] = {}
    for group in groups:
        others = seen.setdefault(group, [])
        for other in others:
            votes[other] = votes.get(other, 0) + 1
        if len(others) < PLACES * 8:
            others.append(place)
    return [other for other, count in votes.items() if count > 1]


def are_alike(comparison: Comparison, one: int, other: int) -> bool:
    """Whether two paragraphs of a post are one."""
    there, back = comparison.overlap(one, other), comparison.overlap(other, one)
    return max(there.score, back.score) >= WITHIN


def duplicate_of(corpus: Corpus, number: int) -> Fault | None:
    """The post in which nearly all paragraphs of a post stand, if there is one."""
    post, texts = corpus.posts[number], corpus.texts[number]
    weights: dict[int, int] = {}
    bodies = [
        (passage.words, text)
        for passage, text in zip(post.passages, texts, strict=True)
        if not passage.kind and not corpus.allowed.holds(passage.text)
    ]
    total = sum(words for words, _ in bodies)
    least = DUPLICATE * total
    if total < DUPLICATE * post.words or not total:
        return None
    holders = corpus.comparison.posts
    bodies.sort(key=lambda body: len(holders[body[1]]))
    left = total
    for words, text in bodies:
        repeat = corpus.comparison.repeat_of(text)
        near = [one.text for one in repeat.near if one.score >= ALIKE] if repeat else []
        posts = {post for one in (text, *near) for post in holders[one]} - {number}
        if left >= least:  # only a post that came up by then can reach the share
            for other in posts:
                weights[other] = weights.get(other, 0) + words
        else:
            for other in weights.keys() & posts:
                weights[other] += words
        left -= words
        weights = {other: weight for other, weight in weights.items() if weight + left >= least}
        if left < least and not weights:
            return None
    found = sorted(weights)
    share = round(100 * weights[found[0]] / total)
    values = {"share": share, "path": corpus.posts[found[0]].path, "posts": len(found) + 1}
    places = [(corpus.posts[other].path, 1) for other in found[:PLACES]]
    return about(post, "post-duplicate", values)._replace(related=relate(places, "the same words"))


def own_body(fault: Fault) -> bool:
    """Whether a fault is that of a paragraph in the body."""
    return fault.rule == "paragraph-boilerplate"


def about(post: PostTexts, rule: str, values: Mapping[str, object]) -> Fault:
    """A fault of a post as a whole."""
    return Fault(rule, post.place.start, post.place.end, values, post.place.pointer)
