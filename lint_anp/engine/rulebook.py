"""The rules of a run: the built-in ones and the site's own."""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from lint_anp.engine.rule_values import Rule
from lint_anp.errors import InputError, reason_of
from lint_anp.paths import relative


class Rulebook(NamedTuple):
    """Rules by id, sorted, and the ids of those that the wheel's build compiled."""

    rules: Mapping[str, Rule]
    compiled: frozenset[str] = frozenset()

    @property
    def topics(self) -> list[str]:
        """The names of the folders that rules stand in."""
        return sorted({rule.topic for rule in self.rules.values()})

    def expand(self, names: Iterable[str]) -> frozenset[str]:
        """The ids that names of rules and topics stand for; raises InputError for others."""
        ids: set[str] = set()
        unknown = []
        for name in names:
            found = {rule.id for rule in self.rules.values() if name in (rule.id, rule.topic)}
            if not found:
                from lint_anp.schema.names import suggest

                hint = suggest(name, [*self.rules, *self.topics]) or "; see 'lint-anp rules'"
                unknown.append(f"there is no rule or topic '{name}'{hint}")
            ids |= found
        if unknown:
            raise InputError(*unknown)
        return frozenset(ids)


@cache
def builtin_rules() -> Rulebook:
    """The rules that come with lint-anp: from the module that the wheel's build wrote, else from
    the rule files beside the package."""
    try:
        compiled: Any = import_module("lint_anp.engine.compiled_rules")
    except ImportError:
        return read_rules(list_rule_files(builtin_folder()))
    folder = builtin_folder()
    rules = {
        rule.id: rule._replace(file=os.path.join(folder, rule.file)) for rule in compiled.RULES
    }
    return Rulebook(rules, frozenset(rules))


def builtin_folder() -> str:
    """The folder of the built-in rule files: in the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")


def list_rule_files(folder: str) -> list[str]:
    """The rule files below a folder, sorted; raises InputError for a folder that cannot be read."""
    files = [
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder, onerror=refuse)
        for name in names
        if name.endswith((".yaml", ".yml")) and not name.startswith(".")
    ]
    return sorted(files)


def refuse(error: OSError) -> None:
    """Raises InputError for a folder that is there and cannot be read."""
    if not isinstance(error, FileNotFoundError):
        raise InputError(
            f"{relative(error.filename)}: the folder cannot be read: {reason_of(error)}"
        )


def read_rules(paths: Iterable[str], *, bound: bool = True) -> Rulebook:
    """The rules of some files; raises InputError with all faults of all of them."""
    from lint_anp.engine.rule import read_rule

    rules: dict[str, Rule] = {}
    faults: list[str] = []
    for path in paths:
        shown = relative(path)
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                text = file.read()
        except UnicodeDecodeError:
            faults.append(f"{shown}: the rule file is not UTF-8; save it as UTF-8")
            continue
        except OSError as error:
            faults.append(f"{shown}: the rule file cannot be read: {reason_of(error)}")
            continue
        topic = os.path.basename(os.path.dirname(os.path.abspath(path)))
        rule, wrong = read_rule(shown, text, topic, bound=bound)
        faults += wrong
        if rule.id in rules:
            faults.append(f"{shown}:1:1: the rule '{rule.id}' stands in {rules[rule.id].file}, too")
        rules[rule.id] = rule
    if faults:
        raise InputError(*faults)
    return Rulebook(dict(sorted(rules.items())))


def rule_files(folders: Iterable[str]) -> list[str]:
    """The rule files of a site's folders; raises InputError for one without any."""
    files: list[str] = []
    for folder in folders:
        found = [folder] if os.path.isfile(folder) else list_rule_files(folder)
        if not found:
            raise InputError(f"{folder}: there is no rule file; a rule is a .yaml file")
        files += found
    return files


def with_own(own: Mapping[str, Rule]) -> Rulebook:
    """The built-in rules and a site's own ones; one of these replaces the built-in one of its id,
    unless that is mandatory. Raises InputError where it is."""
    builtin = builtin_rules()
    taken = [
        f"{rule.file}:1:1: '{rule.id}' is a mandatory rule of lint-anp; give yours another id"
        for rule in own.values()
        if rule.id in builtin.rules and builtin.rules[rule.id].mandatory
    ]
    if taken:
        raise InputError(*taken)
    if not own:
        return builtin
    rules = dict(sorted({**builtin.rules, **own}.items()))
    return Rulebook(rules, builtin.compiled - own.keys())
