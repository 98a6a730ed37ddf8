"""Paths as seen from the repository's root."""

import pytest

from lint_anp.finding import Finding, Related, Report, Silenced
from lint_anp.report.rebase import rebase
from lint_anp.source import Source


def finding(path: str, message: str = "Twice.", *related: Related) -> Finding:
    place = Source(path, "text").locate(0, 4)
    return Finding("twice", "warning", message, "", place, "f", related=related)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", "site/a.md"),
        ("../a.md", "a.md"),
        ("/repo/site/b/a.md", "site/b/a.md"),
        ("../../other/a.md", "../other/a.md"),
        ("/elsewhere/a.md", "/elsewhere/a.md"),
        ("/repository/a.md", "/repository/a.md"),
    ],
    ids=[
        "below the folder",
        "beside it",
        "absolute, below the root",
        "outside the root",
        "absolute, outside the root",
        "absolute, beside the root",
    ],
)
def test_paths_count_from_the_root(path: str, expected: str) -> None:
    report = Report((finding(path),), 1, 1, silenced=(Silenced(finding(path), "meta", "so"),))
    moved = rebase(report, "/repo/site", "/repo")
    assert moved.findings[0].location.path == expected
    assert moved.silenced[0].finding.location.path == expected


def test_messages_name_places_as_the_report_does() -> None:
    places = [
        Related("b.md", 3, 1, ""),
        Related("b.md", 30, 1, ""),
        Related("../top.md", 7, 1, ""),
        Related("a.md", 9, 1, ""),
    ]
    message = "Also in b.md:3, b.md:30 and ../top.md:7, in line 9 and in x/b.md:3."
    report = Report((finding("a.md", message, *places),), 1, 1)
    (moved,) = rebase(report, "/repo/site", "/repo").findings
    assert moved.message == (
        "Also in site/b.md:3, site/b.md:30 and top.md:7, in line 9 and in x/b.md:3."
    )
    assert [place.path for place in moved.related] == [
        "site/b.md", "site/b.md", "top.md", "site/a.md",
    ]  # fmt: skip


def test_at_the_root_nothing_changes() -> None:
    report = Report((finding("a.md", "In b.md:3.", Related("b.md", 3, 1, "")),), 1, 1)
    assert tuple(rebase(report, "/repo", "/repo").findings) == report.findings
