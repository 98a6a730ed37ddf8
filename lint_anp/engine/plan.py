"""The rules that apply to a post, compiled, with their severity and options."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from lint_anp.engine.rule_values import Code, Rule
from lint_anp.engine.rulebook import Rulebook
from lint_anp.finding import Severity

Read = Callable[..., Any]

MOST_KNOWN = 1_000
"""Sets of fields of which a plan knows the rules that apply."""


class Judge(NamedTuple):
    """A rule's expressions as functions."""

    items: Read | None
    values: tuple[tuple[str, Read], ...]
    when: Read | None
    require: Read | None
    details: tuple[tuple[str, Read], ...]
    at: Read | None
    message: tuple[Any, ...]
    ratchet: Read | None


class Active(NamedTuple):
    """A rule that runs, with its severity, its options, and its compiled expressions."""

    rule: Rule
    severity: Severity
    options: Mapping[str, Any]
    judge: Judge


class Plan(NamedTuple):
    """What runs on a post: rules with expressions in order, and all rules by id; and the fields of
    the meta that those rules need that ask which day it is.

    `needed` are the fields that any rule needs; `known` is for `applicable` alone.
    """

    judged: tuple[Active, ...]
    rules: Mapping[str, Active]
    dated: tuple[frozenset[str], ...]
    needed: frozenset[str]
    known: dict[tuple[frozenset[str], bool], tuple[Active, ...]]


@cache
def compiled_judges() -> Mapping[str, Judge]:
    """The functions of the built-in rules, from the module that the wheel's build wrote."""
    compiled: Any = import_module("lint_anp.engine.compiled_judges")
    judges: Mapping[str, Judge] = compiled.JUDGES
    return judges


@cache
def compile_rule(code: Code) -> Judge:
    """The functions of a rule's expressions."""

    from lint_anp.engine.expression import compile_python
    from lint_anp.engine.functions import NAMESPACE

    def read(python: str) -> Read | None:
        return compile_python(python, NAMESPACE) if python else None

    def read_all(values: tuple[tuple[str, str], ...]) -> tuple[tuple[str, Read], ...]:
        return tuple((name, compile_python(python, NAMESPACE)) for name, python in values)

    return Judge(
        items=read(code.items),
        values=read_all(code.values),
        when=read(code.when),
        require=read(code.require),
        details=read_all(code.details),
        at=read(code.at),
        message=tuple(
            part if isinstance(part, str) else (compile_python(part.python, NAMESPACE), part.plural)
            for part in code.message
        ),
        ratchet=read(code.ratchet),
    )


def make_plan(
    rulebook: Rulebook,
    chosen: Iterable[str],
    severity: Mapping[str, str],
    options: Mapping[str, Mapping[str, Any]],
    path: str,
    form: str,
) -> Plan:
    """The plan for a post at a path of its site, of a format.

    `chosen` are the ids that run; `severity` and `options` overrule the rules' own.
    """
    active = {}
    for id_ in sorted(chosen):
        rule = rulebook.rules[id_]
        level = severity.get(id_, rule.severity)
        if level == "off" or (rule.formats and form not in rule.formats):
            continue
        if rule.paths and not fits_any(path, rule.paths):
            continue
        merged = {name: frozen(value) for name, value in rule.options.items()}
        merged |= {name: frozen(value) for name, value in options.get(id_, {}).items()}
        judge = compiled_judges()[id_] if id_ in rulebook.compiled else compile_rule(rule.code)
        active[id_] = Active(rule, level, merged, judge)  # type: ignore[arg-type]
    judged = tuple(rule for rule in active.values() if rule.rule.origin == "rule")
    dated = tuple(frozenset(one.rule.code.needs) for one in judged if one.rule.code.asks_day)
    needed = frozenset(field for one in judged for field in one.rule.code.needs)
    return Plan(judged, active, dated, needed, {})


def applicable(plan: Plan, fields: Iterable[str], *, is_unreadable: bool) -> tuple[Active, ...]:
    """The rules with expressions that can say something of a post whose meta has some fields, or
    could not be read; many posts have the same."""
    there = plan.needed.intersection(fields)
    key = there, is_unreadable
    rules = plan.known.get(key)
    if rules is None:
        rules = tuple(
            active
            for active in plan.judged
            if there.issuperset(active.rule.code.needs)
            and not (is_unreadable and active.rule.code.uses_meta)
        )
        if len(plan.known) < MOST_KNOWN:
            plan.known[key] = rules
    return rules


def frozen(value: Any) -> Any:
    """A list as a tuple, so that functions can remember what they made of it."""
    return tuple(value) if isinstance(value, list) else value


def fits_any(path: str, globs: tuple[str, ...]) -> bool:
    """Whether a path fits one of some globs (gitignore's syntax)."""
    return bool(globs_of(globs).match_file(path))


@cache
def globs_of(globs: tuple[str, ...]) -> Any:
    """Globs made ready for matching."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)
