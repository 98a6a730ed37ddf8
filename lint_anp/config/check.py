"""A config held against the rulebook, and told with the origin of each value."""

import json
import os
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Facts
from typing import Any

from lint_anp.config.config import Config, Override, find_config
from lint_anp.engine.rule_values import Rule
from lint_anp.engine.rulebook import Rulebook
from lint_anp.engine.types import fits, type_of_value
from lint_anp.errors import InputError
from lint_anp.paths import from_here, relative
from lint_anp.schema.names import suggest


def check_config(config: Config, rulebook: Rulebook) -> None:
    """Raises InputError for rules, topics and options that the rulebook does not have, and for
    mandatory rules that the config would silence."""
    faults = [
        f"{config.places.get(pointer, config.path)}: {words}"
        for pointer, words in faults_of(config, rulebook)
    ]
    if faults:
        raise InputError(*faults)


def faults_of(config: Config, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """What is wrong with a config: the pointer of the value, and words."""
    for key, names in (("select", config.select), ("ignore", config.ignore)):
        for number, name in enumerate(names):
            yield from name_faults(f"{key}[{number}]", name, rulebook)
    for number, name in enumerate(config.ignore):
        if is_mandatory(name, rulebook):
            yield f"ignore[{number}]", f"'{name}' is mandatory; lift it with 'lift_mandatory:'"
    for name in config.lift_mandatory:
        yield from name_faults(f"lift_mandatory.{name}", name, rulebook)
    for number, layer in enumerate(config.layers):
        prefix = f"overrides[{number - 1}]." if number else ""
        yield from layer_faults(prefix, layer, rulebook)
    if config.lift_mandatory and (above := config_above(config)):
        words = "only the config at the site's root may lift a mandatory rule; that is "
        yield "lift_mandatory", words + from_here(above)


def layer_faults(prefix: str, layer: Override, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """What is wrong with severities and options."""
    for name, level in layer.severity.items():
        pointer = f"{prefix}severity.{name}"
        yield from name_faults(pointer, name, rulebook)
        if is_mandatory(name, rulebook) and (level == "off" or prefix):
            words = "lift it" if level == "off" else "no path setting changes it; lift it"
            yield pointer, f"'{name}' is mandatory; {words} with 'lift_mandatory:'"
    for name, options in layer.options.items():
        pointer = f"{prefix}options.{name}"
        yield from name_faults(pointer, name, rulebook)
        rule = rulebook.rules.get(name)
        if rule is not None:
            for option, words in option_faults(rule, options):
                yield f"{pointer}.{option}", words


def name_faults(pointer: str, name: str, rulebook: Rulebook) -> Iterable[tuple[str, str]]:
    """That there is no rule and no topic of a name."""
    known = [*rulebook.rules, *rulebook.topics]
    if name not in known:
        hint = suggest(name, known) or "; see 'lint-anp rules'"
        yield pointer, f"there is no rule or topic '{name}'{hint}"


def is_mandatory(name: str, rulebook: Rulebook) -> bool:
    """Whether a name is that of a mandatory rule."""
    return name in rulebook.rules and rulebook.rules[name].mandatory


def option_faults(rule: Rule, options: Facts[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the options of a rule: the option's name, and words."""
    for name, value in options.items():
        if name not in rule.options:
            there = f"; there are {', '.join(rule.options)}" if rule.options else "; it has none"
            hint = suggest(name, rule.options) or there
            yield name, f"'{rule.id}' has no option '{name}'{hint}"
        elif not fits(type_of_value(value), wanted := type_of_value(rule.options[name])):
            yield name, f"the option '{name}' of '{rule.id}' must be {wanted}"
        elif name in rule.code.patterns:
            from lint_anp.engine.patterns import pattern_problem

            if words := pattern_problem(value):
                yield name, f"the option '{name}' of '{rule.id}' is {words}"


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
    lines = [f"# {from_here(config.path) if config.path else 'no config file; all is default'}"]
    for key in Config._fields:
        if key not in ("path", "root", "places"):
            origin = config.places.get(key, "default")
            lines.append(f"{key}: {show_value(getattr(config, key))}  # {origin}")
    if path and config.overrides:
        from lint_anp.engine.plan import fits_any

        inside = relative(path, config.root)
        lines += [
            f"# {inside} is under the override for {', '.join(override.paths)}"
            for override in config.overrides
            if fits_any(inside, override.paths)
        ]
    return "\n".join(lines) + "\n"


def show_value(value: Any) -> str:
    """A value of the config in YAML's flow style, which is JSON's."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, tuple):
        value = [one._asdict() if hasattr(one, "_asdict") else one for one in value]
    return json.dumps(value, ensure_ascii=False)
