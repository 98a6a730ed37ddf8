"""The report for people: shape, carets, what a terminal must not act on."""

import pytest

from lint_anp.finding import Finding, Report
from lint_anp.plain_text import columns, safe
from lint_anp.report.colour import wants_colour
from lint_anp.report.concise import format_concise
from lint_anp.report.human import format_human
from lint_anp.report.statistics import format_statistics
from lint_anp.source import Source


def finding(
    text: str,
    part: str,
    *,
    rule: str = "r",
    severity: str = "error",
    path: str = "a.md",
    message: str = "M.",
) -> Finding:
    start = text.index(part)
    location = Source(path, text).locate(start, start + len(part))
    return Finding(rule, severity, message, "Help.", location, "f")  # type: ignore[arg-type]


def report(*findings: Finding) -> Report:
    return Report(findings, posts=3, files=3)


def printed_by(report: Report, *, quiet: bool = False) -> str:
    return "".join(format_human(report, quiet=quiet))


@pytest.mark.parametrize(
    ("text", "part", "lines"),
    [
        pytest.param("a: bad\n", "bad", [" | a: bad", " |    ^^^"], id="plain"),
        pytest.param("漢字: bad\n", "bad", [" | 漢字: bad", " |       ^^^"], id="wide characters before"),
        pytest.param("a: 漢字\n", "漢字", [" | a: 漢字", " |    ^^^^"], id="wide characters"),
        pytest.param("a:\tbad\n", "bad", [" | a:    bad", " |       ^^^"], id="a tab"),
        pytest.param("a: \x1b[31mbad\u202e\n", "bad", [" | a: ·[31mbad·", " |         ^^^"], id="control characters"),
        pytest.param("a: |\n  b\n", "|\n  b", [" | a: |", " |    ^"], id="several lines"),
    ],
)  # fmt: skip
def test_the_caret_stands_below_the_span(text: str, part: str, lines: list[str]) -> None:
    printed = printed_by(report(finding(text, part))).split("\n")
    assert [line.lstrip(" 0123456789") for line in printed[2:4]] == [line.strip() for line in lines]
    assert printed[2].index("|") == printed[3].index("|")
    shown = lines[1].rindex("^") - lines[1].index("|")
    assert printed[3].rindex("^") - printed[3].index("|") == shown


def test_a_long_line_is_cut_around_the_span() -> None:
    text = "x " * 2_000 + "bad" + " y" * 2_000 + "\n"
    printed = printed_by(report(finding(text, "bad"))).split("\n")
    assert all(len(line) < 120 for line in printed)
    assert printed[2][printed[3].index("^") :].startswith("bad")


def test_help_is_told_once_a_rule_and_posts_come_worst_first() -> None:
    text = "bad worse\n"
    printed = printed_by(
        report(
            finding(text, "bad", path="a.md", severity="note"),
            finding(text, "bad", path="b.md", rule="q"),
            finding(text, "worse", path="b.md", rule="q"),
        )
    )
    assert printed.count("Help.") == 2
    assert printed.index("b.md:1:1") < printed.index("a.md:1:1")
    assert "  1:5: M." in printed
    assert printed.endswith("2 errors and 1 note in 2 of 3 files.\n")


def test_each_severity_of_a_rule_has_a_heading_the_worst_first() -> None:
    text = "bad worse worst\n"
    printed = printed_by(
        report(
            finding(text, "bad", severity="note"),
            finding(text, "worse", severity="warning"),
            finding(text, "worst"),
            finding(text, "worst", rule="q", severity="warning"),
        )
    ).split("\n")
    headings = [line for line in printed if line.startswith("a.md")]
    assert headings == [
        "a.md:1:11: error r",
        "a.md:1:5: warning r",
        "a.md:1:11: warning q",
        "a.md:1:1: note r",
    ]


def test_many_findings_of_a_post_are_single_lines() -> None:
    text = "bad\n" * 11
    many = [
        Finding("r", "error", f"M{n}.", "H.", Source("a.md", text).locate(4 * n, 4 * n + 3), "f")
        for n in range(11)
    ]
    printed = printed_by(report(*many)).split("\n")
    assert printed[0] == "a.md"
    assert printed[1] == "      1:1  error    r  M0."
    assert len(printed) == 11 + 4


def test_concise_is_a_line_a_finding() -> None:
    one = finding("a\nbad\n", "bad", message="It says\n\x1b[2Jthis.")
    assert b"".join(format_concise(report(one))).decode() == (
        "a.md:2:1: error r: It says ·[2Jthis.\n"
    )


def test_statistics_count_by_rule() -> None:
    text = "bad worse\n"
    counted = format_statistics(
        report(
            finding(text, "bad"),
            finding(text, "worse"),
            finding(text, "bad", rule="q", severity="note"),
        )
    )
    assert counted == "      2  error    r (in 1 file)\n      1  note     q (in 1 file)\n"


def test_statistics_count_the_files_of_each_severity() -> None:
    counted = format_statistics(
        report(
            finding("bad", "bad", path="a.md"),
            finding("bad", "bad", path="b.md"),
            finding("bad", "bad", path="b.md", severity="note"),
        )
    )
    assert counted == "      2  error    r (in 2 files)\n      1  note     r (in 1 file)\n"


def test_a_clean_run_says_so_and_quiet_says_nothing() -> None:
    assert printed_by(report()) == "Nothing found in 3 posts.\n"
    assert printed_by(report(), quiet=True) == ""


@pytest.mark.parametrize(
    ("flag", "environment", "terminal", "colour"),
    [
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {}, False, False),
    ],
)
def test_colour_is_decided_in_order(
    flag: str, environment: dict[str, str], terminal: bool, colour: bool
) -> None:
    assert wants_colour(flag, environment, terminal) is colour


def test_terminal_text_is_measured_and_made_safe() -> None:
    assert [columns(text) for text in ("abc", "漢字", "é", "😀")] == [3, 4, 1, 2]
    assert safe("a\x1b\u202eb\tc") == "a··b c"
