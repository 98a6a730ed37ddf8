"""Silencing: comments and a key of the meta that take findings out, each with a reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lint_anp.engine.rulebook import Rulebook
from lint_anp.finding import Finding, Silenced
from lint_anp.posts.post import Fault, Post
from lint_anp.posts.tree import Mapping, Node, Scalar
from lint_anp.posts.tree import Sequence as Items
from lint_anp.schema.names import canonical, did_you_mean
from lint_anp.source import Source

MARK = "lint-anp:"
COMMENT = re.compile(
    r"#(?P<hash>[^\n]*)|<!--(?P<html>[^<>]*?)-->|\{/\*(?P<mdx>[^{}]*?)\*/\}", re.DOTALL
)
ORDER = re.compile(
    r"\s*lint-anp:\s*(?P<kind>ignore-file|ignore)?\s*(?:\[(?P<rules>[^\]]*)\])?"
    r"\s*(?:--\s*(?P<reason>.*\S))?\s*",
    re.DOTALL,
)


class Silence(NamedTuple):
    """One rule or topic that is silenced on the lines from `first` to `last`; its name's span."""

    name: str
    reason: str
    by: str
    first: int
    last: int
    start: int
    end: int


class Outcome(NamedTuple):
    """Findings that stay and that are silenced, and the faults of the silences themselves."""

    kept: list[Finding]
    silenced: list[Silenced]
    faults: list[Fault]


def find_silences(posts: Sequence[Post]) -> tuple[list[Silence], list[Fault]]:
    """The silences in the posts of one file, and what is wrong with some of them."""
    source = posts[0].source
    silences: list[Silence] = []
    faults: list[Fault] = []
    for post in posts:
        if post.meta is not None:
            from_meta(post, silences, faults)
    if MARK in source.text and posts[0].format not in ("json", "jsonl", "page"):
        for start, end, text, is_hash in comments_of(posts[0]):
            from_comment(posts[0], start, end, text, is_hash, silences, faults)
    return silences, faults


def comments_of(post: Post) -> Iterator[tuple[int, int, str, bool]]:
    """The comments that speak to lint-anp: span, text, and whether it begins with `#`."""
    text = post.source.text
    body = body_start(post)
    values = sorted(spans_of(post.meta)) if post.meta is not None else []
    code = [(block.start, block.end) for block in post.body.blocks if block.kind == "code"]
    at = 0
    while (at := text.find(MARK, at)) >= 0:
        line = text.rfind("\n", 0, at) + 1
        opening = max(text.rfind(sign, line, at) for sign in ("#", "<!--", "{/*"))
        at += len(MARK)
        match = COMMENT.match(text, opening) if opening >= 0 else None
        if match is None:
            continue
        is_hash = match.group("hash") is not None
        if is_hash != (opening < body) or inside(opening, values if is_hash else code):
            continue
        inner = match.group("hash") or match.group("html") or match.group("mdx") or ""
        yield match.start(), match.end(), inner, is_hash


def body_start(post: Post) -> int:
    """Where `#` comments end and the body begins."""
    if post.format in ("yaml", "json", "jsonl"):
        return len(post.source.text)
    from lint_anp.posts.front_matter import find_front_matter

    front = find_front_matter(post.source.text)
    return front.body if front and front.language != "json" else 0


def spans_of(node: Node) -> Iterator[tuple[int, int]]:
    """The spans of all scalars of a tree."""
    if isinstance(node, Scalar):
        yield node.start, node.end
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield entry.key_start, entry.key_end
            yield from spans_of(entry.node)
    elif isinstance(node, Items):
        for item in node.items:
            yield from spans_of(item)


def inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of some spans."""
    return any(start <= at < end for start, end in spans)


def from_comment(
    post: Post,
    start: int,
    end: int,
    text: str,
    is_hash: bool,
    silences: list[Silence],
    faults: list[Fault],
) -> None:
    """Adds what a comment silences, or what is wrong with it."""
    source = post.source
    begin = start + source.text[start:end].index(MARK)
    order = ORDER.fullmatch(text)
    stop = begin + len(source.text[begin:end].rstrip().removesuffix("-->").rstrip())
    problem = problem_of(order)
    if order is None or problem:
        faults.append(Fault("ignore-invalid", begin, stop, {"problem": problem}))
        return
    if order.group("kind") == "ignore-file":
        first, last = 1, len(source.line_starts)
    elif is_hash:
        first = last = commented_line(source, start)
    else:
        first, last = commented_block(post, start, end)
    names = order.group("rules")
    at = source.text.index("[", begin) + 1
    for name in names.split(","):
        place = at + len(name) - len(name.lstrip())
        at += len(name) + 1
        name = name.strip()
        silences.append(
            Silence(name, order.group("reason"), "comment", first, last, place, place + len(name))
        )


def problem_of(order: re.Match[str] | None) -> str:
    """What is wrong with the wording of a comment; "" where nothing is."""
    if order is None or order.group("kind") is None:
        return "write 'lint-anp: ignore[rule] -- reason'"
    if not (order.group("rules") or "").strip():
        return "it names no rule; write ignore[rule]"
    if not order.group("reason"):
        return "it gives no reason; add ' -- ' and why"
    return ""


def commented_line(source: Source, at: int) -> int:
    """The line that a `#` comment speaks of: its own, or the next one that is no comment."""
    line = source.line_of(at)
    start, _ = source.line_span(line)
    if source.text[start:at].strip():
        return line
    for number in range(line + 1, len(source.line_starts) + 1):
        text = source.text[slice(*source.line_span(number))].strip()
        if text and not text.startswith("#"):
            return number
    return line


def commented_block(post: Post, start: int, end: int) -> tuple[int, int]:
    """The lines of the block that a comment stands in, or else of the next one."""
    things = [(block.start, block.end) for block in post.body.blocks]
    things += [(image.start, image.end) for image in post.body.images]
    around = [span for span in things if span[0] <= start < span[1]]
    behind = sorted(span for span in things if span[0] >= end)
    if not around and behind:
        first = behind[0]
        around = [first, *(span for span in behind if span[0] < first[1])]
    if not around:
        line = post.source.line_of(start)
        return line, line
    return (
        post.source.line_of(min(span[0] for span in around)),
        post.source.line_of(max(span[1] for span in around)),
    )


def from_meta(post: Post, silences: list[Silence], faults: list[Fault]) -> None:
    """Adds what `lint_anp: {ignore: {rule: reason}}` silences in the post."""
    assert post.meta is not None
    entry = next(
        (entry for key, entry in post.meta.entries.items() if canonical(key) == "lint_anp"), None
    )
    if entry is None:
        return
    ignore = entry.node.entries.get("ignore") if isinstance(entry.node, Mapping) else None
    if ignore is None or not isinstance(ignore.node, Mapping):
        problem = "write it as 'lint_anp: {ignore: {rule: reason}}'"
        faults.append(Fault("ignore-invalid", entry.key_start, entry.key_end, {"problem": problem}))
        return
    last = len(post.source.line_starts)
    first = 1
    if post.format == "jsonl":
        first = last = post.source.line_of(entry.key_start)
    for name, rule in ignore.node.entries.items():
        span = rule.key_start, rule.key_end
        reason = rule.node.value if isinstance(rule.node, Scalar) else None
        if not isinstance(reason, str) or not reason.strip():
            problem = f"'{name}' has no reason; write '{name}: why'"
            faults.append(Fault("ignore-invalid", *span, {"problem": problem}))
        else:
            silences.append(Silence(name, reason, "meta", first, last, *span))


def apply_silences(
    findings: Sequence[Finding],
    silences: Sequence[Silence],
    rulebook: Rulebook,
    ran: frozenset[str],
) -> Outcome:
    """The findings without those that are silenced.

    `ran` are the rules that ran: a silence of others is not judged as unused. Mandatory rules are
    never silenced.
    """
    faults: list[Fault] = []
    valid: list[tuple[Silence, frozenset[str]]] = []
    for silence in silences:
        span = silence.start, silence.end
        rules = [rule for rule in rulebook.rules.values() if silence.name in (rule.id, rule.topic)]
        if not rules:
            near = did_you_mean(silence.name, [*rulebook.rules, *rulebook.topics])
            hint = f", perhaps '{near}'" if near else "; see 'lint-anp rules'"
            problem = f"there is no rule '{silence.name}'{hint}"
            faults.append(Fault("ignore-invalid", *span, {"problem": problem}))
        elif silence.name in rulebook.rules and rules[0].mandatory:
            faults.append(Fault("ignore-refused", *span, {"rule": silence.name}))
        else:
            ids = frozenset(rule.id for rule in rules if not rule.mandatory)
            valid.append((silence, ids))
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    used: set[Silence] = set()
    for finding in findings:
        line = finding.location.line
        taker = next(
            (s for s, ids in valid if finding.rule in ids and s.first <= line <= s.last), None
        )
        if taker is None:
            kept.append(finding)
        else:
            by = "meta" if taker.by == "meta" else "comment"
            silenced.append(Silenced(finding, by, taker.reason))  # type: ignore[arg-type]
            used.add(taker)
    for silence, ids in valid:
        if silence not in used and ids & ran:
            span = silence.start, silence.end
            faults.append(Fault("unused-ignore", *span, {"rule": silence.name}))
    return Outcome(kept, silenced, faults)
