"""Findings since a commit: exactly those that a change brought in."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.baseline.diff_base import (
    OldFile,
    base_files,
    find_base,
    findings_since,
    is_unchanged,
    new_findings,
)
from lint_anp.finding import Finding
from tests.git_site import check, check_folder, commit, git, make_repository, told, write

TEXT = "".join(f"line {number} of the post\n" for number in range(20))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_repository(tmp_path / "site")
    monkeypatch.chdir(folder)
    return folder


def each(check: Callable[[str, bytes], list[Finding]]) -> Callable[..., list[Finding]]:
    return lambda old: [one for file in old.values() for one in check(file.path, file.data)]


def since(ref: str, folder: str = ".") -> list[str]:
    """The findings since a commit, as `path:line text`."""
    return told(findings_since(find_base(ref), check_folder(folder), each(check)))


HISTORY: tuple[tuple[str, dict[str, str | None], list[str]], ...] = (
    ("a fault in a new post", {"a.md": TEXT + "FAULT one\n"}, ["a.md:21 FAULT one"]),
    ("a clean post", {"b.md": TEXT + "B\n"}, []),
    ("text moves the fault down", {"a.md": "top\n" + TEXT + "FAULT one\n"}, []),
    (
        "one fault mended, one brought in",
        {"a.md": TEXT + "FAULT two\n"},
        ["a.md:21 FAULT two"],
    ),
    ("the same fault again", {"a.md": TEXT + "FAULT two\nFAULT two\n"}, ["a.md:22 FAULT two"]),
    ("a rename with an edit", {"a.md": None, "c d.md": TEXT + "x\nFAULT two\nFAULT two\n"}, []),
    (
        "a rename that brings in a fault",
        {"c d.md": None, "ü/🙂.md": TEXT + "x\nFAULT two\nFAULT two\nFAULT three\n"},
        ["ü/🙂.md:24 FAULT three"],
    ),
    ("a fault moves within its post", {"ü/🙂.md": "FAULT three\n" + TEXT + "FAULT two\n" * 2}, []),
    (
        "a fault moves to another post",
        {"ü/🙂.md": TEXT + "FAULT two\n" * 2, "b.md": TEXT + "B\nFAULT three\n"},
        ["b.md:22 FAULT three"],
    ),
    ("a post is deleted", {"ü/🙂.md": None}, []),
    ("a deleted post comes back", {"ü/🙂.md": "FAULT two\n"}, ["ü/🙂.md:1 FAULT two"]),
    ("all faults mended", {"ü/🙂.md": "Good.\n", "b.md": TEXT + "B\n"}, []),
)


def test_each_commit_has_exactly_the_faults_that_it_brought_in(site: Path) -> None:
    commit(site, {".gitattributes": "\n"})
    for step, files, expected in HISTORY:
        commit(site, files)
        assert since("HEAD~1") == expected, step


def test_the_same_steps_before_they_are_committed(site: Path) -> None:
    commit(site, {".gitattributes": "\n"})
    for number, (step, files, expected) in enumerate(HISTORY):
        write(site, files)
        if number % 2:
            git(site, "add", "--all")
        assert since("HEAD") == expected, step
        commit(site, {})


def test_a_branch_answers_for_its_own_commits_only(site: Path) -> None:
    commit(site, {"a.md": TEXT + "FAULT old\n", "b.md": "b\n"})
    git(site, "switch", "--quiet", "--create", "draft")
    commit(site, {"b.md": "FAULT ours\n"})
    git(site, "switch", "--quiet", "main")
    commit(site, {"a.md": TEXT + "FAULT theirs\n", "c.md": "FAULT theirs\n"})
    git(site, "switch", "--quiet", "--detach", "draft")
    assert since("main") == ["b.md:1 FAULT ours"]


def test_staged_and_unstaged_faults_are_both_new(site: Path) -> None:
    commit(site, {"a.md": "a\n", "b.md": "b\n", "c.md": "c\n"})
    write(site, {"a.md": "FAULT staged\n", "b.md": "FAULT staged, then mended\n"})
    git(site, "add", "--all")
    write(site, {"b.md": "b\n", "c.md": "FAULT unstaged\n", "d.md": "FAULT untracked\n"})
    assert since("HEAD") == [
        "a.md:1 FAULT staged",
        "c.md:1 FAULT unstaged",
        "d.md:1 FAULT untracked",
    ]


def test_from_a_folder_below_the_root(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(site, {"posts/a.md": TEXT + "FAULT a\n", "b.md": "FAULT b\n" + TEXT, "posts/c": "c\n"})
    write(site, {"posts/a.md": None, "b.md": None, "posts/b.md": "FAULT b\n" + TEXT})
    write(site, {"drafts/a.md": TEXT + "FAULT a\nFAULT more\n"})
    monkeypatch.chdir(site / "posts")
    assert since("HEAD") == []
    assert since("HEAD", "..") == ["../drafts/a.md:22 FAULT more"]


def test_through_a_link_to_the_repository(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(site, {"posts/a.md": "FAULT old\n"})
    (tmp_path / "link").symlink_to(site / "posts")
    monkeypatch.chdir(tmp_path)
    base = find_base("HEAD", "link")
    assert told(findings_since(base, check_folder("link"), each(check))) == []


def test_what_git_ignores_or_never_saw_is_new(site: Path, tmp_path: Path) -> None:
    commit(site, {".gitignore": "ignored.md\n"})
    write(site, {"ignored.md": "FAULT ignored\n", "../outside.md": "FAULT outside\n"})
    findings = [*check_folder(), *check("../outside.md", b"FAULT outside\n")]
    assert told(findings_since(find_base("HEAD"), findings, each(check))) == [
        "ignored.md:1 FAULT ignored",
        "../outside.md:1 FAULT outside",
    ]


def test_a_post_from_standard_input_is_held_against_its_file_at_the_base(site: Path) -> None:
    commit(site, {"a.md": "FAULT old\n"})
    typed = check("a.md", b"FAULT old\nFAULT typed\n")
    base = find_base("HEAD")
    assert told(findings_since(base, typed, each(check), unsaved={"a.md"})) == [
        "a.md:2 FAULT typed"
    ]


def test_old_content_is_judged_under_its_old_path(site: Path) -> None:
    commit(site, {"drafts/a.md": TEXT + "FAULT a\n"})
    write(site, {"drafts/a.md": None, "posts/a.md": TEXT + "FAULT a\n"})

    def check_no_drafts(path: str, data: bytes) -> list[Finding]:
        return [] if path.startswith("drafts/") else check(path, data)

    assert told(findings_since(find_base("HEAD"), check_folder(), each(check_no_drafts))) == [
        "posts/a.md:21 FAULT a"
    ]


def test_only_changed_files_with_findings_are_judged_again(site: Path) -> None:
    commit(site, {f"{number}.md": f"FAULT {number}\n" for number in range(5)})
    write(site, {"1.md": "FAULT 1\nx\n", "2.md": "mended\n"})
    judged: list[str] = []

    def note(path: str, data: bytes) -> list[Finding]:
        judged.append(path)
        return check(path, data)

    base = find_base("HEAD")
    assert findings_since(base, check_folder(), each(note)) == ()
    assert judged == ["1.md"]
    assert [path for path in sorted(os.listdir()) if is_unchanged(base, path)] == [
        "0.md", "3.md", "4.md",
    ]  # fmt: skip


def test_line_ends_that_git_converts_are_no_change(site: Path) -> None:
    commit(site, {".gitattributes": "*.md text eol=crlf\n", "a.md": "x\nFAULT a\n"})
    (site / "a.md").unlink()
    git(site, "checkout", "--", "a.md")
    assert (site / "a.md").read_bytes() == b"x\r\nFAULT a\r\n"
    assert is_unchanged(find_base("HEAD"), "a.md")


def test_the_base_tells_what_files_were(site: Path) -> None:
    commit(site, {"a.md": "old a\n", "b.md": TEXT})
    write(site, {"a.md": "new a\n", "b.md": None, "c/d.md": TEXT, "e.md": "e\n"})
    files = base_files(find_base("HEAD"), ["a.md", "c/d.md", "e.md"])
    assert {path: (file.path, file.data.decode()) for path, file in files.items()} == {
        "a.md": ("a.md", "old a\n"),
        "c/d.md": ("b.md", TEXT),
    }


FAULTS = st.lists(st.sampled_from(["FAULT a", "FAULT b", "FAULT c"]), max_size=6)


def findings_of(faults: Sequence[str], path: str = "p.md") -> list[Finding]:
    return check(path, "\n".join(faults).encode())


@given(now=FAULTS, before=FAULTS)
def test_as_many_findings_are_new_as_there_are_more_than_before(
    now: list[str], before: list[str]
) -> None:
    old = {"p.md": OldFile("q.md", "\n".join(before).encode())}
    new = new_findings(findings_of(now), findings_of(before, "q.md"), old)
    for fault in ("FAULT a", "FAULT b", "FAULT c"):
        more = max(0, now.count(fault) - before.count(fault))
        assert [finding.message for finding in new].count(fault) == more


@given(faults=FAULTS)
def test_nothing_is_new_beside_itself_and_all_is_in_another_file(faults: list[str]) -> None:
    findings = findings_of(faults)
    text = "\n".join(faults).encode()
    assert new_findings(findings, reversed(findings), {"p.md": OldFile("p.md", text)}) == ()
    assert new_findings(findings, findings_of(faults, "q.md"), {}) == tuple(findings)
