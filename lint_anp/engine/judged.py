"""The rules that code judges, and the values that each gives its message."""

from lint_anp.engine.types import NUMBER, TEXT, Type

VALUE_TYPES: dict[str, Type] = {
    "problem": TEXT,
    "name": TEXT,
    "line": NUMBER,
    "field": TEXT,
    "value": TEXT,
    "expected": TEXT,
    "type": TEXT,
    "hint": TEXT,
    "rule": TEXT,
    "share": NUMBER,
    "posts": NUMBER,
    "others": NUMBER,
    "words": NUMBER,
    "own_words": NUMBER,
    "shown": TEXT,
    "differs": TEXT,
    "places": TEXT,
}

PROVIDED: dict[str, tuple[str, ...]] = {
    "file-unreadable": ("problem",),
    "meta-unreadable": ("problem",),
    "meta-missing": (),
    "key-duplicate": ("name", "line"),
    "field-missing": ("field",),
    "field-invalid": ("field", "value", "expected", "type"),
    "field-unknown": ("field", "hint"),
    "unused-ignore": ("rule",),
    "ignore-refused": ("rule",),
    "ignore-invalid": ("problem",),
    "paragraph-boilerplate": ("share", "posts", "shown", "differs", "places", "own_words"),
    "field-boilerplate": ("share", "posts", "shown", "differs", "places", "own_words", "field"),
    "stock-sentence": ("words", "posts", "shown", "places"),
    "paragraph-repeated-in-post": ("line", "words"),
    "post-boilerplate-share": ("share", "words"),
    "post-duplicate": ("share", "posts", "places"),
    **dict.fromkeys(
        (
            "title-repeated",
            "slug-repeated",
            "reference-repeated",
            "hash-repeated",
            "source-id-repeated",
            "caption-repeated",
            "score-tuple-common",
        ),
        ("value", "posts", "others", "share", "places"),
    ),
}
"""By rule id; `line` is the line of the fault's other place."""
