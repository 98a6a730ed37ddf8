"""A first config for a site, proposed from the posts that are there."""

from collections import Counter
from collections.abc import Iterable

from lint_anp.posts.load import read_posts
from lint_anp.posts.tree import Mapping
from lint_anp.schema.names import canonical
from lint_anp.schema.shape import load_shape

SAMPLE = 300
"""Posts that are looked at."""

LIKELY: dict[str, tuple[str, ...]] = {
    "summary": (
        "description", "excerpt", "deck", "meta_description", "abstract", "subtitle", "lead",
        "synopsis", "intro",
    ),
    "title": ("name", "headline", "heading"),
    "revision.last_reviewed": (
        "lastmod", "updated", "last_modified", "last_modified_at", "last_updated", "ms.date",
        "modified", "updated_date", "reviewed", "date_modified",
    ),
    "reading_time": ("read_time", "minutes", "reading_minutes"),
    "language": ("lang", "locale"),
    "tools": ("technologies",),
}  # fmt: skip
"""Our fields, and the names that sites give them (counted on 54,000 posts of public sites)."""


def propose_config(paths: Iterable[str]) -> str:
    """The text of a commented `lint-anp.yaml` for the posts in some files."""
    posts = [post for path in list(paths)[:SAMPLE] for post in read_posts(path)]
    metas = [post.meta for post in posts if post.meta is not None]
    names = Counter(name for meta in metas for name in meta.entries)
    fields = propose_fields(names, metas)
    known = load_shape("meta").fields or {}
    ours = [name for name in names if canonical(name) in known]
    share = sum(names[name] for name in ours) / max(1, sum(names.values()))
    foreign = [name for name, _ in names.most_common() if canonical(name) not in known]
    formats = Counter(post.format for post in posts)
    lines = [
        f"# lint-anp's config for this site, proposed from {len(posts):,} posts "
        f"({', '.join(f'{number:,} {name}' for name, number in formats.most_common())}).",
        "# 'lint-anp config' shows each value; 'lint-anp rules' lists the rules.",
        "",
    ]
    if share < 0.5 or len(foreign) > len(ours):
        # without a schema, names count as they are written
        fields |= {canonical(name): name for name in ours if name != canonical(name)}
        lines += [
            "# Most fields of the posts are not lint-anp's, so its schema does not bind them.",
            "# `schema: site.schema.json` would check them against the site's own JSON Schema.",
            "schema: none",
            "",
        ]
    if fields:
        lines += ["# The site's names of the fields that rules ask for.", "fields:"]
        lines += [f"  {pointer}: {name}" for pointer, name in fields.items()]
        lines.append("")
    if foreign:
        shown = ", ".join(foreign[:12])
        lines += [f"# Fields that no rule reads: {shown}{', …' if len(foreign) > 12 else ''}", ""]
    lines += [
        '# include: ["content/**"]      # globs of the posts; all by default',
        '# exclude: ["drafts/**"]',
        "# rules: [content-rules]       # folders of the site's own rules",
        "# severity: {review-overdue: note, provenance: warning}",
        "# options: {review-overdue: {days: 180}}",
        "# fail_on: warning             # error, warning, note or never",
        "",
    ]
    return "\n".join(lines)


def propose_fields(names: Counter[str], metas: list[Mapping]) -> dict[str, str]:
    """Our fields that the posts have under another name, if most posts have that name."""
    fields = {}
    for pointer, likely in LIKELY.items():
        if any(
            canonical(name) == pointer and number * 2 > len(metas) for name, number in names.items()
        ):
            continue
        found = [
            name
            for wanted in likely
            for name, number in names.most_common()
            if (name == wanted or canonical(name) == wanted) and number * 4 > len(metas)
        ]
        if found:
            fields[pointer] = found[0]
    return fields
