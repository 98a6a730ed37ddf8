"""Paths become files: folders, globs, ignored and excluded ones, and what is not there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lint_anp.discovery import find_files
from lint_anp.errors import InputError
from lint_anp.posts.formats import FORMATS


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def found(*paths: str, excluded: tuple[str, ...] = (), force: bool = False) -> list[str]:
    return list(find_files(paths, lambda path: path in excluded, force_exclude=force).files)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "b/z.md", "b/a.mdx", "a.json", "pic.png", ".hidden/x.md", "node_modules/y.md")
    return tmp_path


def test_a_folder_gives_its_posts_in_order(site: Path) -> None:
    assert found(".") == ["a.json", "b/a.mdx", "b/z.md"]
    assert found("b", "./b/z.md") == ["b/a.mdx", "b/z.md"]


def test_globs_are_expanded(site: Path) -> None:
    assert found("**/*.md") == ["b/z.md"]


def test_globs_may_begin_in_any_folder(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(site, "b/.x/y.md", "b/node_modules/y.md")
    assert found(".hidden/*.md") == [".hidden/x.md"]
    assert found("b/**/*.md") == ["b/z.md"]
    monkeypatch.chdir(site / ".hidden")
    assert found("../b/**/*.md", "*.md") == ["../b/z.md", "x.md"]
    assert found(f"{site}/b/*.md", f"{site}/.hidden/?.md") == [f"{site}/b/z.md", "x.md"]


def test_named_files_are_taken_though_excluded_unless_forced(site: Path) -> None:
    assert found(".", excluded=("b/z.md",)) == ["a.json", "b/a.mdx"]
    assert found("b/z.md", excluded=("b/z.md",)) == ["b/z.md"]
    assert found("b/z.md", excluded=("b/z.md",), force=True) == []


def test_a_named_file_that_is_no_post_is_skipped(site: Path) -> None:
    assert find_files(["pic.png"], lambda _: False).skipped == (("pic.png", "not a post"),)


def test_what_is_not_there_is_told_all_at_once(site: Path) -> None:
    (site / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        found("none.md", "empty", "*.mdx", "")
    ends = "posts end in .md, .markdown, .mdx, .yaml, .yml, .json, .jsonl, .ndjson or .txt"
    assert caught.value.faults == (
        "none.md: there is no such file or folder",
        f"empty: there is no post in this folder; {ends}",
        f"*.mdx: no post fits this pattern; {ends}",
        "an empty path: there is no such file or folder",
    )


@pytest.mark.parametrize("in_git", [False, True], ids=["a folder", "a git repository"])
def test_gitignore_is_heeded_at_every_level(in_git: bool, site: Path) -> None:
    if in_git:
        subprocess.run(["git", "init", "-q"], check=True)
    (site / ".gitignore").write_text("a.*\n!a.mdx\n")
    (site / "b" / ".gitignore").write_text("/z.md\n")
    make(site, "b/c/z.md")
    assert found(".") == ["b/a.mdx", "b/c/z.md"]


def test_names_of_every_kind_are_found_in_git(site: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    make(site, "ü ö.md", "😀.md", "a'b\"c.md")
    (site / "b" / "z.md").unlink()
    assert found(".") == ["a'b\"c.md", "a.json", "b/a.mdx", "ü ö.md", "😀.md"]


def test_a_program_that_a_repository_names_is_not_started(site: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    monitor = site / "monitor.sh"
    monitor.write_text("#!/bin/sh\ntouch started\nprintf '/\\0'\n")
    monitor.chmod(0o755)
    subprocess.run(["git", "config", "core.fsmonitor", monitor.as_posix()], check=True)
    assert found(".") == ["a.json", "b/a.mdx", "b/z.md"]
    assert not (site / "started").exists()


def test_a_link_is_reported_as_what_it_stands_for_and_loops_end(site: Path) -> None:
    os.symlink("b/z.md", "link.md")
    os.symlink(".", "loop")
    assert found(".") == ["a.json", "b/a.mdx", "b/z.md"]


def test_a_file_is_taken_once_however_it_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "b")
    assert found("../a.json", str(site / "a.json"), str(site / "b/z.md"), "z.md") == [
        "../a.json",
        "z.md",
    ]
    monkeypatch.chdir("/")
    assert found(str(site), str(site / "a.json")[1:]) == [
        str(site / name)[1:] for name in ("a.json", "b/a.mdx", "b/z.md")
    ]


def test_a_pipe_is_no_post(site: Path) -> None:
    os.mkfifo("pipe.md")
    assert find_files(["pipe.md"], lambda _: False).skipped == (("pipe.md", "not a post"),)


def test_a_folder_that_may_not_be_read_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, _: path != "b")  # root may read all there is
    with pytest.raises(InputError) as caught:
        find_files([".", "b"], lambda _: False)
    assert caught.value.faults == ("b: the folder cannot be read: permission denied",)


@pytest.fixture
def closed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder `b` cannot be listed: as root, who may list any, runs the tests, too, this program
    hears so from the system, and from a git that says what git says."""
    scandir = os.scandir

    def refuse(path: str) -> object:
        if os.path.basename(path) == "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    complaint = "warning: could not open directory 'b/': Permission denied"
    program = site / ".programs" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "{complaint}" >&2\nexec {shutil.which("git")} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(program.parent), os.environ["PATH"])))


@pytest.mark.parametrize("in_git", [False, True], ids=["a folder", "a git repository"])
def test_a_folder_on_the_way_that_cannot_be_listed_is_told(
    in_git: bool, site: Path, closed: None
) -> None:
    if in_git:
        subprocess.run(["git", "init", "-q"], check=True)
        subprocess.run(["git", "add", "b/a.mdx"], check=True)

    def told(path: str, *excluded: str) -> tuple[list[str], dict[str, str]]:
        here = find_files([path], lambda file: file.endswith(excluded))
        return list(here.files), dict(here.unreadable)

    assert told(".") == (["a.json"], {"b": "permission denied"})
    assert told(str(site), "b/post.md") == (["a.json"], {"b": "permission denied"})
    assert told(".", *(f"b/post{ending}" for ending in FORMATS)) == (["a.json"], {})
    assert told(".", "a.json") == ([], {"b": "permission denied"})


@pytest.mark.parametrize("in_git", [False, True], ids=["a folder", "a git repository"])
def test_a_file_that_cannot_be_asked_is_taken_and_one_that_is_gone_is_not(
    in_git: bool, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> os.stat_result:
        if path == "b/a.mdx":
            raise PermissionError(13, "Permission denied")
        if path == "b/z.md":
            raise FileNotFoundError(2, "No such file or directory")
        return os.stat(path)

    if in_git:
        subprocess.run(["git", "init", "-q"], check=True)
    monkeypatch.setattr("os.lstat", refuse)
    assert found(".") == ["a.json", "b/a.mdx"]


def test_a_named_file_that_cannot_be_asked_is_told_with_why(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.stat", refuse)
    monkeypatch.setattr("os.lstat", refuse)
    with pytest.raises(InputError) as caught:
        find_files(["b/z.md"], lambda _: False)
    assert caught.value.faults == ("b/z.md: this cannot be read: permission denied",)


def test_a_gitignore_that_cannot_be_read_ignores_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / ".gitignore").write_text("a.json\n")
    assert found(".") == ["b/a.mdx", "b/z.md"]

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("lint_anp.walk.open", refuse, raising=False)
    assert found(".") == ["a.json", "b/a.mdx", "b/z.md"]


def test_folders_may_be_nested_deeper_than_calls(site: Path) -> None:
    make(site, "b/" + "c/" * 400 + "deep.md")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    try:
        assert found(".") == ["a.json", "b/a.mdx", "b/" + "c/" * 400 + "deep.md", "b/z.md"]
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_INDEX_FILE"])
def test_a_hook_of_another_work_tree_sees_the_files_of_the_folder(
    name: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    (site / ".gitignore").write_text("*.mdx\na.json\n")
    subprocess.run(["git", "add", "--force", "a.json"], check=True)
    monkeypatch.setenv(name, str(site / ".git" / ("index" if name == "GIT_INDEX_FILE" else "")))
    assert found("b") == ["b/z.md"]
    monkeypatch.setenv(name, str(site / "other"))
    assert found(".") == ["a.json", "b/z.md"]
