"""GitLab's Code Quality report, shown in merge requests of every tier."""

import json

from lint_anp.finding import Report
from lint_anp.report.identity import identify

SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def format_gitlab(report: Report) -> str:
    """A JSON array; a fingerprint stays while its text does, wherever it moves in the file."""
    issues = [
        {
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": identify(finding),
            "severity": SEVERITY[finding.severity],
            "location": {
                "path": finding.location.path,
                "lines": {"begin": finding.location.line, "end": finding.location.end_line},
            },
        }
        for finding in report.findings
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
