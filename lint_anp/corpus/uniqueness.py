"""Values that should differ from post to post: titles, slugs, references, captions, scores."""

from collections.abc import Iterator, Mapping
from typing import Any

from lint_anp.corpus.corpus import Corpus
from lint_anp.corpus.places import PLACES, relate, tell_places
from lint_anp.posts.post import Fault


def find_shared(
    corpus: Corpus, number: int, options: Mapping[str, Mapping[str, Any]]
) -> Iterator[Fault]:
    """The values of a post that others have, too; `options` are those of the rules that run."""
    for value in corpus.posts[number].values:
        own = options.get(value.rule)
        if own is None:
            continue
        held = corpus.holders(value)
        if len(held) < own.get("posts", 2):
            continue
        if value.rule == "score-tuple-common" and len(held) < own.get("share", 0) * corpus.total:
            continue
        others = [other for other in held[: PLACES + 1] if other != number][:PLACES]
        places = [(corpus.path_of(other), corpus.line_of_value(other, value)) for other in others]
        values: dict[str, object] = {
            "value": value.shown,
            "posts": len(held),
            "others": len(held) - 1,
            "share": round(100 * len(held) / corpus.total),
            **tell_places(places, corpus.posts[number].path),
        }
        related = relate(places, "the same value")
        yield Fault(value.rule, value.start, value.end, values, value.pointer, related=related)
