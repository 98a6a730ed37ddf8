"""Repetition told post by post: which paragraphs and sentences stand in others, and in which."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, Protocol

from lint_anp.corpus.corpus import Corpus
from lint_anp.corpus.passages import Passage, PostTexts
from lint_anp.corpus.places import PLACES, relate, tell_places
from lint_anp.corpus.readable import Readable
from lint_anp.corpus.stock import Stock, find_stock
from lint_anp.corpus.templates import fill, shorten, tell_slots
from lint_anp.corpus.twins import WITHIN
from lint_anp.corpus.verdict import ANCHOR_POSTS, SCORE, Repeat
from lint_anp.corpus.words import Spelling, worth
from lint_anp.finding import Related
from lint_anp.frozen import make
from lint_anp.posts.post import Fault

SHOWN = 160
"""Characters of a template that a message shows."""

ALIKE = 0.7
"""Score from which one paragraph is the other with a few words changed."""

DUPLICATE = 0.9
"""Share of a post's words that stand in one other post."""

SHOWS = 0.33
"""Share of a text's words that its family's template must have to be shown with it; where it has
fewer, the nearest text is."""

COVERING = frozenset(("paragraph-boilerplate", "post-boilerplate-share", "stock-sentence"))
"""Rules that ask which words of a body stand in others."""

Options = Mapping[str, Mapping[str, Any]]


class Read(Protocol):
    """Reads passages of a post as a reader sees them."""

    def __call__(self, passage: Passage) -> Readable:
        """A passage, with the place of each of its words."""
        ...

    def spelling(self, passage: Passage) -> Spelling:
        """The spelling of a passage, which takes less time."""
        ...


class Held(NamedTuple):
    """A text that stands in other posts: what is known of it, a text of the family that it is told
    with, and the number of posts that hold it."""

    repeat: Repeat
    told: int
    posts: int


def find_repetition(corpus: Corpus, number: int, options: Options, source: Read) -> list[Fault]:
    """What of a post stands in others, or twice in itself; `source` gives a passage as a reader
    sees it.

    `options` are those of the rules that run, by their ids.
    """
    post = corpus.posts[number]
    repeats = [
        corpus.comparison.repeat_of(text)
        for text, _ in zip(corpus.texts[number], post.passages, strict=False)
    ]
    faults: list[Fault] = []
    covered = 0
    for place, (passage, repeat) in enumerate(zip(post.passages, repeats, strict=True)):
        rule = "field-boilerplate" if passage.kind else "paragraph-boilerplate"
        wanted = rule in options or not (passage.kind or COVERING.isdisjoint(options))
        if not wanted or corpus.allowed.holds(passage.text):
            continue
        own = options.get(rule, {})
        held = hold_text(corpus, number, corpus.texts[number][place], repeat, own)
        if held is not None:
            covered += 0 if passage.kind else passage.words
            if rule in options:
                faults.append(repeated_text(corpus, number, place, rule, held, own, source))
        elif not passage.kind:
            for run in stock_runs(corpus, number, place, options.get("stock-sentence", {})):
                covered += run.words
                if "stock-sentence" in options:
                    faults.append(stock_sentence(corpus, number, run, source(passage)))
    if covered < options.get("paragraph-boilerplate", {}).get("post_share", 0.8) * post.words:
        faults = [one._replace(milder=2) if own_body(one) else one for one in faults]
    if "paragraph-repeated-in-post" in options:
        faults += within_post(corpus, number)
    least = options.get("post-boilerplate-share", {}).get("share", 0.5)
    shares = "post-boilerplate-share" in options and covered and covered >= least * post.words
    twin = duplicate_of(corpus, number, repeats) if shares or "post-duplicate" in options else None
    if twin is not None:
        faults += [twin] if "post-duplicate" in options else []
    elif shares and post.words:
        share = round(100 * covered / post.words)
        values = {"share": share, "words": covered, "total": post.words}
        faults.append(about(post, "post-boilerplate-share", values))
    return faults


def hold_text(
    corpus: Corpus, number: int, text: int, repeat: Repeat | None, options: Mapping[str, Any]
) -> Held | None:
    """What is to be told of a text of a post, where it stands in enough others."""
    if repeat is None or repeat.score < options.get("score", 0):
        return None
    told, posts = text, corpus.family_posts(text)
    if len(posts) < ANCHOR_POSTS:
        best = repeat.nearer_than(SCORE)
        told = max(best, key=lambda one: len(corpus.family_posts(one)), default=text)
        posts = corpus.family_posts(told)
    held = len(posts) + (number not in posts)
    least = options.get("posts", 3)
    if held < least:
        held = len(posts_near(corpus, number, repeat).union(posts))
    return make(Held, (repeat, told, held)) if held >= least else None


def repeated_text(
    corpus: Corpus,
    number: int,
    place: int,
    rule: str,
    held: Held,
    options: Mapping[str, Any],
    source: Read,
) -> Fault:
    """The fault of a paragraph, or of a field, that stands in other posts."""
    repeat, told, posts = held
    family, post = corpus.family(told), corpus.posts[number]
    passage = post.passages[place]
    spelling = source.spelling(passage)
    filled = fill(spelling, family.fixed.split(), post.facts)
    others: Iterable[tuple[int, int]] = [one for one in family.places if one[0] != number]
    text = corpus.texts[number][place]
    alike = (text, *repeat.near) if len(corpus.comparison.posts[text]) > 1 else repeat.near
    if alike and (not others or filled.shared < SHOWS * passage.words):
        nearest = corpus.comparison.texts[alike[0]].split(" ")
        filled = fill(spelling, nearest, post.facts)
        posts = max(posts, len(posts_near(corpus, number, repeat)))
        others = chain(places_of(corpus, number, alike), others)
    else:
        others = chain(others, places_of(corpus, number, alike))
    places = [(corpus.path_of(post), line) for post, line in first_in_each(others, posts - 1)]
    values: dict[str, object] = {
        "share": max(1, round(100 * filled.shared / passage.words)),
        "posts": posts,
        "family": f"{corpus.family_id(text):016x}",
        "template": filled.template,
        "shown": shorten(filled.template, SHOWN),
        "slots": filled.slots,
        "differs": tell_slots(filled.slots),
        **tell_places(places, post.path),
        "own_words": passage.words - filled.shared,
        "field": passage.pointer,
    }
    related = relate(places, "the same words")
    milder = int(repeat.score < options.get("error_score", WITHIN))
    start, end, pointer = passage.start, passage.end, passage.pointer
    return make(Fault, (rule, start, end, values, pointer, related, milder))


def posts_near(corpus: Corpus, number: int, repeat: Repeat) -> set[int]:
    """A post, and those of the texts near one of its own."""
    return {number}.union(*map(corpus.comparison.posts.__getitem__, repeat.near))


def places_of(corpus: Corpus, number: int, texts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where some texts stand in other posts than this one: the posts and lines, the first of each
    text first."""
    for text in texts:
        for post in corpus.first(corpus.comparison.posts[text], PLACES + 1):
            if post != number:
                yield post, corpus.line_of(post, (text,))


def first_in_each(places: Iterable[tuple[int, int]], most: int) -> Iterable[tuple[int, int]]:
    """The first place in each of the posts that are named, of which there are so many at most."""
    found: dict[int, int] = {}
    for post, line in places:
        found.setdefault(post, line)
        if len(found) == min(PLACES, most):
            break
    return found.items()


def stock_runs(
    corpus: Corpus, number: int, place: int, options: Mapping[str, Any]
) -> Iterator[Stock]:
    """The runs of words of a paragraph that stand in other posts, word for word."""
    text = corpus.posts[number].passages[place].text
    for run in find_stock(text, corpus.windows(corpus.texts[number][place])):
        if len(run.posts) >= options.get("posts", 3) and not corpus.allowed.holds(run.text):
            yield run


def stock_sentence(corpus: Corpus, number: int, run: Stock, shown: Readable) -> Fault:
    """The fault of a run of words that stands in other posts; `shown` is its paragraph."""
    start, end = shown.span(run.start, run.end)
    text = shown.words(run.start, run.end)
    first = corpus.first(run.posts, PLACES + 1)
    others = [one for one in first if one != number][:PLACES]
    places = [(corpus.path_of(one), corpus.line_of_run(one, run.text)) for one in others]
    values: dict[str, object] = {
        "words": round(worth(run.text)),
        "posts": len(run.posts),
        "text": text,
        "shown": shorten(text, SHOWN),
        **tell_places(places, corpus.posts[number].path),
    }
    return Fault("stock-sentence", start, end, values, related=relate(places, "the same words"))


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
    for place, other in corpus.twins(number):
        twins.setdefault(place, other)
        twins.setdefault(other, place)
    return twins


def duplicate_of(corpus: Corpus, number: int, repeats: Sequence[Repeat | None]) -> Fault | None:
    """The post in which nearly all paragraphs of a post stand, if there is one; `repeats` tell what
    is known of its passages."""
    post, texts = corpus.posts[number], corpus.texts[number]
    weights: dict[int, int] = {}
    bodies = [
        (passage.words, text, repeat)
        for passage, text, repeat in zip(post.passages, texts, repeats, strict=False)
        if not passage.kind and not corpus.allowed.holds(passage.text)
    ]
    total = sum(words for words, _, _ in bodies)
    least = DUPLICATE * total
    if total < DUPLICATE * post.words or not total:
        return None
    holders = corpus.comparison.posts
    bodies.sort(key=lambda body: len(holders[body[1]]))
    left = total
    shared: set[int] = set()
    for words, text, repeat in bodies:
        alike = (text, *(repeat.nearer_than(ALIKE) if repeat else ()))
        shared.update(alike)
        posts = {*chain.from_iterable([holders[one] for one in alike])} - {number}
        if left >= least:  # only a post that came up by then can reach the share
            for other in posts:
                weights[other] = weights.get(other, 0) + words
        else:
            for other in weights.keys() & posts:
                weights[other] += words
        left -= words
        if left < least:
            weights = {other: one for other, one in weights.items() if one + left >= least}
            if not weights:
                return None
    first = corpus.first(weights, PLACES)
    share = round(100 * weights[first[0]] / total)
    places = [(corpus.path_of(other), corpus.line_of(other, shared)) for other in first]
    values = {"share": share, "posts": len(weights) + 1, **tell_places(places[:1], post.path)}
    return about(post, "post-duplicate", values)._replace(related=relate(places, "the same words"))


def own_body(fault: Fault) -> bool:
    """Whether a fault is that of a paragraph in the body."""
    return fault.rule == "paragraph-boilerplate"


def about(post: PostTexts, rule: str, values: Mapping[str, object]) -> Fault:
    """A fault of a post as a whole."""
    return Fault(rule, post.place.start, post.place.end, values, post.place.pointer)
