"""JSON and JSON Lines, version 1; docs/json.md tells each field."""

import json
from typing import Any

from lint_anp.finding import SEVERITIES, Finding, Report

VERSION = 1


def format_json(report: Report) -> str:
    """The report as one JSON object, a line a finding; `indent` would be 20 times as slow."""
    findings = ",\n  ".join(
        json.dumps(finding_values(finding), ensure_ascii=False) for finding in report.findings
    )
    whole = json.dumps(summary(report), ensure_ascii=False)
    listed = f"[\n  {findings}\n ]" if findings else "[]"
    return f'{{\n "version": {VERSION},\n "findings": {listed},\n "summary": {whole}\n}}\n'


def format_jsonl(report: Report) -> str:
    """A JSON object a finding, a line each."""
    return "".join(
        json.dumps(finding_values(finding), ensure_ascii=False) + "\n"
        for finding in report.findings
    )


def finding_values(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    location = finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "pointer": location.pointer or None,
        "fingerprint": finding.fingerprint,
        "data": dict(finding.data),
        "related": [place._asdict() for place in finding.related],
    }


def summary(report: Report) -> dict[str, Any]:
    """What was looked at and found, in numbers."""
    numbers = {
        f"{severity}s": sum(finding.severity == severity for finding in report.findings)
        for severity in SEVERITIES
    }
    return {
        "files": report.files,
        "posts": report.posts,
        **numbers,
        "silenced": len(report.silenced),
        "notices": list(report.notices),
    }
