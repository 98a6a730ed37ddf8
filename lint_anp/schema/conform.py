"""A tree held against a shape in one pass: canonical names, typed values, all faults at once."""

import re
from collections.abc import Mapping as Facts
from datetime import date, datetime

from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence
from lint_anp.schema.conformed import Conformed
from lint_anp.schema.describe import shown, type_of, wanted
from lint_anp.schema.names import canonical, did_you_mean
from lint_anp.schema.shape import Shape
from lint_anp.schema.site_names import rearrange

ISO_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ].*)?"
WHOLE = r"[-+]?[0-9]{1,18}"
"""Compiled where they are needed: in texts of JSON and of rendered pages."""

ABSENT = object()


def conform(
    tree: Mapping,
    shape: Shape,
    *,
    anchor: tuple[int, int] = (0, 0),
    from_text: bool = False,
    site_names: Facts[str, str] = {},
    check_required: bool = True,
) -> Conformed:
    """Holds a tree against a shape.

    `anchor` is the span for what is missing where the tree is empty. `from_text` reads numbers,
    flags and dates from text, as a rendered page gives them. `site_names` maps canonical pointers
    to the site's. Faults are those of the rules field-missing, field-invalid, field-unknown and
    key-duplicate, in the order of their places.
    """
    if site_names:
        tree = rearrange(tree, site_names)
    checker = Checker(from_text, site_names, check_required)
    root_key = next(iter(tree.entries.values()), None)
    at = (root_key.key_start, root_key.key_end) if root_key else anchor
    values = checker.map(tree, shape, "", at)
    faults = sorted(checker.faults, key=lambda fault: fault.start)
    unknown = checker.unknown_roots
    known = len(tree.entries) - unknown
    return Conformed(tree, values, tuple(faults), site_names, known, unknown, checker.kept)


def conform_free(tree: Mapping) -> Conformed:
    """A tree that no shape binds: names and values as written, nulls left out."""
    return Conformed(tree, free_map(tree), known=len(tree.entries))


def free_map(tree: Mapping) -> dict[str, object]:
    """The values of a map as plain data without nulls."""
    values = {name: free_value(entry.node) for name, entry in tree.entries.items()}
    return {name: value for name, value in values.items() if value is not None}


def free_value(node: Node) -> object:
    """A value as plain data without nulls in maps."""
    if isinstance(node, Mapping):
        return free_map(node)
    if isinstance(node, Sequence):
        return [free_value(item) for item in node.items]
    return node.value


class Checker:
    """The settings of one pass, and the faults that it has found."""

    def __init__(self, from_text: bool, site_names: Facts[str, str], required: bool) -> None:
        self.from_text = from_text
        self.site_names = site_names
        self.check_required = required
        self.faults: list[Fault] = []
        self.unknown_roots = 0
        self.kept: dict[str, list[int]] = {}

    def map(
        self, tree: Mapping, shape: Shape, pointer: str, at: tuple[int, int]
    ) -> dict[str, object]:
        """The valid values of a map; `at` is where a missing field is told."""
        values: dict[str, object] = {}
        fields = shape.fields
        prefix = pointer + "." if pointer else ""
        if fields is None:
            for name, entry in tree.entries.items():
                value = self.value(entry.node, shape.values or shape, prefix + name, entry)
                if value is not ABSENT:
                    values[name] = value
            return values
        seen: dict[str, Entry] = {}
        misspelt = set()
        for name, entry in tree.entries.items():
            field = fields.get(name)
            if field is None:
                known = canonical(name)
                field = fields.get(known)
                if field is None:
                    misspelt.add(self.unknown(name, entry, fields, prefix))
                    continue
                name = known
            if name in seen:
                names = {"name": name, "first": seen[name].key_start}
                self.fault("key-duplicate", (entry.key_start, entry.key_end), prefix + name, names)
                continue
            seen[name] = entry
            value = self.value(entry.node, field, prefix + name, entry, name in shape.required)
            if value is not ABSENT:
                values[name] = value
        if self.check_required:
            for name in shape.required:
                if name not in seen and name not in misspelt:
                    self.missing(prefix + name, *at)
        return values

    def value(
        self, node: Node, shape: Shape, pointer: str, entry: Entry | None, required: bool = False
    ) -> object:
        """The value of a node, or ABSENT where it is null or invalid; a null is only invalid in a
        list, where no key stands before it."""
        kind = shape.kind
        if node.__class__ is Scalar:
            value = node.value
            if required and (value is None or (value.__class__ is str and not value.strip())):
                key = (entry.key_start, entry.key_end) if entry else (node.start, node.end)
                self.missing(pointer, *key)
                return ABSENT
            if value is None:
                if entry is None:
                    self.invalid(node, shape, pointer)
                return ABSENT
            if (
                kind == "text"
                and value.__class__ is str
                and not shape.choices
                and not shape.pattern
            ):
                return value
            return self.scalar(node, shape, pointer)
        if kind == "any":
            return free_value(node)
        if kind == "map" and isinstance(node, Mapping):
            at = (entry.key_start, entry.key_end) if entry else (node.start, node.start + 1)
            return self.map(node, shape, pointer, at)
        if kind == "list" and isinstance(node, Sequence):
            return self.list(node, shape, pointer)
        self.invalid(node, shape, pointer)
        return ABSENT

    def list(self, node: Sequence, shape: Shape, pointer: str) -> list[object]:
        """The items of a list; an invalid one is left out of the values of a list of scalars and
        stands as an empty map in a list of maps, so that the others keep their number."""
        item_shape = shape.item or shape
        values = []
        kept = []
        for number, item in enumerate(node.items):
            value = self.value(item, item_shape, f"{pointer}[{number}]", None)
            if value is ABSENT:
                if item_shape.kind != "map":
                    continue
                value = {}
            values.append(value)
            kept.append(number)
        if len(kept) < len(node.items):
            self.kept[pointer] = kept
        return values

    def scalar(self, node: Scalar, shape: Shape, pointer: str) -> object:
        """The value of a scalar that is no null."""
        value, kind = node.value, shape.kind
        if kind == "any":
            return value
        if kind == "map" and shape.text_form and isinstance(value, str):
            parts = [part.strip() for part in value.split(" / ")]
            if len(parts) == len(shape.text_form) and all(parts):
                return dict(zip(shape.text_form, parts, strict=True))
        elif kind == "text":
            text = value if isinstance(value, str) else node.text
            if text is not None and fits_text(text, shape):
                return text
        elif kind == "list" and self.from_text and isinstance(value, str):
            return [value]
        else:
            typed = self.typed(value, kind)
            if typed is not ABSENT and in_range(typed, shape):
                return typed
        self.invalid(node, shape, pointer)
        return ABSENT

    def typed(self, value: object, kind: str) -> object:
        """The value as a whole number, a flag or a day, or ABSENT."""
        if kind == "date":
            return read_date(value)
        if self.from_text and isinstance(value, str):
            value = read_text(value)
        if kind == "whole" and value.__class__ is int:
            return value
        if kind == "flag":
            if value.__class__ is bool:
                return value
            if value.__class__ is int and value in (0, 1):
                return bool(value)
        return ABSENT

    def invalid(self, node: Node, shape: Shape, pointer: str) -> None:
        """A value that is not what its shape asks for."""
        values = {
            "field": self.name(pointer),
            "value": shown(node),
            "expected": wanted(shape),
            "type": type_of(node),
        }
        self.fault("field-invalid", (node.start, node.end), pointer, values)

    def missing(self, pointer: str, start: int, end: int) -> None:
        """A field that is required and not there."""
        self.fault("field-missing", (start, end), pointer, {"field": self.name(pointer)})

    def unknown(self, name: str, entry: Entry, fields: Facts[str, Shape], prefix: str) -> str:
        """A key that the shape does not know; gives the known name that it is nearest to, or ""."""
        near = did_you_mean(name, fields)
        if not prefix and not near:
            self.unknown_roots += 1
        hint = f"; did you mean '{near}'?" if near else "."
        values = {"field": self.name(prefix + name), "hint": hint}
        self.fault("field-unknown", (entry.key_start, entry.key_end), prefix + name, values)
        return near or ""

    def name(self, pointer: str) -> str:
        """A pointer in the site's own words."""
        return self.site_names.get(pointer, pointer)

    def fault(
        self, rule: str, span: tuple[int, int], pointer: str, values: Facts[str, object]
    ) -> None:
        """Adds a fault."""
        self.faults.append(Fault(rule, *span, values, self.name(pointer)))


def fits_text(text: str, shape: Shape) -> bool:
    """Whether a text is one of the choices and has the form."""
    if shape.choices:
        return text in shape.choices
    return not shape.pattern or re.search(shape.pattern, text) is not None


def in_range(value: object, shape: Shape) -> bool:
    """Whether a number lies within the limits."""
    if not isinstance(value, int):
        return True
    return (shape.minimum is None or value >= shape.minimum) and (
        shape.maximum is None or value <= shape.maximum
    )


def read_date(value: object) -> object:
    """The day of a date, a timestamp, or ISO text; ABSENT for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(ISO_DATE, value):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return ABSENT
    return ABSENT


def read_text(text: str) -> object:
    """The number or the flag that a text of a rendered page stands for, else the text."""
    lowered = text.strip().lower()
    if lowered in ("true", "false"):
        return lowered == "true"
    return int(lowered) if re.fullmatch(WHOLE, lowered) else text
