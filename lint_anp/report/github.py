"""GitHub's workflow commands: findings as annotations of a run and of a pull request."""

from itertools import islice

from lint_anp.finding import SEVERITIES, Finding, Report
from lint_anp.packs import split_files, tally
from lint_anp.report.phrases import count, join_words

SHOWN = 10
"""Annotations of each level that GitHub shows of a step; the rest vanishes without a word."""

TITLE_LIMIT = 255
"""Characters of an annotation's title."""

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def format_github(report: Report) -> str:
    """One command a line, the worst first; the last one names what GitHub would not have shown."""
    rules = {rule.id: rule.name for rule in report.rules}
    lines: list[str] = []
    left_out: list[str] = []
    run_notices = report.notices[: SHOWN - 1]
    files = split_files(report.findings)
    for rank, (severity, number) in enumerate(zip(SEVERITIES, tally(report.findings), strict=True)):
        with_any = (file for file in files if tally(file)[rank])
        findings = (one for file in with_any for one in file if one.severity == severity)
        room = min(number, SHOWN if severity != "note" else SHOWN - 1 - len(run_notices))
        shown = islice(findings, room)
        lines += [annotate(finding, rules.get(finding.rule, "")) for finding in shown]
        if number > room:
            left_out.append(count(number - room, severity))
    lines += [command("notice", notice, title="lint-anp") for notice in run_notices]
    if left_out:
        swallowed = f"{join_words(left_out)} not shown here"
        more = f"{swallowed}: GitHub shows {SHOWN} annotations of each level and step."
        lines.append(command("notice", more, title="lint-anp"))
    return "".join(line + "\n" for line in lines)


def annotate(finding: Finding, rule_name: str) -> str:
    """The command for one finding: its first line, since columns count only within one line."""
    location = finding.location
    start, end = location.utf16
    return command(
        LEVELS[finding.severity],
        f"{finding.message}\n{finding.help}".rstrip(),
        file=location.path,
        line=location.line,
        endLine=location.line,
        col=start,
        endColumn=end,
        title=": ".join(filter(None, (finding.rule, rule_name)))[:TITLE_LIMIT],
    )


def command(name: str, message: str, **properties: object) -> str:
    """A workflow command, escaped as the runner unescapes it (@actions/core, command.ts)."""
    listed = ",".join(f"{key}={escape_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{escape(message)}"


def escape(text: str) -> str:
    """Text behind the last `::` of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Text between the commas of a command."""
    return escape(text).replace(":", "%3A").replace(",", "%2C")
