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
}
"""By rule id; `line` is the line of the fault's other place."""
