"""One line a finding, for editors' error lists and for grep."""

from lint_anp.finding import Report
from lint_anp.report.plain_text import safe


def format_concise(report: Report) -> str:
    """`path:line:column: severity rule: message`, sorted by place."""
    return "".join(
        f"{safe(one.location.path)}:{one.location.line}:{one.location.column}: "
        f"{one.severity} {one.rule}: {safe(one.message)}\n"
        for one in report.findings
    )
