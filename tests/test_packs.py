"""Findings kept packed: what comes out is what went in."""

from datetime import date
from pathlib import Path

import pytest

from lint_anp.finding import Finding, Related
from lint_anp.lines import Line, read_lines
from lint_anp.packs import Changed, Joined, Packed, lines_of, pack, path_of_all, split_files, tally
from lint_anp.request import Request
from lint_anp.run import run
from lint_anp.site.crew import FEWEST
from lint_anp.source import Source


def finding(path: str, severity: str) -> Finding:
    location = Source(path, "some text\n").locate(5, 9)
    related = (Related("b.md", 3, 1, "there"),)
    data = {"posts": 3, "slots": {"…1": "one"}}
    return Finding("r", severity, "M.", "", location, "f", data, related)  # type: ignore[arg-type]


ONE = [finding("a.md", "error"), finding("a.md", "note")]
OTHER = [finding("b.md", "note")]


def test_packed_findings_are_the_same_again() -> None:
    packed = [pack(file) for file in (ONE, [], OTHER)]
    assert [list(file) for file in packed] == [ONE, [], OTHER]
    assert packed[0][1] == ONE[1]
    assert list(Joined(packed)) == [*ONE, *OTHER]


def test_findings_are_counted_by_severity_whatever_they_are_kept_in() -> None:
    packed = Joined(map(pack, (ONE, OTHER)))
    changed = Joined(Changed("c.md", file, lambda one: one) for file in packed.files)
    assert tally(packed) == tally(changed) == tally([*OTHER, *ONE]) == (1, 0, 2)
    assert len(packed) == len(changed) == 3
    assert tally(Joined([])) == (0, 0, 0)


def test_findings_are_split_by_their_files() -> None:
    files = [ONE, OTHER]
    assert [list(file) for file in split_files(Joined(map(pack, files)))] == files
    assert split_files([*OTHER, *ONE]) == files


def test_lines_tell_the_same_of_packed_findings() -> None:
    findings = [
        one._replace(message=f"A: b · {number} \x1b[2J ü \ud800") for number, one in enumerate(ONE)
    ]
    many = findings * 20  # so that they are compressed
    for some in (findings, many):
        packed = pack(some)
        assert list(packed) == some
        assert lines_of(packed) == lines_of(some)
        assert path_of_all(packed) == path_of_all(some) == "a.md"
    assert read_lines(lines_of(findings)) == [
        Line("1:6", "error", "r", "A: b · 0 ·[2J ü ·"),
        Line("1:6", "note", "r", "A: b · 1 ·[2J ü ·"),
    ]


def test_findings_that_are_kept_as_lines_only_are_found_again() -> None:
    packed = pack(ONE, whole=1)
    assert isinstance(packed, Packed)
    assert not packed.rest
    packed.find = lambda: ONE
    assert list(packed) == ONE
    assert (lines_of(packed), tally(packed)) == (lines_of(ONE), tally(ONE))
    assert list(pack(ONE, whole=2)) == ONE


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("baseline", ["", None])
def test_a_run_that_is_asked_for_lines_only_gives_the_same_report(
    tmp_path: Path, jobs: int, baseline: str | None
) -> None:
    for number in range(FEWEST):
        text = "Read this before you go on, since nothing else says how all of it began there.\n"
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: T {number % 9}\n---\n\n{text}")
    whole = Request((str(tmp_path),), date(2026, 1, 1), use_index=False, jobs=jobs)
    lines = run(whole._replace(whole=0, baseline=baseline)).findings
    assert any(one.rule == "paragraph-boilerplate" for one in lines)
    assert list(lines) == list(run(whole).findings)
    assert lines_of(lines) == lines_of(run(whole).findings)
