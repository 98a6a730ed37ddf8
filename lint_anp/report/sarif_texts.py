"""The texts of a SARIF log: what its rules and notices are, and messages with links."""

import re

from lint_anp import HOMEPAGE
from lint_anp.finding import Finding, RuleText
from lint_anp.report.places import name_place, replace_names

JSON = dict[str, object]

TEXT_LIMIT = 1024
"""Characters of a short or full description that GitHub and GitLab take."""

TAG_LIMIT = 10
"""Tags of a rule that GitHub shows and GitLab takes."""

PROBLEM_SEVERITY = {"error": "error", "warning": "warning", "note": "recommendation"}


NOTICES = (
    (
        "run-notice",
        "The run has something to say",
        "Something concerns the run as a whole and no single post.",
        "Read the message; it names what to do, where there is anything to do.",
    ),
    (
        "unreadable-file",
        "A file could not be read",
        "A file that cannot be read is not checked: that it has no other results means nothing.",
        "Mend the file as the message says, or exclude it in lint-anp.yaml.",
    ),
)
"""The kinds of notifications: id, name, why, help."""


def describe_rule(rule: RuleText) -> JSON:
    """A rule as SARIF's reportingDescriptor."""
    tags = dict.fromkeys((rule.topic, *rule.tags))
    return {
        **describe(rule.id, rule.name, rule.why, rule.help, how_to_silence(rule)),
        "helpUri": rule.url or HOMEPAGE,
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": [tag for tag in tags if tag][:TAG_LIMIT],
            "precision": rule.precision,
            "problem.severity": PROBLEM_SEVERITY[rule.severity],
        },
    }


def describe(key: str, name: str, why: str, remedy: str, silence: str = "") -> JSON:
    """A reportingDescriptor of a rule or a notification; no text of it is empty."""
    why = why or name
    sections = [("Why", why), ("What to do", remedy), ("How to silence it", silence)]
    markdown = [f"## {heading}\n\n{text}" for heading, text in sections if text]
    return {
        "id": key,
        "name": pascal_case(key),
        "shortDescription": {"text": shorten(name)},
        "fullDescription": {"text": shorten(why)},
        "help": {
            "text": "\n\n".join(text for _, text in sections if text).replace("`", ""),
            "markdown": "\n\n".join([f"# {name}", *markdown]),
        },
    }


def pascal_case(key: str) -> str:
    """`review-required` as `ReviewRequired`; never the id itself in another case (SARIF1001)."""
    words = [word for word in re.split(r"[^A-Za-z0-9]+", key) if word]
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if name.casefold() != key.casefold() else name + "Rule"


def shorten(text: str) -> str:
    """At most TEXT_LIMIT characters of the text, cut between words."""
    text = text.strip()
    if len(text) <= TEXT_LIMIT:
        return text
    return text[: TEXT_LIMIT - 2].rsplit(" ", 1)[0] + " …"


def how_to_silence(rule: RuleText) -> str:
    """How an editor says that a finding of this rule is meant, as Markdown."""
    if rule.mandatory:
        return "This rule is mandatory: only the site's own lint-anp.yaml can lift it, by its name."
    return (
        f"In Markdown, put `<!-- lint-anp: ignore[{rule.id}] -- reason -->` before the block; in "
        f"YAML and TOML, put `# lint-anp: ignore[{rule.id}] -- reason` on the line or above it; "
        f'in JSON, add `"lint_anp": {{"ignore": {{"{rule.id}": "reason"}}}}` to the meta. '
        "The reason is required."
    )


def link_related(finding: Finding) -> str:
    """The message with a link to each related place: where it names the place, else behind it.

    What looks like a link in the message is quoted from a post and is kept from becoming one.
    """
    message = re.sub(r"\[([^\[\]]*)\]\(", r"\\[\1\\](", finding.message)
    if not finding.related:
        return message
    numbers: dict[str, int] = {}
    for number, place in enumerate(finding.related, 1):
        numbers.setdefault(name_place(place, finding), number)
    linked: set[str] = set()

    def link(name: str) -> str:
        if name in linked:
            return name
        linked.add(name)
        return link_to(name, numbers[name])

    message = replace_names(message, numbers.keys(), link)
    rest = [link_to(name, number) for name, number in numbers.items() if name not in linked]
    return f"{message} See {', '.join(rest)}." if rest else message


def link_to(text: str, number: int) -> str:
    """A link to the related location with this number (SARIF 3.11.6)."""
    return "[" + re.sub(r"([\\\[\]])", r"\\\1", text) + f"]({number})"
