"""reviewdog's rdjson: diagnostics whose columns count UTF-8 bytes (reviewdog.proto)."""

import json

from lint_anp import HOMEPAGE
from lint_anp.finding import Finding, Report

SEVERITY = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def format_rdjson(report: Report) -> str:
    """The report as one JSON object, a diagnostic for each finding."""
    urls = {rule.id: rule.url for rule in report.rules}
    diagnostics = [diagnose(finding, urls.get(finding.rule, "")) for finding in report.findings]
    source = {"name": "lint-anp", "url": HOMEPAGE}
    log = {"source": source, "diagnostics": diagnostics}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def diagnose(finding: Finding, url: str) -> dict[str, object]:
    """One diagnostic, as far as its place's first line goes."""
    location = finding.location
    start, end = location.utf8
    diagnostic: dict[str, object] = {
        "message": f"{finding.message}\n{finding.help}".rstrip(),
        "location": {
            "path": location.path,
            "range": {
                "start": {"line": location.line, "column": start},
                "end": {"line": location.line, "column": end},
            },
        },
        "severity": SEVERITY[finding.severity],
        "code": {"value": finding.rule} | ({"url": url} if url else {}),
    }
    if finding.related:
        diagnostic["related_locations"] = [
            {
                "message": place.message,
                "location": {"path": place.path, "range": {"start": {"line": place.line}}},
            }
            for place in finding.related
        ]
    return diagnostic
