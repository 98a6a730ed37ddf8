"""Silencing: comments and a key of the meta that take findings out, each with a reason."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from lint_anp.engine.rulebook import Rulebook
from lint_anp.finding import Finding, Silenced
from lint_anp.posts.post import Fault, Post
from lint_anp.posts.tree import Mapping, Scalar
from lint_anp.schema.names import canonical, did_you_mean
from lint_anp.silence_comments import MARK, Point, find_comments, read_order

FIRST: Point = (1, 1)
BEHIND: Point = (sys.maxsize, 1)
WRITE_META = "write it as 'lint_anp: {ignore: {rule: reason}}'"


class Silence(NamedTuple):
    """One rule or topic that is silenced in the places from `first` up to `last` (line, column);
    its name's span."""

    name: str
    reason: str
    by: Literal["comment", "meta"]
    first: Point
    last: Point
    start: int
    end: int


class Outcome(NamedTuple):
    """Findings that stay and that are silenced, and the faults of the silences themselves."""

    kept: list[Finding]
    silenced: list[Silenced]
    faults: list[Fault]


def find_silences(posts: Sequence[Post]) -> tuple[list[Silence], list[Fault]]:
    """The silences in the posts of one file, and what is wrong with some of them."""
    silences: list[Silence] = []
    faults: list[Fault] = []
    for post in posts:
        if post.meta is not None:
            from_meta(post, silences, faults)
    text = posts[0].source.text
    if MARK not in text or posts[0].format == "page":
        return silences, faults
    for start, end, first, last, closed in find_comments(posts):
        order = read_order(text, start, end)
        problem = order.problem if closed else "its comment is never closed"
        if problem:
            faults.append(Fault("ignore-invalid", start, end, {"problem": problem}))
            continue
        places = (FIRST, BEHIND) if order.whole_file else (first, last)
        for span in order.names:
            name = text[slice(*span)]
            silences.append(Silence(name, order.reason, "comment", *places, *span))
    return silences, faults


def from_meta(post: Post, silences: list[Silence], faults: list[Fault]) -> None:
    """Adds what `lint_anp: {ignore: {rule: reason}}` silences in the post."""
    assert post.meta is not None
    entry = next(
        (entry for key, entry in post.meta.entries.items() if canonical(key) == "lint_anp"), None
    )
    if entry is None:
        return
    keys = entry.node.entries if isinstance(entry.node, Mapping) else {}
    ignore = keys.get("ignore")
    wrong = [(key.key_start, key.key_end) for name, key in keys.items() if name != "ignore"]
    if not keys:
        wrong = [(entry.key_start, entry.key_end)]
    elif ignore and not isinstance(ignore.node, Mapping):
        wrong.append((ignore.key_start, ignore.key_end))
    faults += [Fault("ignore-invalid", *span, {"problem": WRITE_META}) for span in wrong]
    if ignore is None or not isinstance(ignore.node, Mapping):
        return
    first, last = FIRST, BEHIND
    if post.format == "jsonl":
        line = post.source.line_of(entry.key_start)
        first, last = (line, 1), (line + 1, 1)
    for name, rule in ignore.node.entries.items():
        span = rule.key_start, rule.key_end
        value = rule.node.value if isinstance(rule.node, Scalar) else None
        if isinstance(value, str) and value.strip():
            silences.append(Silence(name, value, "meta", first, last, *span))
        else:
            problem = f"'{name}' has no reason; write '{name}: why'"
            faults.append(Fault("ignore-invalid", *span, {"problem": problem}))


def apply_silences(
    findings: Iterable[Finding],
    silences: Sequence[Silence],
    rulebook: Rulebook,
    ran: frozenset[str],
    chosen: frozenset[str] | None = None,
) -> Outcome:
    """The findings without those that are silenced.

    `ran` are the rules that ran, `chosen` those that a narrower choice did not leave out: a silence
    of rules that were not asked is not judged as unused. Mandatory rules are never silenced.
    """
    chosen = ran if chosen is None else chosen
    faults: list[Fault] = []
    named: dict[str, frozenset[str]] = {}
    by_rule: dict[str, list[Silence]] = {}
    for silence in silences:
        if silence.name not in named:
            named[silence.name] = rules_of(silence.name, rulebook)
        if fault := fault_of(silence, named[silence.name], rulebook):
            faults.append(fault)
            continue
        for id_ in named[silence.name]:
            by_rule.setdefault(id_, []).append(silence)
    covers = {id_: cover(of_rule) for id_, of_rule in by_rule.items()}
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    used: set[Silence] = set()
    refused: dict[tuple[Silence, str], None] = {}
    for finding in findings:
        place = finding.location.line, finding.location.column
        silence_ = taker(covers.get(finding.rule, ()), place)
        if silence_ is None:
            kept.append(finding)
            continue
        used.add(silence_)
        if rulebook.rules[finding.rule].mandatory:
            kept.append(finding)
            refused[silence_, finding.rule] = None
        else:
            silenced.append(Silenced(finding, silence_.by, silence_.reason))
    for silence, rule in refused:
        faults.append(Fault("ignore-refused", silence.start, silence.end, {"rule": rule}))
    for silence in silences:
        ids = frozenset(id_ for id_ in named[silence.name] if not rulebook.rules[id_].mandatory)
        if silence not in used and ids & ran and ids <= chosen:
            span = silence.start, silence.end
            faults.append(Fault("unused-ignore", *span, {"rule": silence.name}))
    return Outcome(kept, silenced, faults)


def rules_of(name: str, rulebook: Rulebook) -> frozenset[str]:
    """The ids that the name of a rule or a topic stands for."""
    return frozenset(rule.id for rule in rulebook.rules.values() if name in (rule.id, rule.topic))


def fault_of(silence: Silence, ids: frozenset[str], rulebook: Rulebook) -> Fault | None:
    """That a silence names no rule, or nothing but mandatory ones."""
    span = silence.start, silence.end
    if not ids:
        near = did_you_mean(silence.name, [*rulebook.rules, *rulebook.topics])
        hint = f", perhaps '{near}'" if near else "; see 'lint-anp rules'"
        problem = f"there is no rule '{silence.name}'{hint}"
        return Fault("ignore-invalid", *span, {"problem": problem})
    if all(rulebook.rules[id_].mandatory for id_ in ids):
        return Fault("ignore-refused", *span, {"rule": silence.name})
    return None


def cover(silences: Sequence[Silence]) -> list[tuple[Point, Silence]]:
    """Silences of one rule by where they begin, each with the one that reaches farthest of those
    that have begun by then."""
    farthest: Silence | None = None
    covers = []
    for silence in sorted(silences, key=lambda one: (one.first, one.start)):
        if farthest is None or silence.last > farthest.last:
            farthest = silence
        covers.append((silence.first, farthest))
    return covers


def taker(covers: Sequence[tuple[Point, Silence]], place: Point) -> Silence | None:
    """The silence that a place lies in."""
    number = bisect_right(covers, place, key=lambda one: one[0]) - 1
    if number < 0:
        return None
    silence = covers[number][1]
    return silence if place < silence.last else None
