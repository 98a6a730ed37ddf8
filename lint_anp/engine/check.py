"""A post held against the rules: faults and broken requirements become findings."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from xxhash import xxh3_64_hexdigest

from lint_anp.engine.functions import Absent
from lint_anp.engine.message import fill
from lint_anp.engine.plan import Active, Plan, applicable
from lint_anp.engine.site_files import SiteFiles
from lint_anp.engine.steady import describe_subject, name_in_file
from lint_anp.engine.view import PostView
from lint_anp.finding import Finding, Related, Severity
from lint_anp.frozen import make
from lint_anp.posts.post import Fault, Post
from lint_anp.schema.conformed import Conformed, Path, Place, find_place, whole_post

NOT_APPLICABLE: tuple[type[Exception], ...] = (
    Absent, LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError,
)  # fmt: skip
"""What an expression raises where a value is absent or not of the kind that it needs."""

LISTS = (list, tuple, frozenset)
"""What `for_each` goes over; a value that no schema binds may be anything."""

MILDER: dict[Severity, Severity] = {"error": "warning", "warning": "note", "note": "note"}

ONLY_TOLD = frozenset(("shown", "differs", "places"))
"""Values of a fault that are words for its message; its data has them as they are."""


NO_DATA: Mapping[str, Any] = {}
"""What most findings know beyond their message."""


class Broken(NamedTuple):
    """A rule broken at a span, before it has its place in lines and its fingerprint."""

    active: Active
    start: int
    end: int
    pointer: str
    message: str
    data: Mapping[str, Any]
    related: tuple[Related, ...] = ()


def check_post(
    post: Post,
    conformed: Conformed | None,
    plan: Plan,
    today: date,
    language: str | None = None,
    files: SiteFiles | None = None,
) -> list[Broken]:
    """What a post breaks of a plan, in no order; faults of its loader and its schema included.

    `language` is that of posts that state none; `files` are the site's, where they are known.
    """
    broken = list(judge_faults(post, post.faults, plan))
    if conformed is not None:
        broken += judge_faults(post, conformed.faults, plan)
    if not post.source.text and any(fault.rule == "file-unreadable" for fault in post.faults):
        return broken
    view = PostView(post, conformed, language, files)
    meta = conformed.values if conformed else {}
    for active in applicable(plan, meta, is_unreadable=post.meta is None):
        broken += judge_rule(active, post, conformed, view, meta, today)
    return broken


def judge_faults(post: Post, faults: Iterable[Fault], plan: Plan) -> Iterator[Broken]:
    """Faults of a loader or of the schema as broken rules, where those rules run."""
    for fault in faults:
        active = plan.rules.get(fault.rule)
        if active is not None:
            yield from_fault(active, post, fault)


def from_fault(active: Active, post: Post, fault: Fault) -> Broken:
    """A fault with its rule's message; another place that it names is told by its line."""
    values, related = fault.values, fault.related
    if "first" in values:
        values = dict(values)
        first = values.pop("first")
        if isinstance(first, int):
            line, column = post.source.line_column(first)
            values["line"] = line
            other = post.source.path, line, column, "the first one"
            related = (make(Related, other), *related)
    message = fill(active.judge.message, (None, None, None, None, None, values))
    if fault.milder:
        active = soften(active, fault.milder)
    data = {name: value for name, value in values.items() if name not in ONLY_TOLD}
    return make(Broken, (active, fault.start, fault.end, fault.pointer, message, data, related))


def soften(active: Active, steps: int) -> Active:
    """A rule with a milder severity."""
    severity = active.severity
    for _ in range(steps):
        severity = MILDER[severity]
    return make(Active, (active.rule, severity, active.options, active.judge))


def judge_rule(
    active: Active,
    post: Post,
    conformed: Conformed | None,
    view: PostView,
    meta: dict[str, object],
    today: date,
) -> list[Broken]:
    """The findings of a rule's expressions on a post."""
    broken: list[Broken] = []
    items = items_of(active, view, meta, today)
    for number, verdict, arguments in verdicts(active, items, view, meta, today) if items else ():
        if verdict is not False:
            continue
        place = place_of(active, post, conformed, arguments, number)
        message = fill(active.judge.message, arguments)
        data = data_of(active, arguments)
        made = active, place.start, place.end, place.pointer, message, data, ()
        broken.append(make(Broken, made))
    return broken


def data_of(active: Active, arguments: tuple[Any, ...]) -> Mapping[str, Any]:
    """What a rule knows of a finding beyond its message: its values, and what it ratchets."""
    values, ratchet = arguments[5], active.judge.ratchet
    if not values and ratchet is None:
        return NO_DATA
    data = {name: plain_data(value) for name, value in values.items()}
    if ratchet is not None:
        with suppress(*NOT_APPLICABLE):
            data["ratchet"] = {"value": ratchet(*arguments), "better": active.rule.better}
    return data


def items_of(active: Active, view: PostView, meta: dict[str, object], today: date) -> Iterable[Any]:
    """What a rule looks at one by one: a post as a whole is one item."""
    if active.judge.items is None:
        return (None,)
    try:
        items = active.judge.items(meta, view, active.options, today, None, {})
    except NOT_APPLICABLE:
        return ()
    return items if isinstance(items, LISTS) else ()


def verdicts(
    active: Active, items: Iterable[Any], view: PostView, meta: dict[str, object], today: date
) -> Iterator[tuple[int, bool | None, tuple[Any, ...]]]:
    """For each item of a rule: its number, whether the rule is kept (None where it does not
    apply), and the arguments of its expressions."""
    options = active.options
    _, first, when, require, details, *_ = active.judge
    for number, item in enumerate(items):
        values: dict[str, Any] = {}
        arguments = meta, view, options, today, item, values
        verdict: bool | None = None
        try:
            if when is None or when(*arguments):
                for name, read in first:
                    values[name] = read(*arguments)
                verdict = bool(require(*arguments)) if require else None
                if verdict is False:
                    for name, read in details:
                        values[name] = read(*arguments)
        except NOT_APPLICABLE:
            verdict = None
        yield number, verdict, arguments


def place_of(
    active: Active,
    post: Post,
    conformed: Conformed | None,
    arguments: tuple[Any, ...],
    number: int,
) -> Place:
    """Where a finding stands: at the value that `at` names, or its nearest parent."""
    code, item = active.rule.code, arguments[4]
    if not code.at_root:
        return whole_post(post, conformed)
    steps = steps_of(active, arguments)
    if code.at_root == "item" and not code.items_path:
        path = getattr(item, "path", ())
        if not path and hasattr(item, "start"):
            return span_of(item, steps)
        steps = (*path, *steps)
    elif code.at_root == "item":
        steps = (*code.items_path, number, *steps)
    if conformed is None or not steps:
        return whole_post(post, conformed)
    return find_place(conformed, steps, post.anchor)


def steps_of(active: Active, arguments: tuple[Any, ...]) -> Path:
    """The path that `at` names; none where it asks for a value that is absent or of another
    kind."""
    if active.judge.at is None:
        return ()
    try:
        steps: Path = active.judge.at(*arguments)
    except NOT_APPLICABLE:
        return ()
    for step in steps:
        if not isinstance(step, (str, int)):
            return ()
    return steps


def span_of(item: Any, steps: tuple[Any, ...]) -> Place:
    """The place of something in the body, or of the part of it that a step names."""
    start, end = item.start, item.end
    if steps and (first := getattr(item, f"{steps[0]}_start", -1)) >= 0:
        start, end = first, getattr(item, f"{steps[0]}_end")
    place: Place = make(Place, (start, end, "", True))
    return place


def plain_data(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 2)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return [plain_data(item) for item in value]
    return str(getattr(value, "text", value))


def make_findings(
    broken: Iterable[tuple[Post, Broken]], *, for_lines: bool = False
) -> list[Finding]:
    """The findings of the posts of one file in the order of reports, each once, with fingerprints.

    A fingerprint is made of the rule, of what the finding is about, and of an ordinal where these
    are equal; it holds neither line nor path, nor a number in a list. Where findings are told as
    lines only they have none: it takes longer than the rest.
    """
    ordered = in_order(broken)
    if not ordered:
        return []
    spans = ((one.start, one.end, one.pointer) for _, one in ordered)
    located = ordered[0][0].source.locate_all(spans)
    findings: list[Finding] = []
    ordinals: dict[str, int] = {}
    told = None
    for (post, one), location in zip(ordered, located, strict=True):
        (rule, severity, *_), start, end, pointer, message, data, related = one
        fingerprint = ""
        if not for_lines:
            if post is not told:
                told, name = post, name_in_file(post)
            subject = f"{rule.id}\0{name}{describe_subject(post, pointer, start, end)}"
            ordinals[subject] = number = ordinals.get(subject, 0) + 1
            identity = f"{subject}\0{number}".encode("utf-8", "surrogatepass")
            fingerprint = xxh3_64_hexdigest(identity)
        made = rule.id, severity, message, rule.help, location, fingerprint, data, related
        findings.append(make(Finding, made))
    return findings


def in_order(broken: Iterable[tuple[Post, Broken]]) -> list[tuple[Post, Broken]]:
    """Broken rules by their places, rules and messages, each once."""
    ordered = []
    at, there = -1, set[tuple[str, int, str]]()
    for pair in sorted(broken, key=place_in_file):
        active, start, end, _, message, _, _ = pair[1]
        if start != at:
            at = start
            there.clear()
        if (identity := (active.rule.id, end, message)) not in there:
            there.add(identity)
            ordered.append(pair)
    return ordered


def place_in_file(pair: tuple[Post, Broken]) -> tuple[int, str, str]:
    """By what the broken rules of one file are sorted."""
    one = pair[1]
    return one.start, one.active.rule.id, one.message
