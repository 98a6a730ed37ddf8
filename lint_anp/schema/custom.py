"""A site's own schema: none at all, or a JSON Schema file."""

import json
import os
from collections.abc import Mapping as Facts
from datetime import date
from functools import cache
from typing import Any

from lint_anp.errors import InputError, reason_of
from lint_anp.paths import relative
from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Mapping, Node, Scalar, Sequence
from lint_anp.schema.conform import conform, conform_free, free_map
from lint_anp.schema.conformed import Conformed, find_place
from lint_anp.schema.describe import quote
from lint_anp.schema.names import suggest
from lint_anp.schema.shape import load_shape
from lint_anp.schema.site_names import entry_at, rearrange, with_entry


def conform_site(
    tree: Mapping, schema: str, root: str, fields: Facts[str, str], anchor: tuple[int, int]
) -> Conformed:
    """A meta under a site's own schema: `none`, or a JSON Schema file relative to `root`.

    Fields that the config maps are typed and stand under our names, too; where their values are
    not of our types, they count as absent, without a finding.
    """
    free = conform_free(tree)
    faults: tuple[Fault, ...] = ()
    if schema != "none":
        faults = tuple(faults_of(tree, load_validator(os.path.join(root, schema)), free, anchor))
    if not fields:
        return free._replace(faults=faults)
    mapped = Mapping({}, tree.start, tree.end)
    for pointer, site_pointer in fields.items():
        entry = entry_at(tree, tuple(site_pointer.split(".")))
        if entry is not None:
            mapped = with_entry(mapped, pointer.split("."), entry)
    typed = conform(mapped, load_shape("meta"), anchor=anchor, check_required=False)
    moved = rearrange(tree, fields)
    left = {name: entry for name, entry in moved.entries.items() if name not in mapped.entries}
    values = {**free_map(moved._replace(entries=left)), **typed.values}
    return Conformed(moved, values, faults, fields, len(tree.entries), 0, typed.kept)


@cache
def load_validator(path: str) -> Any:
    """The validator of a JSON Schema file; raises InputError where there is none."""
    shown = relative(path)
    try:
        import jsonschema_rs
    except ImportError:
        raise InputError(
            f"schema: {shown}: a site's own JSON Schema needs jsonschema-rs; "
            "install lint-anp[jsonschema]"
        ) from None
    try:
        with open(path, encoding="utf-8-sig") as file:
            schema = json.load(file)
    except OSError as error:
        raise InputError(f"schema: {shown}: cannot be read: {reason_of(error)}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{shown}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise InputError(f"{shown}: not UTF-8; save it as UTF-8") from None
    try:
        return jsonschema_rs.validator_for(schema)
    except (jsonschema_rs.ValidationError, ValueError) as error:
        raise InputError(f"{shown}: not a JSON Schema: {str(error).splitlines()[0]}") from None


def faults_of(
    tree: Mapping, validator: Any, free: Conformed, anchor: tuple[int, int]
) -> list[Fault]:
    """All that a JSON Schema finds wrong, each at its key or value."""
    instance = json_value(tree)
    faults: list[Fault] = []
    for error in validator.iter_errors(instance):
        faults += describe(error, free, anchor)
    return sorted(faults, key=lambda fault: (fault.start, fault.pointer))


def describe(error: Any, free: Conformed, anchor: tuple[int, int]) -> list[Fault]:
    """An error of the validator as faults of our rules."""
    path = tuple(error.instance_path)
    kind = error.kind
    name = type(kind).__name__.rpartition("_")[2]
    place = find_place(free, path, anchor)
    if name == "Required":
        missing = str(kind.property)
        at = find_place(free, (*path, missing), anchor)
        pointer = f"{place.pointer}.{missing}" if path else missing
        return [Fault("field-missing", at.start, at.end, {"field": pointer}, pointer)]
    if name == "AdditionalProperties":
        faults = []
        known = sorted(set(as_map(error)) - set(kind.unexpected))
        for key in kind.unexpected:
            start, end = find_key(free.tree, (*path, key)) or (place.start, place.end)
            pointer = f"{place.pointer}.{key}" if path else key
            values = {"field": pointer, "hint": suggest(key, known) or "."}
            faults.append(Fault("field-unknown", start, end, values, pointer))
        return faults
    values = {
        "field": place.pointer or "the meta",
        "value": shown_value(error.instance),
        "expected": expected(name, kind, error),
        "type": name,
    }
    return [Fault("field-invalid", place.start, place.end, values, place.pointer)]


def as_map(error: Any) -> dict[str, Any]:
    """The instance of an error that is about a map."""
    return error.instance if isinstance(error.instance, dict) else {}


def find_key(tree: Node, path: tuple[str | int, ...]) -> tuple[int, int] | None:
    """The span of the key at a path as written."""
    span = None
    for step in path:
        if isinstance(step, int) and isinstance(tree, Sequence):
            tree = tree.items[step]
        elif isinstance(tree, Mapping) and step in tree.entries:
            entry = tree.entries[str(step)]
            span, tree = (entry.key_start, entry.key_end), entry.node
    return span


def shown_value(value: Any) -> str:
    """A value as a message shows it."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (dict, list)):
        return "a map" if isinstance(value, dict) else "a list"
    return json.dumps(value)


def expected(name: str, kind: Any, error: Any) -> str:
    """What the schema asks for, to stand behind "must be"."""
    limits = {
        "Minimum": "{} or more",
        "Maximum": "{} or less",
        "ExclusiveMinimum": "more than {}",
        "ExclusiveMaximum": "less than {}",
        "MinLength": "text of {} characters or more",
        "MaxLength": "text of {} characters or fewer",
        "MinItems": "a list of {} or more",
        "MaxItems": "a list of {} or fewer",
        "MultipleOf": "a multiple of {}",
    }
    if name in limits:
        limit = getattr(kind, "limit", getattr(kind, "multiple_of", ""))
        return limits[name].format(limit)
    if name == "Type":
        types = kind.types if hasattr(kind, "types") else []
        words = {"string": "text", "integer": "a whole number", "number": "a number",
                 "boolean": "true or false", "array": "a list", "object": "a map",
                 "null": "nothing"}  # fmt: skip
        return " or ".join(words.get(str(one), str(one)) for one in types) or "of another type"
    if name == "Enum":
        return "one of " + ", ".join(map(str, kind.options))
    if name == "Constant":
        return json.dumps(kind.expected_value)
    if name == "Pattern":
        return f"text that fits {kind.pattern}"
    if name == "Format":
        return f"a {kind.format}"
    if name == "UniqueItems":
        return "a list without repeats"
    return f"as the schema says: {error.message}"


def json_value(node: Node) -> Any:
    """A node as JSON has it: dates and times as ISO text."""
    if isinstance(node, Scalar):
        if isinstance(node.value, date):
            return node.text or node.value.isoformat()
        return node.value
    if isinstance(node, Mapping):
        return {name: json_value(entry.node) for name, entry in node.entries.items()}
    return [json_value(item) for item in node.items]
