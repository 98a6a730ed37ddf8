"""Posts of a site that does not speak our schema, and that nobody has configured yet."""

from collections.abc import Iterable

from lint_anp.posts.post import Fault
from lint_anp.schema.conformed import Conformed
from lint_anp.schema.names import canonical

OURS = frozenset(
    {"score", "revision", "flags", "payload", "entities", "image_sources", "outline", "reference"}
)
"""Fields that hardly any other site has."""

OF_OTHERS = frozenset(
    {
        "aliases", "author", "authors", "categories", "category", "cover", "created", "date",
        "description", "draft", "excerpt", "featured", "id", "image", "keywords", "lastmod",
        "layout", "permalink", "pub_date", "published", "series", "tag", "tags", "type", "updated",
        "url", "weight",
    }
)  # fmt: skip
"""Fields that the sites of Hugo, Jekyll, Astro and their like have, and ours do not."""


def is_foreign(conformed: Conformed) -> bool:
    """Whether a meta speaks another schema than ours: it has none of the fields that tell ours,
    and one of theirs, or more unknown fields than known ones."""
    names = {canonical(name) for name in conformed.tree.entries}
    if names & OURS:
        return False
    return bool(names & OF_OTHERS) or conformed.unknown > conformed.known


def own_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The schema's faults that count in a foreign meta: near-misses of our names, and what stands
    in maps that we know."""
    return tuple(
        fault
        for fault in faults
        if fault.values.get("hint", ".") != "."
        or fault.rule == "key-duplicate"
        or "." in fault.pointer
    )
