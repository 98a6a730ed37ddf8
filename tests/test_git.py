"""Git asked: roots, merge bases, contents, and errors that say what to do."""

from pathlib import Path

import pytest

from lint_anp.errors import InputError
from lint_anp.git import ask, find_commit, find_merge_base, find_root, read_blobs
from tests.git_site import commit, git, make_repository, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "site")


def test_the_root_is_found_from_a_folder_below_it(site: Path) -> None:
    commit(site, {"posts/new year/a.md": "a\n"})
    assert find_root(str(site / "posts" / "new year")) == str(site)


def test_a_linked_work_tree_has_its_own_root(site: Path, tmp_path: Path) -> None:
    commit(site, {"a.md": "a\n"})
    git(site, "worktree", "add", "--quiet", "--detach", str(tmp_path / "second"))
    assert find_root(str(tmp_path / "second")) == str(tmp_path / "second")


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_WORK_TREE"])
def test_what_a_hook_is_told_of_its_repository_is_not_held_against_a_folder(
    name: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repository(tmp_path / "other")
    commit(other, {"b.md": "b\n"})
    base = commit(site, {"posts/a.md": "a\n"})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv(name, str(other if name == "GIT_WORK_TREE" else other / ".git"))
    assert find_root(str(site / "posts")) == str(site)
    assert find_commit(str(site), "HEAD") == base
    assert ask(str(site), "ls-files") == "posts/a.md\n"


def test_a_repository_that_only_the_environment_names_is_asked(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(site, {"a.md": "a\n"})
    (site / ".git").rename(tmp_path / "kept apart")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "kept apart"))
    monkeypatch.setenv("GIT_WORK_TREE", str(site))
    assert find_root(str(site)) == str(site)
    assert ask(str(site), "ls-files") == "a.md\n"


def test_the_root_of_a_link_is_where_it_leads(site: Path, tmp_path: Path) -> None:
    commit(site, {"posts/a.md": "a\n"})
    (tmp_path / "link").symlink_to(site / "posts")
    assert find_root(str(tmp_path / "link")) == str(site)


def test_the_merge_base_is_where_the_branches_went_apart(site: Path) -> None:
    base = commit(site, {"a.md": "a\n"})
    git(site, "switch", "--quiet", "--create", "draft")
    commit(site, {"b.md": "b\n"})
    git(site, "switch", "--quiet", "main")
    commit(site, {"c.md": "c\n"})
    git(site, "switch", "--quiet", "--detach", "draft")
    assert find_merge_base(str(site), "main") == base


def test_a_tag_stands_for_its_commit(site: Path) -> None:
    base = commit(site, {"a.md": "a\n"})
    git(site, "tag", "--annotate", "v1", "-m", "first")
    commit(site, {"a.md": "b\n"})
    assert find_commit(str(site), "v1") == base


def test_contents_are_read_by_id_as_they_are(site: Path) -> None:
    contents = {b"a\r\n\0\xff", b"", b"x" * 100_000, "ü🙂\n".encode()}
    for number, content in enumerate(contents):
        (site / f"{number}.md").write_bytes(content)
    commit(site, {})
    ids = [git(site, "rev-parse", f"HEAD:{number}.md").strip() for number in range(len(contents))]
    assert read_blobs(str(site), [*ids, ids[0]]) == dict(zip(ids, contents, strict=True))


def test_no_contents_are_read_without_git(tmp_path: Path) -> None:
    assert read_blobs(str(tmp_path), []) == {}


def refusal(call: object, *arguments: object) -> str:
    with pytest.raises(InputError) as caught:
        call(*arguments)  # type: ignore[operator]
    return str(caught.value)


def test_a_folder_outside_of_a_repository_is_refused(tmp_path: Path) -> None:
    assert refusal(find_root, str(tmp_path)) == (
        f"'{tmp_path}' is in no git repository; run it in one, or leave out what asks git"
    )


def test_a_repository_without_a_work_tree_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    folder = str(tmp_path / "bare.git")
    assert refusal(find_root, folder) == (
        f"'{folder}' is in a git repository, but in no work tree of it; run it in a checkout"
    )


def test_a_missing_git_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(site))
    assert refusal(find_root, str(site)) == (
        "'git' cannot be started: no such file or directory; install it, or leave out what asks git"
    )


@pytest.mark.parametrize("ref", ["nope", "", "--all", "HEAD:a.md", "v1^{tree}", "main..main", "é"])
def test_an_unknown_commit_is_told(site: Path, ref: str) -> None:
    commit(site, {"a.md": "a\n"})
    assert refusal(find_merge_base, str(site), ref) == (
        f"git knows no commit by the name '{ref}'; see 'git branch --all', or run "
        "'git fetch origin' first"
    )


def test_a_repository_without_commits_has_nothing_to_compare_with(site: Path) -> None:
    assert refusal(find_commit, str(site), "HEAD") == (
        "the repository has no commit yet, so there is nothing to compare with"
    )


def test_branches_without_a_common_commit_are_told(site: Path) -> None:
    commit(site, {"a.md": "a\n"})
    git(site, "switch", "--quiet", "--orphan", "other")
    commit(site, {"b.md": "b\n"})
    assert refusal(find_merge_base, str(site), "main") == (
        "'main' and HEAD have no common commit; name a branch that HEAD stems from"
    )


def make_shallow_clone(site: Path, folder: Path) -> Path:
    """A clone that holds the last commits of two branches only, as continuous integration does."""
    commit(site, {"a.md": "a\n"})
    git(site, "switch", "--quiet", "--create", "draft")
    commit(site, {"b.md": "b\n"})
    git(site, "switch", "--quiet", "main")
    commit(site, {"c.md": "c\n"})
    options = ("--quiet", "--depth=1", "--no-single-branch", "--branch=draft")
    git(folder, "clone", *options, site.as_uri(), "clone")
    return folder / "clone"


def test_a_shallow_clone_without_the_merge_base_says_what_to_fetch(
    site: Path, tmp_path: Path
) -> None:
    clone = make_shallow_clone(site, tmp_path)
    assert refusal(find_merge_base, str(clone), "origin/main") == (
        "'origin/main' and HEAD have no common commit in this shallow clone; run "
        "'git fetch --unshallow' (GitHub: 'fetch-depth: 0' for actions/checkout, GitLab: "
        "'GIT_DEPTH: 0')"
    )
    assert refusal(find_merge_base, str(clone), "v1") == (
        "git knows no commit by the name 'v1'; see 'git branch --all', or run "
        "'git fetch --unshallow origin' first"
    )


def test_a_lost_object_is_told(site: Path) -> None:
    lost = "1".rjust(40, "0")
    assert refusal(read_blobs, str(site), [lost]) == (
        f"git cannot read the object {lost}: the clone is damaged or partial; run 'git fsck', or "
        "'git fetch --refetch origin'"
    )


def test_another_failure_is_told_in_the_words_of_git(site: Path) -> None:
    write(site, {".git/index": "no index"})
    assert refusal(ask, str(site), "ls-files").startswith("'git ls-files' failed: ")
