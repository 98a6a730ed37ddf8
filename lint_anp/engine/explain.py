"""The pages of rules, and the lists of them: for editors, for docs, for programs."""

import json
from collections.abc import Iterable
from typing import Any

from lint_anp.engine.functions import FUNCTIONS
from lint_anp.engine.rule_values import Rule
from lint_anp.engine.rulebook import Rulebook
from lint_anp.engine.types import Type
from lint_anp.engine.vocabulary import POST, meta_type
from lint_anp.posts.tree import Mapping, plain
from lint_anp.posts.yaml_reader import read_yaml


def explain(rule: Rule) -> str:
    """A rule's page as Markdown: what, why, what to do, options, how to silence it, examples."""
    parts = [
        f"# {rule.id}\n\n{rule.name}.",
        f"Severity {rule.severity}; topic {rule.topic}"
        + (f"; owner {rule.owner}" if rule.owner else "")
        + ("; mandatory" if rule.mandatory else "")
        + ".",
        f"## Why\n\n{rule.why}",
        f"## What to do\n\n{rule.help}",
    ]
    if rule.sources:
        parts.append("\n".join(f"- {source}" for source in rule.sources))
    if rule.measured:
        parts.append(f"## How often it fires\n\n{rule.measured}.")
    if rule.texts:
        lines = [f"{name}: {' '.join(text.split())}" for name, text in rule.texts.items()]
        parts.append("## How it judges\n\n" + "\n".join(f"    {line}" for line in lines))
    if rule.options:
        lines = [f"    {name}: {json.dumps(value)}" for name, value in rule.options.items()]
        parts.append(
            "## Options\n\nTheir defaults; set others in the config under `options:`, "
            f"`{rule.id}:`.\n\n" + "\n".join(lines)
        )
    parts.append("## Silence it\n\n" + how_to_silence(rule))
    parts += examples_of(rule)
    return "\n\n".join(parts) + "\n"


def how_to_silence(rule: Rule) -> str:
    """How a rule is silenced, or why it cannot be."""
    if rule.mandatory:
        return (
            "It is mandatory: no comment, baseline or path setting silences it. Only the config at "
            f"the site's root may lift it, as `lift_mandatory: {{{rule.id}: why}}`."
        )
    return (
        f"In front matter, `# lint-anp: ignore[{rule.id}] -- why` on or above the line; in the "
        f"body, `<!-- lint-anp: ignore[{rule.id}] -- why -->` before the block; with "
        f"`ignore-file` for the whole post; in JSON, `lint_anp: {{ignore: {{{rule.id}: why}}}}`; "
        f"for the site, `severity: {{{rule.id}: off}}` in the config."
    )


def examples_of(rule: Rule) -> list[str]:
    """The examples of a rule's file, as sections."""
    node = read_examples(rule)
    sections = []
    for kind, title in (("bad", "It finds"), ("good", "It accepts")):
        lines = [f"## {title}"]
        for example in node.get(kind) or []:
            lines.append(f"{example['title'][0].upper()}{example['title'][1:]}:")
            texts = [example.get("post") or ""]
            if example.get("posts"):
                texts = [f"{one['path']}\n{one['text']}" for one in example["posts"]]
            for text in texts:
                shown = str(text).rstrip("\n").split("\n")
                lines.append("\n".join(f"    {line}".rstrip() for line in shown))
            lines += [f"→ {found}" for found in example.get("finds") or []]
        if len(lines) > 1:
            sections.append("\n\n".join(lines))
    return sections


def read_examples(rule: Rule) -> dict[str, Any]:
    """The examples of a rule's file as plain data."""
    with open(rule.file, encoding="utf-8-sig", newline="") as file:
        node, _ = read_yaml(file.read())
    if isinstance(node, Mapping) and "examples" in node.entries:
        return plain(node.entries["examples"].node)  # type: ignore[return-value]
    return {}


def list_rules(rulebook: Rulebook) -> str:
    """The rules, a line each, by topic."""
    lines: list[str] = []
    width = max(map(len, rulebook.rules), default=0)
    for topic in rulebook.topics:
        lines.append(f"{topic}:")
        for rule in of_topic(rulebook, topic):
            mark = " (mandatory)" if rule.mandatory else ""
            lines.append(f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.name}{mark}")
    return "\n".join(lines) + "\n"


def of_topic(rulebook: Rulebook, topic: str) -> Iterable[Rule]:
    """The rules of a topic."""
    return (rule for rule in rulebook.rules.values() if rule.topic == topic)


def list_rules_json(rulebook: Rulebook) -> str:
    """The rules as a JSON list."""
    return json.dumps([rule_values(rule) for rule in rulebook.rules.values()], indent=1) + "\n"


def rule_values(rule: Rule) -> dict[str, Any]:
    """A rule as plain values."""
    return {
        "id": rule.id,
        "topic": rule.topic,
        "name": rule.name,
        "severity": rule.severity,
        "mandatory": rule.mandatory,
        "owner": rule.owner,
        "why": rule.why,
        "help": rule.help,
        "options": dict(rule.options),
        "tags": list(rule.tags),
        "sources": list(rule.sources),
    }


def list_rules_markdown(rulebook: Rulebook) -> str:
    """The rules as a Markdown table, by topic."""
    lines = [
        "| Rule | Severity | What holds | Measured |",
        "| --- | --- | --- | --- |",
    ]
    for topic in rulebook.topics:
        for rule in of_topic(rulebook, topic):
            level = f"{rule.severity}, mandatory" if rule.mandatory else rule.severity
            lines.append(f"| `{rule.id}` ({topic}) | {level} | {rule.name} | {rule.measured} |")
    head = (
        "# Rules\n\nWritten by `lint-anp rules --format markdown`; `lint-anp explain RULE` prints "
        "a rule's page. The last column tells on what share of the posts of two public sites (754 "
        "and 464 posts, their meta unbound) and of this project's examples, which are faulty on "
        "purpose, a rule fires, and how many of its findings were right when read by eye.\n\n"
    )
    return head + "\n".join(lines) + "\n"


def describe_language() -> str:
    """Every name and function that an expression may use."""
    lines = ["Names:", *fields_of("meta", meta_type(True)), *fields_of("post", POST)]
    lines += ["  today: a date", "  options.…: the rule's options", "", "Functions:"]
    for name, function in FUNCTIONS.items():
        taken = ", ".join(str(parameter) for parameter in function.parameters)
        result = function.result or function.parameters[0]
        lines.append(f"  {name}({taken}) -> {result}: {function.doc}")
    lines += [
        "  has(value) -> true or false: whether a value is there",
        "  any(… for x in …), all(… for x in …), count(… for x in …)",
        "",
        "Operators: and or not == != < <= > >= in + - * / // %  [… for x in … if …]  … if … else …",
        "A rule does not apply where a value that it asks for is absent.",
    ]
    return "\n".join(lines) + "\n"


def fields_of(name: str, type_: Type) -> list[str]:
    """The fields of a record and of the records in it, a line each."""
    lines = []
    for field, inner in (type_.fields or {}).items():
        path = f"{name}.{field}"
        item = inner.item if inner.kind == "list" else None
        if inner.kind == "record":
            lines += fields_of(path, inner)
        elif item and item.kind == "record":
            lines.append(f"  {path}: {inner} with {', '.join(item.fields or {})}")
        else:
            lines.append(f"  {path}: {inner}")
    return lines
