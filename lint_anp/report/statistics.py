"""How often each rule was broken."""

from collections import Counter

from lint_anp.finding import SEVERITIES, Report
from lint_anp.report.phrases import count


def format_statistics(report: Report) -> str:
    """A line a rule: findings, files, severity and rule, the worst and the most frequent first."""
    numbers = Counter((one.severity, one.rule) for one in report.findings)
    files: dict[str, set[str]] = {}
    for one in report.findings:
        files.setdefault(one.rule, set()).add(one.location.path)
    ordered = sorted(
        numbers.items(), key=lambda row: (SEVERITIES.index(row[0][0]), -row[1], row[0][1])
    )
    return "".join(
        f"{number:>7,}  {severity:<7}  {rule} (in {count(len(files[rule]), 'file')})\n"
        for (severity, rule), number in ordered
    )
