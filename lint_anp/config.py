"""The config of a site: where it is found, what it says, and where each value comes from."""

import os
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Facts
from typing import Any, NamedTuple

from lint_anp.errors import InputError
from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Mapping, Node, Sequence
from lint_anp.posts.yaml_reader import read_yaml
from lint_anp.schema.conform import conform
from lint_anp.schema.conformed import Conformed, find_place
from lint_anp.schema.describe import describe
from lint_anp.schema.names import suggest
from lint_anp.schema.shape import load_shape
from lint_anp.source import Source

NAMES = ("lint-anp.yaml", "lint-anp.yml")
PYPROJECT = "pyproject.toml"
TABLE = "[tool.lint-anp"


class Override(NamedTuple):
    """Settings for some paths of the site."""

    paths: tuple[str, ...]
    severity: Facts[str, str]
    options: Facts[str, Facts[str, Any]]


class Config(NamedTuple):
    """What a site says of itself. `root` is its folder; globs and paths are relative to it.

    `places` tell for the pointer of each key and item that is set where it is, as
    `path:line:column`.
    """

    path: str | None
    root: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    severity: Facts[str, str] = {}
    options: Facts[str, Facts[str, Any]] = {}
    overrides: tuple[Override, ...] = ()
    fields: Facts[str, str] = {}
    schema: str | None = None
    fail_on: str = "warning"
    lift_mandatory: Facts[str, str] = {}
    static: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    language: str | None = None
    places: Facts[str, str] = {}

    @property
    def layers(self) -> tuple[Override, ...]:
        """The settings of the whole site, then of some of its paths; the later are stronger."""
        return (Override(("**",), self.severity, self.options), *self.overrides)

    @property
    def bound(self) -> bool:
        """Whether the meta of posts follows lint-anp's own schema."""
        return self.schema is None

    @property
    def is_selective(self) -> bool:
        """Whether it leaves files out, by their paths."""
        return bool(self.rules or self.include or self.exclude)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet how the site's fields relate to ours."""
        return self.schema is None and not self.fields


LISTS = ("include", "exclude", "select", "ignore", "rules", "static", "allow")


def find_config(folder: str, known: dict[str, str | None] | None = None) -> str | None:
    """The config file of the nearest folder upwards; lint-anp.yaml wins over pyproject.toml. What
    is found is `known` afterwards for each folder on the way."""
    known = {} if known is None else known
    folder = os.path.abspath(folder)
    way = []
    while folder not in known:
        way.append(folder)
        parent = os.path.dirname(folder)
        own = config_in(folder)
        if own or parent == folder:
            known[folder] = own
        else:
            folder = parent
    known.update(dict.fromkeys(way, known[folder]))
    return known[folder]


def config_in(folder: str) -> str | None:
    """The config file that stands in a folder."""
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    path = os.path.join(folder, PYPROJECT)
    return path if os.path.isfile(path) and TABLE in read_text(path) else None


def read_text(path: str) -> str:
    """The text of a config file; raises InputError where it cannot be read."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise InputError(f"{shown_path(path)}: the config is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{shown_path(path)}: the config cannot be read: {reason}") from None


def shown_path(path: str) -> str:
    """A path relative to the current folder where it lies below it, with `/`."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")


def load_config(path: str | None, root: str) -> Config:
    """The config in a file, or the defaults for a site at `root` where there is none.

    Raises InputError with all its faults as `path:line:column: words`.
    """
    if path is None:
        return Config(None, os.path.abspath(root))
    text = read_text(path)
    source = Source(shown_path(path), text)
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
