"""JUnit XML: a suite for each file with findings, a failed test for each finding."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from lint_anp.finding import Finding, Report
from lint_anp.packs import split_files

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, escaped or not."""


def format_junit(report: Report) -> Iterator[str]:
    """The report as XML, in pieces; a passed test stands for all files without a finding."""
    suites = split_files(report.findings)
    failed = len(report.findings)
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="lint-anp" tests="{failed + 1}" failures="{failed}" errors="0">',
        '  <testsuite name="lint-anp" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase classname="lint-anp" name="files without findings">',
        f"      <system-out>{text(said(report, len(suites)))}</system-out>",
        "    </testcase>",
        "  </testsuite>",
    ]
    yield "\n".join([*head, ""])
    for suite in suites:
        findings = list(suite)
        path = findings[0].location.path
        yield (
            f'  <testsuite name={attribute(path)} tests="{len(findings)}" '
            f'failures="{len(findings)}" errors="0" skipped="0">\n'
        )
        yield "".join(failed_tests(path, findings))
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def said(report: Report, files_with_findings: int) -> str:
    """What the passed test prints: how much was clean, and the run's notices."""
    clean = f"{report.files - files_with_findings} of {report.files} files have no findings."
    return "\n".join([clean, *report.notices])


def failed_tests(path: str, findings: Iterable[Finding]) -> Iterable[str]:
    """The failed tests of one file; CI services compare them by name, so names hold no lines."""
    seen: dict[str, int] = {}
    for finding in findings:
        seen[finding.rule] = number = seen.get(finding.rule, 0) + 1
        name = finding.rule if number == 1 else f"{finding.rule} ({number})"
        place = f"{path}:{finding.location.line}:{finding.location.column}"
        details = "\n".join(filter(None, (f"{place}: {finding.message}", finding.help)))
        told = f"type={attribute(finding.severity)} message={attribute(finding.message)}"
        yield (
            f"    <testcase classname={attribute(path)} name={attribute(name)}>\n"
            f"      <failure {told}>{text(details)}</failure>\n"
            "    </testcase>\n"
        )


def text(value: str) -> str:
    """Text between tags."""
    return escape(clean(value))


def attribute(value: str) -> str:
    """An attribute's value with its quotes."""
    return quoteattr(clean(value))


def clean(value: str) -> str:
    """The value without what XML cannot hold."""
    plain = value.replace("\n", " ").isprintable()
    return value if plain else NOT_XML.sub("\ufffd", value)
