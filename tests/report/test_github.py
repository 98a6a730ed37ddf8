"""GitHub's workflow commands, read back as its runner reads them."""

import re

import pytest

from lint_anp.finding import Finding, Report, RuleText, Severity
from lint_anp.report.github import format_github
from lint_anp.source import Source
from tests.report.sample import UMLAUTS, sample_report

COMMAND = re.compile(r"::(\w+) (.*?)::(.*)")
"""The runner's own pattern: properties end at the first `::`."""


def unescape(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def read(printed: str) -> list[tuple[str, dict[str, str], str]]:
    """Each command: its name, its properties, its message."""
    commands = []
    for line in printed.split("\n")[:-1]:
        name, properties, message = COMMAND.fullmatch(line).groups()  # type: ignore[union-attr]
        pairs = (pair.partition("=") for pair in properties.split(","))
        commands.append(
            (name, {key: unescape(value) for key, _, value in pairs}, unescape(message))
        )
    return commands


def finding(
    number: int = 0, severity: Severity = "error", text: str = "x", **more: object
) -> Finding:
    place = Source(f"{number}.md", text).locate(0, len(text))
    values = {"message": f"Fault {number}.", "help": "", **more}
    return Finding("r", severity, location=place, fingerprint="f", **values)  # type: ignore[arg-type]


def report_of(numbers: dict[Severity, int], notices: tuple[str, ...] = ()) -> Report:
    findings = tuple(
        finding(place, severity) for severity, number in numbers.items() for place in range(number)
    )
    return Report(findings, 1, 1, notices=notices)


def test_the_whole_command_of_a_finding() -> None:
    told = {properties.get("file"): rest for properties, *rest in (
        (one[1], one[0], one[2]) for one in read(format_github(sample_report()))
        if one[1]["title"].startswith("paragraph")
    )}  # fmt: skip
    assert told[UMLAUTS] == [
        "warning",
        "A paragraph stands twice, also in line 6; see posts/quoted.md:3.\nKeep one of them.",
    ]


@pytest.mark.parametrize(
    "odd",
    ["a,b.md", "a:b.md", "a::b.md", "50%25.md", "a%2Cb.md", "a\nb.md", "ü 😀 #1=2.md"],
)
def test_odd_texts_come_back_as_they_were(odd: str) -> None:
    place = Source(odd, "x").locate(0, 1)
    one = finding(message=f"::error::{odd}", help="100 %:\r\n,")._replace(location=place)
    ((name, properties, message),) = read(format_github(Report((one,), 1, 1)))
    assert (name, properties["file"]) == ("error", odd)
    assert message == f"::error::{odd}\n100 %:\r\n,"


def test_columns_are_those_of_the_first_line() -> None:
    ((_, properties, _),) = read(format_github(Report((finding(text="a😀\nb"),), 1, 1)))
    assert properties == {
        "file": "0.md", "line": "1", "endLine": "1", "col": "1", "endColumn": "4", "title": "r",
    }  # fmt: skip


def test_a_title_keeps_to_the_limit() -> None:
    rule = RuleText("r", "long " * 100, "t", "error", "", "")
    ((_, properties, _),) = read(format_github(Report((finding(),), 1, 1, (rule,))))
    assert len(properties["title"]) == 255


@pytest.mark.parametrize(
    ("numbers", "notices", "shown", "last"),
    [
        ({"error": 10, "warning": 10, "note": 9}, (), (10, 10, 9), None),
        (
            {"note": 11, "warning": 12, "error": 1_011},
            (),
            (10, 10, 10),
            "1,001 errors, 2 warnings and 2 notes not shown here: "
            "GitHub shows 10 annotations of each level and step.",
        ),
        (
            {"note": 9},
            ("A notice.",),
            (0, 0, 10),
            "1 note not shown here: GitHub shows 10 annotations of each level and step.",
        ),
        ({}, ("A notice.",), (0, 0, 1), "A notice."),
        ({}, (), (0, 0, 0), None),
    ],
    ids=["all fit", "too many", "a notice takes the place of a note", "only a notice", "nothing"],
)
def test_the_worst_come_first_and_the_rest_is_counted(
    numbers: dict[Severity, int],
    notices: tuple[str, ...],
    shown: tuple[int, int, int],
    last: str | None,
) -> None:
    commands = read(format_github(report_of(numbers, notices)))
    levels = [name for name, _, _ in commands]
    assert levels == ["error"] * shown[0] + ["warning"] * shown[1] + ["notice"] * shown[2]
    if last:
        assert commands[-1][2] == last
