"""Runs the examples of rules: what a rule's file says that it finds, it must find, and no more."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp.config.config import Config
from lint_anp.engine.check import check_post, items_of, make_findings, verdicts
from lint_anp.engine.plan import Active, make_plan
from lint_anp.engine.rule_values import Rule
from lint_anp.engine.rulebook import Rulebook
from lint_anp.engine.site_files import SiteFiles, name_among
from lint_anp.engine.view import PostView
from lint_anp.finding import Finding
from lint_anp.posts.load import load_posts
from lint_anp.posts.tree import Mapping, Scalar, plain
from lint_anp.posts.yaml_reader import read_yaml

if TYPE_CHECKING:
    from lint_anp.site.site import Site

DEFAULT_DAY = date(2026, 1, 1)
"""The day of an example that names none."""


class Result(NamedTuple):
    """What an example of a rule's file gave: findings as `line:column: message`, and why it fails,
    if it does."""

    rule: str
    file: str
    title: str
    line: int
    expected: tuple[str, ...]
    found: tuple[str, ...]
    problem: str


def test_rules(rulebook: Rulebook, ids: Iterable[str]) -> list[Result]:
    """The results of all examples of some rules; a rule without a good and a bad one fails, too."""
    return [result for id_ in ids for result in test_rule(rulebook, rulebook.rules[id_])]


def test_rule(rulebook: Rulebook, rule: Rule) -> Iterator[Result]:
    """The results of a rule's examples."""
    with open(rule.file, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    node, _ = read_yaml(text)
    assert isinstance(node, Mapping)
    examples: Any = plain(node.entries["examples"].node) if "examples" in node.entries else {}
    for kind, shown in (("good", "accepts"), ("bad", "finds")):
        if not examples.get(kind) and (kind, rule.id) != ("bad", "file-unreadable"):
            problem = f"there is no {kind} example; show what the rule {shown}"
            yield Result(rule.id, rule.file, "", 1, (), (), problem)
    for kind in ("good", "bad"):
        for number, example in enumerate(examples.get(kind) or []):
            line = text.count("\n", 0, title_of(node, kind, number).start) + 1
            yield run_example(rulebook, rule, kind, example, line)


def title_of(node: Mapping, kind: str, number: int) -> Scalar:
    """The title of an example."""
    step: Any = node.entries["examples"].node
    item = step.entries[kind].node.items[number]
    return item.entries["title"].node  # type: ignore[no-any-return]


def run_example(
    rulebook: Rulebook, rule: Rule, kind: str, example: dict[str, Any], line: int
) -> Result:
    """The result of one example: only the rule under test runs."""
    expected = tuple(example.get("finds") or ())
    found, looked_at = findings_of(rulebook, rule, example)
    problem = ""
    if sorted(found) != sorted(expected):
        problem = "it finds something else" if found else "it finds nothing"
        if not expected:
            problem = "it finds something"
    elif kind == "bad" and not expected:
        problem = "a bad example must say what it finds"
    elif kind == "good" and not looked_at:
        problem = "the rule does not look at this example; it cannot fail"
    title = str(example.get("title", ""))
    return Result(rule.id, rule.file, title, line, expected, found, problem)


def findings_of(
    rulebook: Rulebook, rule: Rule, example: dict[str, Any]
) -> tuple[tuple[str, ...], bool]:
    """The findings of an example, and whether the rule looked at it."""
    from lint_anp.site.judging import hold_meta
    from lint_anp.site.site import make_site
    from lint_anp.suppressions import apply_silences, find_silences

    today = day_of(example.get("today"))
    files = files_of(example.get("files") or [], tuple(example.get("config", {}).get("static", ())))
    config = config_of(example.get("config") or {})
    options = {rule.id: example.get("options") or {}}
    path = str(example.get("path") or "post.md")
    found: list[str] = []
    looked_at = rule.origin != "rule"
    posts = [(path, str(example.get("post") or ""))]
    if example.get("posts"):
        posts = [(str(one["path"]), str(one["text"])) for one in example["posts"]]
    chosen = rulebook.rules if rule.origin == "run" else [rule.id]
    site = make_site(config, rulebook, frozenset(chosen))
    neighbourly = compare_examples(posts, site, options) if rule.origin == "corpus" else {}
    for name, text in posts:
        loaded = load_posts(name, text.encode("utf-8", "surrogatepass"))
        plan = make_plan(rulebook, site.chosen, {}, options, name, loaded[0].format)
        broken = []
        for post in loaded:
            conformed = hold_meta(post, config)
            broken += [(post, one) for one in check_post(post, conformed, plan, today, None, files)]
            view = PostView(post, conformed, None, files)
            meta = conformed.values if conformed else {}
            active = plan.rules.get(rule.id)
            if active and rule.origin == "rule":
                looked_at = looked_at or looks(active, view, meta, today)
        findings = make_findings(broken)
        if rule.origin == "run":
            from lint_anp.engine.check import judge_faults

            silences, faults = find_silences(loaded)
            outcome = apply_silences(findings, silences, rulebook, frozenset(plan.rules))
            more = judge_faults(loaded[0], [*faults, *outcome.faults], plan)
            findings = make_findings([(loaded[0], one) for one in more])
        if rule.origin == "corpus":
            findings = neighbourly[name]
        prefix = f"{name}:" if len(posts) > 1 else ""
        found += [
            f"{prefix}{one.location.line}:{one.location.column}: {one.message}"
            for one in findings
            if one.rule == rule.id
        ]
    return tuple(found), looked_at


def compare_examples(
    posts: list[tuple[str, str]], site: "Site", options: dict[str, Any]
) -> dict[str, list[Finding]]:
    """The findings of a rule that compares posts, by path."""
    from lint_anp.corpus.allowed import read_allowed
    from lint_anp.corpus.passages import read_texts
    from lint_anp.posts.languages import language_of
    from lint_anp.site.judging import Judged, hold_meta
    from lint_anp.site.neighbours import corpus_rules, hold, judge_file

    judged = []
    for name, text in posts:
        loaded = load_posts(name, text.encode("utf-8", "surrogatepass"))
        held = ((post, hold_meta(post, site.config)) for post in loaded)
        texts = tuple(read_texts(*one, language_of(name)) for one in held)
        judged.append(Judged(name, [], [], [], None, loaded[0].format, len(texts), 0, texts))
    allowed = read_allowed(site.config.allow, site.config.root, {})
    corpus = hold([text for one in judged for text in one.texts], allowed, jobs=1)
    contents = {name: text.encode("utf-8", "surrogatepass") for name, text in posts}
    found = {}
    for one in judged:
        plan = make_plan(site.rulebook, site.chosen, {}, options, one.path, one.form)
        rules = corpus_rules(plan)
        found[one.path] = judge_file(one, corpus, plan, rules, contents.__getitem__)
    return found


def files_of(paths: list[str], static: tuple[str, ...]) -> SiteFiles:
    """The files of an example's site, which stand nowhere but in the example."""
    root = os.getcwd()
    folders: dict[str, set[str]] = {}
    for path in paths:
        parts = path.split("/")
        for number, part in enumerate(parts):
            folders.setdefault(os.path.join(root, *parts[:number]), set()).add(part)
    listings = {os.path.normpath(folder): frozenset(names) for folder, names in folders.items()}
    return SiteFiles(root, static, lambda folder, name: name_among(listings.get(folder), name))


def looks(active: Active, view: PostView, meta: dict[str, object], today: date) -> bool:
    """Whether a rule judges a post: it has come to `require` for something, or, where whatever
    `for_each` finds is a fault, it has searched."""
    if active.rule.texts.get("require") == "false":
        return True
    items = items_of(active, view, meta, today)
    judged = verdicts(active, items, view, meta, today)
    return any(verdict is not None for _, verdict, _ in judged)


def day_of(text: object) -> date:
    """The day of an example."""
    if isinstance(text, date):
        return text
    return date.fromisoformat(str(text)) if text else DEFAULT_DAY


def config_of(values: dict[str, Any]) -> Config:
    """The config of an example."""
    known: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in values.items()
        if key in Config._fields
    }
    return Config(None, ".", **known)
