"""One line a finding, for editors' error lists and for grep."""

from collections.abc import Iterator

from lint_anp.finding import Report
from lint_anp.report.plain_text import safe


def format_concise(report: Report) -> Iterator[str]:
    """`path:line:column: severity rule: message`, sorted by place."""
    for one in report.findings:
        place = f"{safe(one.location.path)}:{one.location.line}:{one.location.column}"
        yield f"{place}: {one.severity} {one.rule}: {safe(one.message)}\n"
