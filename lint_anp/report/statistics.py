"""How often each rule was broken."""

from collections import Counter

from lint_anp.finding import SEVERITIES, Report, Severity
from lint_anp.lines import read_lines
from lint_anp.packs import lines_of, split_files
from lint_anp.report.phrases import count


def format_statistics(report: Report) -> str:
    """A line a rule: findings, files, severity and rule, the worst and the most frequent first."""
    numbers: Counter[tuple[Severity, str]] = Counter()
    files: Counter[tuple[Severity, str]] = Counter()
    for file in split_files(report.findings):
        broken = [(one.severity, one.rule) for one in read_lines(lines_of(file))]
        numbers.update(broken)
        files.update(set(broken))
    ordered = sorted(
        numbers.items(), key=lambda row: (SEVERITIES.index(row[0][0]), -row[1], row[0][1])
    )
    return "".join(
        f"{number:>7,}  {severity:<7}  {rule} (in {count(files[severity, rule], 'file')})\n"
        for (severity, rule), number in ordered
    )
