"""Values that should differ from post to post: titles, slugs, references, captions, scores."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.places import PLACES, relate, tell_places
from lint_anp.posts.post import Fault

Holders = Mapping[tuple[str, str], Sequence[int]]


def find_holders(posts: Sequence[PostTexts]) -> Holders:
    """The posts, in their order, that hold each value, by rule and value."""
    holders: dict[tuple[str, str], list[int]] = {}
    for number, post in enumerate(posts):
        for value in post.all_values:
            held = holders.setdefault((value.rule, value.key), [])
            if not held or held[-1] != number:
                held.append(number)
    return holders


def find_shared(
    posts: Sequence[PostTexts],
    number: int,
    holders: Holders,
    options: Mapping[str, Mapping[str, Any]],
    total: int,
) -> Iterator[Fault]:
    """The values of a post that others have, too; `options` are those of the rules
    that run, `total` is the number of the site's posts."""
    for value in posts[number].values:
        own = options.get(value.rule)
        held = holders[value.rule, value.key]
        if own is None or len(held) < own.get("posts", 2):
            continue
        if value.rule == "score-tuple-common" and len(held) < own.get("share", 0) * total:
            continue
        places = []
        for other in held:
            if other != number:
                place = next(
                    one
                    for one in posts[other].all_values
                    if (one.rule, one.key) == (value.rule, value.key)
                )
                places.append((posts[other].path, place.line))
            if len(places) == PLACES:
                break
        values: dict[str, object] = {
            "value": value.shown,
            "posts": len(held),
            "others": len(held) - 1,
            "share": round(100 * len(held) / total),
            **tell_places(places, posts[number].path),
        }
        related = relate(places, "the same value")
        yield Fault(value.rule, value.start, value.end, values, value.pointer, related=related)
