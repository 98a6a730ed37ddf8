"""GitLab's Code Quality report."""

import json

from lint_anp.finding import Finding, Report
from lint_anp.report.gitlab import format_gitlab
from lint_anp.source import Source
from tests.report.sample import UMLAUTS, sample_report

ISSUES = json.loads("".join(format_gitlab(sample_report())))


def finding(path: str, before: str, mark: str, rule: str = "r") -> Finding:
    place = Source(path, f"{before}x").locate(len(before), len(before) + 1)
    return Finding(rule, "note", "x", "", place, mark)


def test_the_whole_issue_of_a_finding() -> None:
    assert ISSUES[4] == {
        "description": "Misspelled: 'teh'.",
        "check_name": "spelling",
        "fingerprint": "7c665c4596fee70862d6d406e2c46d22",
        "severity": "minor",
        "location": {"path": UMLAUTS, "lines": {"begin": 2, "end": 2}},
    }


def test_every_severity_is_one_of_gitlabs() -> None:
    assert {issue["severity"] for issue in ISSUES} == {"major", "minor", "info"}


def test_fingerprints_are_unique_and_know_no_lines() -> None:
    findings = (
        finding("a.md", "", "f"),
        finding("a.md", "", "g"),
        finding("a.md", "", "f", rule="s"),
        finding("b.md", "", "f"),
    )
    marks = [
        one["fingerprint"] for one in json.loads("".join(format_gitlab(Report(findings, 2, 2))))
    ]
    assert len(set(marks)) == 4
    moved = Report((finding("a.md", "\n\n", "f"),), 1, 1)
    assert json.loads("".join(format_gitlab(moved)))[0]["fingerprint"] == marks[0]


def test_nothing_found_is_an_empty_list() -> None:
    assert "".join(format_gitlab(Report((), 1, 1))) == "[]\n"
