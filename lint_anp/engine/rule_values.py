"""A rule as data, as the check path holds it."""

from collections.abc import Mapping as Facts
from typing import Any, NamedTuple

from lint_anp.finding import Severity


class Hole(NamedTuple):
    """A place in a message: the Python of its expression, and the words for one and for many."""

    python: str
    plural: tuple[str, str] | None = None


class Code(NamedTuple):
    """A rule's expressions as Python over the parameters of the rule language.

    `items_path` is the path of the meta's list that `items` gives. `details` are the last of the
    rule's values, those that `require` does not ask for: only a finding does. `at` gives a path:
    into the meta where `at_root` is "meta", below the item where it is "item". `needs` are fields
    of the meta without which the rule does not apply, `patterns` options that are regular
    expressions. It `asks_day` where its findings may be others tomorrow.
    """

    items: str = ""
    items_path: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    when: str = ""
    require: str = ""
    details: tuple[tuple[str, str], ...] = ()
    at_root: str = ""
    at: str = ""
    message: tuple[str | Hole, ...] = ()
    ratchet: str = ""
    uses_meta: bool = False
    needs: tuple[str, ...] = ()
    asks_day: bool = False
    patterns: tuple[str, ...] = ()


class Rule(NamedTuple):
    """A rule as data. `origin` is "rule", or the part of the program that judges instead:
    schema, loader, corpus or run. `texts` are its expressions as written. `option_files` are the
    files beside its own, as it names them, that hold options."""

    id: str
    topic: str
    name: str
    severity: Severity | str
    mandatory: bool
    owner: str
    why: str
    help: str
    message: str
    origin: str
    formats: tuple[str, ...]
    paths: tuple[str, ...]
    options: Facts[str, Any]
    texts: Facts[str, str]
    tags: tuple[str, ...]
    precision: str
    measured: str
    sources: tuple[str, ...]
    better: str
    file: str
    code: Code
    option_files: tuple[str, ...] = ()
