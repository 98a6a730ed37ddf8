"""The step summary of a GitHub job, as Markdown: counts by rule, and each rule's findings."""

import html
import re
from collections.abc import Sequence
from itertools import groupby

from lint_anp.finding import SEVERITIES, Finding, Report
from lint_anp.report.phrases import count, count_severities

SIZE_LIMIT = 900_000
"""Bytes; GitHub refuses a step's summary above 1 MiB."""

TABLE_LIMIT = 300
"""Rows of the table."""

RULE_LIMIT = 50
"""Findings of a rule that are listed: a summary is read, not searched."""

MESSAGE_LIMIT = 500
"""Characters that are shown of a message."""


def format_summary(report: Report) -> str:
    """The report as Markdown, the worst first; what is not listed is counted."""
    names = {rule.id: rule.name for rule in report.rules}
    ranked = sorted(report.findings, key=severity_and_rule)
    groups = [list(group) for _, group in groupby(ranked, key=severity_and_rule)]
    pieces = [f"## lint-anp: {headline(report)}\n\n"]
    pieces += [f"- {inline(notice)}\n" for notice in report.notices]
    if groups:
        pieces.append("\n| Rule | Severity | Findings | Files |\n| --- | --- | ---: | ---: |\n")
        pieces += [table_row(group, names.get(group[0].rule, "")) for group in groups[:TABLE_LIMIT]]
    size = size_of("".join(pieces))
    left_out = sum(map(len, groups[TABLE_LIMIT:]))
    for group in groups[:TABLE_LIMIT]:
        section = list_findings(group)
        size += size_of(section)
        if size <= SIZE_LIMIT:
            pieces.append(section)
        else:
            left_out += len(group)
    if left_out:
        pieces.append(
            f"\n{count(left_out, 'finding')} not listed: the summary would be too long.\n"
        )
    return "".join(pieces)


def severity_and_rule(finding: Finding) -> tuple[int, str]:
    """What groups the findings, the worst first."""
    return SEVERITIES.index(finding.severity), finding.rule


def headline(report: Report) -> str:
    """The run in one line."""
    if not report.findings:
        return f"nothing found in {count(report.posts, 'post')}"
    files = len({finding.location.path for finding in report.findings})
    return f"{count_severities(report.findings)} in {files:,} of {count(report.files, 'file')}"


def table_row(group: Sequence[Finding], name: str) -> str:
    """A rule's row, for its findings of one severity."""
    files = len({finding.location.path for finding in group})
    rule = f"{inline(group[0].rule)}: {inline(name)}" if name else inline(group[0].rule)
    return f"| {rule} | {group[0].severity} | {len(group):,} | {files:,} |\n"


def list_findings(group: Sequence[Finding]) -> str:
    """A folded list of a rule's findings of one severity."""
    title = f"{html.escape(group[0].rule)}: {count(len(group), group[0].severity)}"
    lines = [f"\n<details>\n<summary>{title}</summary>\n"]
    for finding in group[:RULE_LIMIT]:
        location = finding.location
        place = inline(f"{location.path}:{location.line}:{location.column}")
        lines.append(f"- <code>{place}</code> {inline(finding.message)}")
    if len(group) > RULE_LIMIT:
        lines.append(f"- … and {len(group) - RULE_LIMIT:,} more")
    if group[0].help:
        lines.append(f"\n{inline(group[0].help)}")
    return "\n".join([*lines, "\n</details>\n"])


def inline(text: str) -> str:
    """The text as Markdown shows it unchanged, in one line, a long one cut."""
    text = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
    if len(text) > MESSAGE_LIMIT:
        text = text[:MESSAGE_LIMIT] + " …"
    return html.escape(re.sub(r"([\\`*_\[\]|~#$])", r"\\\1", text), quote=False)


def size_of(text: str) -> int:
    """The length in bytes of the text as it is written."""
    return len(text.encode("utf-8", "backslashreplace"))
