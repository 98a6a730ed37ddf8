"""JUnit XML, read back by a parser."""

from xml.etree import ElementTree

from lint_anp.finding import Finding, Report
from lint_anp.report.junit import format_junit
from lint_anp.source import Source
from tests.report.sample import UMLAUTS, sample_report


def read(report: Report) -> ElementTree.Element:
    return ElementTree.fromstring("".join(format_junit(report)).encode())


def finding(message: str) -> Finding:
    return Finding("r", "error", message, "Mend it.", Source("a.md", "x").locate(0, 1), "f")


def test_a_suite_a_file_and_a_failed_test_a_finding() -> None:
    suites = read(sample_report())
    assert suites.attrib == {"name": "lint-anp", "tests": "7", "failures": "6", "errors": "0"}
    assert [suite.get("name") for suite in suites][-1] == UMLAUTS
    for suite in suites:
        assert suite.get("tests") == str(len(suite))
    failure = suites[-1][0][0]
    assert failure.attrib == {"type": "warning", "message": "Misspelled: 'teh'."}
    assert failure.text == f"{UMLAUTS}:2:15: Misspelled: 'teh'."


def test_names_of_tests_are_unique_in_their_file_and_hold_no_lines() -> None:
    suites = read(Report((finding("One."), finding("Two.")), 1, 1))
    assert [test.get("name") for test in suites[1]] == ["r", "r (2)"]


def test_a_passed_test_tells_what_is_clean_even_where_nothing_is_found() -> None:
    suites = read(Report((), 3, 3, notices=("A <notice>.",)))
    assert suites.attrib == {"name": "lint-anp", "tests": "1", "failures": "0", "errors": "0"}
    assert suites[0][0][0].text == "3 of 3 files have no findings.\nA <notice>."


def test_what_xml_cannot_hold_is_replaced() -> None:
    message = 'a\x00b\x1b\ud800 <![CDATA["&\uffff]]> 😀'
    failure = read(Report((finding(message),), 1, 1))[1][0][0]
    assert failure.get("message") == 'a\ufffdb\ufffd\ufffd <![CDATA["&\ufffd]]> 😀'
