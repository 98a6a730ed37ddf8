"""GitLab's Code Quality report, shown in merge requests of every tier."""

from collections.abc import Iterator
from json.encoder import encode_basestring as quote

from lint_anp.finding import Finding, Report
from lint_anp.report.identity import identify
from lint_anp.report.json import list_items

SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def format_gitlab(report: Report) -> Iterator[str]:
    """A JSON array; a fingerprint stays while its text does, wherever it moves in the file."""
    yield from list_items(map(tell_issue, report.findings))
    yield "\n"


def tell_issue(finding: Finding) -> str:
    """One issue, indented by two spaces as all of it; json.dumps takes ten times as long."""
    location = finding.location
    return f"""\
  {{
    "description": {quote(finding.message)},
    "check_name": {quote(finding.rule)},
    "fingerprint": {quote(identify(finding))},
    "severity": {quote(SEVERITY[finding.severity])},
    "location": {{
      "path": {quote(location.path)},
      "lines": {{
        "begin": {location.line},
        "end": {location.end_line}
      }}
    }}
  }}"""
