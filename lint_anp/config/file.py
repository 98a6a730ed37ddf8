"""The file of a config: read, held against its schema, and where each of its values comes from."""

import os
from collections.abc import Iterable, Iterator
from typing import Any

from lint_anp.config.config import PYPROJECT, Config, Override, read_text
from lint_anp.errors import InputError
from lint_anp.paths import from_here
from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Mapping, Node, Sequence
from lint_anp.posts.yaml_reader import read_yaml
from lint_anp.schema.conform import conform
from lint_anp.schema.conformed import Conformed, find_place
from lint_anp.schema.describe import describe
from lint_anp.schema.names import suggest
from lint_anp.schema.shape import load_shape
from lint_anp.source import Source

LISTS = ("include", "exclude", "select", "ignore", "rules", "static", "allow")


def load_config(path: str) -> Config:
    """The config in a file; raises InputError with all its faults as `path:line:column: words`."""
    text = read_text(path)
    source = Source(from_here(path), text)
    is_toml = os.path.basename(path) == PYPROJECT or path.endswith(".toml")
    if is_toml:
        from lint_anp.posts.toml_reader import read_toml as read
    else:
        read = read_yaml
    node, faults = read(text)
    if is_toml and isinstance(node, Mapping):
        node = table_of(node)
    if faults:
        raise InputError(*(line_of(source, fault) for fault in faults))
    if node is None:
        node = Mapping({}, 0, 0)
    if not isinstance(node, Mapping):
        raise InputError(f"{source.path}:1:1: a config is made of 'key: value' lines")
    conformed = conform(node, load_shape("config"))
    wrong = [line_of(source, fault) for fault in conformed.faults]
    wrong += [line_at(source, conformed, *fault) for fault in faults_of_values(conformed)]
    if wrong:
        raise InputError(*wrong)
    return make_config(path, source, conformed)


def table_of(node: Mapping) -> Node | None:
    """The table `[tool.lint-anp]` of a pyproject.toml."""
    for name in ("tool", "lint-anp"):
        entry = node.entries.get(name) if isinstance(node, Mapping) else None
        if entry is None or not isinstance(entry.node, Mapping):
            return None
        node = entry.node
    return node


def line_of(source: Source, fault: Fault) -> str:
    """A fault as `path:line:column: words`."""
    line, column = source.line_column(fault.start)
    words = fault.values.get("problem") or describe(fault.rule, fault.values)
    return f"{source.path}:{line}:{column}: {words}"


def line_at(source: Source, conformed: Conformed, path: tuple[str | int, ...], words: str) -> str:
    """Words about the value at a path as `path:line:column: words`."""
    line, column = source.line_column(find_place(conformed, path, (0, 0)).start)
    return f"{source.path}:{line}:{column}: {words}"


def faults_of_values(conformed: Conformed) -> Iterable[tuple[tuple[str | int, ...], str]]:
    """What is wrong with values beyond their types: names of fields that we do not have."""
    meta = load_shape("meta")
    for pointer in conformed.values.get("fields") or ():  # type: ignore[attr-defined]
        shape = meta
        for name in pointer.split("."):
            fields = shape.fields or {}
            if name not in fields:
                words = f"'{pointer}' is not a field of a post{suggest(name, fields)}"
                yield ("fields", pointer), words
                break
            shape = fields[name]


def starts_of(node: Node, pointer: str) -> Iterator[tuple[str, int]]:
    """The pointers of all keys and items of a tree, and where they start."""
    if isinstance(node, Mapping):
        for name, entry in node.entries.items():
            path = f"{pointer}.{name}" if pointer else name
            yield path, entry.key_start
            yield from starts_of(entry.node, path)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            path = f"{pointer}[{number}]"
            yield path, item.start
            yield from starts_of(item, path)


def make_config(path: str, source: Source, conformed: Conformed) -> Config:
    """The config that checked values make."""
    values: dict[str, Any] = conformed.values
    lists = {name: tuple(values.get(name) or ()) for name in LISTS}
    overrides = tuple(
        Override(tuple(one.get("paths") or ()), one.get("severity") or {}, one.get("options") or {})
        for one in values.get("overrides") or ()
    )
    places = {
        pointer: "{}:{}:{}".format(source.path, *source.line_column(start))
        for pointer, start in starts_of(conformed.tree, "")
    }
    return Config(
        path=path,
        root=os.path.dirname(os.path.abspath(path)),
        **lists,
        severity=values.get("severity") or {},
        options=values.get("options") or {},
        overrides=overrides,
        fields=values.get("fields") or {},
        schema=values.get("schema"),
        fail_on=values.get("fail_on") or "warning",
        lift_mandatory=values.get("lift_mandatory") or {},
        language=values.get("language"),
        places=places,
    )
