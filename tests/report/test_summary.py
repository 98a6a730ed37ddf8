"""The step summary: what it lists, what it counts, and what of a post's text it keeps harmless."""

import pyromark
import pytest

from lint_anp.finding import Finding, Report, RuleText, Severity
from lint_anp.report import summary
from lint_anp.report.summary import format_summary
from lint_anp.source import Source


def finding(path: str = "a.md", message: str = "Bad.", severity: Severity = "error") -> Finding:
    return Finding("r", severity, message, "Mend it.", Source(path, "x").locate(0, 1), "f")


def test_the_whole_summary() -> None:
    rule = RuleText("r", "All is well", "t", "error", "", "")
    findings = (finding(), finding("b.md", severity="note"))
    assert format_summary(Report(findings, 3, 3, (rule,), notices=("A notice.",))) == (
        "## lint-anp: 1 error and 1 note in 2 of 3 files\n\n"
        "- A notice.\n\n"
        "| Rule | Severity | Findings | Files |\n| --- | --- | ---: | ---: |\n"
        "| r: All is well | error | 1 | 1 |\n"
        "| r: All is well | note | 1 | 1 |\n\n"
        "<details>\n<summary>r: 1 error</summary>\n\n"
        "- <code>a.md:1:1</code> Bad.\n\nMend it.\n\n</details>\n\n"
        "<details>\n<summary>r: 1 note</summary>\n\n"
        "- <code>b.md:1:1</code> Bad.\n\nMend it.\n\n</details>\n"
    )


def test_nothing_found_is_said() -> None:
    assert format_summary(Report((), 2, 2)) == "## lint-anp: nothing found in 2 posts\n\n"


@pytest.mark.parametrize(
    "odd",
    ["a | b", "<img src=x>", "`code`", "*b* _i_ ~s~", "[x](y)", "line\nbreak", "\\| \\", "&amp;"],
)
def test_text_of_posts_is_shown_and_not_rendered(odd: str) -> None:
    text = format_summary(Report((finding(message=odd),), 1, 1))
    (line,) = (line for line in text.split("\n") if line.startswith("- <code>"))
    shown = pyromark.html(line)
    for char, code in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        odd = odd.replace(char, code)
    assert shown == f"<ul>\n<li><code>a.md:1:1</code> {odd.replace(chr(10), ' ')}</li>\n</ul>\n"


def test_a_rule_lists_fifty_findings_and_counts_the_others() -> None:
    text = format_summary(Report(tuple(finding(f"{n}.md") for n in range(1_053)), 1, 1))
    assert text.count("- <code>") == 50
    assert "\n- … and 1,003 more\n" in text


def test_what_is_too_long_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "SIZE_LIMIT", 3_000)
    findings = tuple(finding(message="ü" * 400)._replace(rule=f"r{n}") for n in range(9))
    text = format_summary(Report(findings, 1, 1))
    assert text.count("<details>") == 3
    assert text.endswith("\n6 findings not listed: the summary would be too long.\n")
    assert len(text.encode()) < 3_200


def test_the_limit_is_below_githubs() -> None:
    assert summary.SIZE_LIMIT == 900_000
