"""The config of a site: where it is found, what it says, and where each value comes from."""

import os
from collections.abc import Iterable, Mapping as Facts
from typing import Any, NamedTuple

from lint_anp.engine.rule import describe
from lint_anp.engine.rulebook import Rulebook
from lint_anp.engine.types import fits, type_of_value
from lint_anp.errors import InputError
from lint_anp.posts.post import Fault
from lint_anp.posts.toml_reader import read_toml
from lint_anp.posts.tree import Mapping, Node
from lint_anp.posts.yaml_reader import read_yaml
from lint_anp.schema.conform import Conformed, conform, find_place
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

    `places` tell for each key that is set where it is, as `path:line:column`.
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
    language: str | None = None
    allow: tuple[str, ...] = ()
    places: Facts[str, str] = {}

    @property
    def bound(self) -> bool:
        """Whether the meta of posts follows lint-anp's own schema."""
        return self.schema is None


LISTS = ("include", "exclude", "select", "ignore", "rules", "static", "allow")


def find_config(folder: str) -> str | None:
    """The config file of the nearest folder upwards; lint-anp.yaml wins over pyproject.toml."""
    folder = os.path.abspath(folder)
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                return path
        path = os.path.join(folder, PYPROJECT)
        if os.path.isfile(path) and TABLE in read_text(path):
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


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
    node, faults = read_toml(text) if is_toml else read_yaml(text)
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


def make_config(path: str, source: Source, conformed: Conformed) -> Config:
    """The config that checked values make."""
    values: dict[str, Any] = conformed.values
    lists = {name: tuple(values.get(name) or ()) for name in LISTS}
    overrides = tuple(
        Override(
            tuple(one.get("paths") or ()), one.get("severity") or {}, one.get("options") or {}
        )
        for one in values.get("overrides") or ()
    )
    places = {
        key: "{}:{}:{}".format(source.path, *source.line_column(entry.key_start))
        for key, entry in conformed.tree.entries.items()
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


def check_config(config: Config, rulebook: Rulebook) -> None:
    """Raises InputError for rules, topics and options that the rulebook does not have, and for
    mandatory rules that the config would silence."""
    faults: list[str] = []
    known = [*rulebook.rules, *rulebook.topics]

    def name_faults(key: str, names: Iterable[str]) -> None:
        place = config.places.get(key, config.path or "")
        for name in names:
            if name not in known:
                faults.append(f"{place}: {key}: there is no rule '{name}'{suggest(name, known)}")

    name_faults("select", config.select)
    name_faults("ignore", config.ignore)
    name_faults("lift_mandatory", config.lift_mandatory)
    for key, settings in [("severity", config), *(("overrides", one) for one in config.overrides)]:
        name_faults(key, settings.severity)
        name_faults("options" if key == "severity" else key, settings.options)
        place = config.places.get(key, config.path or "")
        for name, level in settings.severity.items():
            rule = rulebook.rules.get(name)
            if rule and rule.mandatory and level == "off":
                faults.append(f"{place}: '{name}' is mandatory; lift it with 'lift_mandatory:'")
        for name, options in settings.options.items():
            rule = rulebook.rules.get(name)
            if rule is not None:
                place = config.places.get("options" if key == "severity" else key, place)
                faults += [f"{place}: {words}" for words in option_faults(rule.id, rule.options, options)]
    for name in config.ignore:
        if name in rulebook.rules and rulebook.rules[name].mandatory:
            place = config.places.get("ignore", "")
            faults.append(f"{place}: '{name}' is mandatory; lift it with 'lift_mandatory:'")
    if config.lift_mandatory and (above := config_above(config)):
        faults.append(
            f"{config.places['lift_mandatory']}: only the config at the site's root may lift a "
            f"mandatory rule; that is {shown_path(above)}"
        )
    if faults:
        raise InputError(*faults)


def option_faults(
    rule: str, defaults: Facts[str, Any], options: Facts[str, Any]
) -> Iterable[str]:
    """What is wrong with the options of a rule."""
    for name, value in options.items():
        if name not in defaults:
            hint = suggest(name, defaults) or (
                f"; there are {', '.join(defaults)}" if defaults else "; it has none"
            )
            yield f"'{rule}' has no option '{name}'{hint}"
        elif not fits(type_of_value(value), wanted := type_of_value(defaults[name])):
            yield f"the option '{name}' of '{rule}' must be {wanted}"


def config_above(config: Config) -> str | None:
    """Another config above a site's in the same git repository."""
    folder = config.root
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
        found = find_config(folder)
        if found and os.path.dirname(found) == folder:
            return found
    return None


def describe_config(config: Config, path: str | None = None) -> str:
    """Each value of a config and where it comes from, a line each; with a path, also the settings
    that its overrides give it."""
    lines = [f"# {shown_path(config.path) if config.path else 'no config file; all is default'}"]
    for key in Config._fields:
        if key not in ("path", "root", "places"):
            origin = config.places.get(key, "default")
            lines.append(f"{key}: {show_value(getattr(config, key))}  # {origin}")
    if path and config.overrides:
        from lint_anp.engine.plan import globs_of

        inside = os.path.relpath(path, config.root).replace(os.sep, "/")
        for override in config.overrides:
            if globs_of(override.paths).match_file(inside):
                lines.append(f"# {inside} is under the override for {', '.join(override.paths)}")
    return "\n".join(lines) + "\n"


def show_value(value: Any) -> str:
    """A value of the config in YAML's flow style, which is JSON's."""
    import json

    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, tuple):
        value = [one._asdict() if hasattr(one, "_asdict") else one for one in value]
    return json.dumps(value, ensure_ascii=False)
