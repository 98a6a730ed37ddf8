"""What became of files: unchanged, changed, renamed, deleted, in every state of the index."""

from pathlib import Path

import pytest

from lint_anp.baseline.changes import Changes, find_changes, find_moves, find_moves_below
from tests.git_site import commit, git, make_repository, write

TEXT = "".join(f"line {number} of the post\n" for number in range(20))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "site")


def state_of(site: Path) -> tuple[object, ...]:
    """All that must not be touched: the index, the objects, the status."""
    objects = sorted(str(path) for path in (site / ".git" / "objects").rglob("*"))
    return (site / ".git" / "index").read_bytes(), objects, git(site, "status", "--porcelain")


def changes_since(site: Path, commit_id: str) -> Changes:
    state = state_of(site)
    changes = find_changes(str(site), commit_id, lambda path: path.endswith(".md"))
    assert state_of(site) == state
    return changes


def origins(changes: Changes) -> dict[str, str]:
    return {path: origin.path for path, origin in changes.changed.items()}


def test_every_state_of_a_file(site: Path) -> None:
    names = ("same", "edited", "staged", "both", "gone", "removed", "undone")
    base = commit(site, {f"{name}.md": f"{name}\n{TEXT}" for name in names})
    commit(site, {"committed.md": "new\n"})
    write(site, {f"{name}.md": f"other {name}\n{TEXT}" for name in ("staged", "both", "undone")})
    git(site, "add", "--all")
    write(site, {"edited.md": "edited!\n", "both.md": "both again\n", "gone.md": None})
    write(site, {"undone.md": f"undone\n{TEXT}", "untracked.md": "u\n", ".gitignore": "ignored.md"})
    write(site, {"ignored.md": "i\n"})
    git(site, "rm", "--quiet", "removed.md")
    changes = changes_since(site, base)
    assert set(changes.unchanged) == {"same.md"}
    assert origins(changes) == {
        name: name for name in ("edited.md", "staged.md", "both.md", "undone.md")
    }


@pytest.mark.parametrize("state", ["committed", "staged", "on disk only"])
def test_a_renamed_and_edited_file_keeps_its_origin(site: Path, state: str) -> None:
    base = commit(site, {"old name.md": TEXT, "other.md": "other\n"})
    write(site, {"old name.md": None, "neu/ümläut 🙂.md": TEXT + "one more\n", "fresh.md": "x\n"})
    if state != "on disk only":
        git(site, "add", "--all")
    if state == "committed":
        git(site, "commit", "--quiet", "-m", "moved")
    changes = changes_since(site, base)
    assert origins(changes) == {"neu/ümläut 🙂.md": "old name.md"}
    assert set(changes.unchanged) == {"other.md"}


def test_names_that_only_git_could_confuse(site: Path) -> None:
    names = ["a\nb.md", 'quo"te.md', "*.md", "tab\t.md", ":(top).md", "-x.md", "ü 🙂.md"]
    base = commit(site, dict.fromkeys(names, TEXT))
    write(site, dict.fromkeys(names, TEXT + "more\n"))
    write(site, {"new\nline.md": "new\n"})
    assert origins(changes_since(site, base)) == {name: name for name in names}


def test_a_name_that_is_not_utf8(site: Path) -> None:
    name = b"caf\xe9.md".decode("utf-8", "surrogateescape")
    base = commit(site, {name: TEXT})
    (site / name).write_text("other\n")
    assert origins(changes_since(site, base)) == {name: name}


def test_a_copy_is_new_and_its_model_unchanged(site: Path) -> None:
    base = commit(site, {"a.md": TEXT})
    commit(site, {"b.md": TEXT})
    changes = changes_since(site, base)
    assert set(changes.unchanged) == {"a.md"}
    assert not changes.changed


def test_two_files_may_swap_their_names(site: Path) -> None:
    base = commit(site, {"a.md": TEXT, "b.md": TEXT.replace("post", "page") + "end\n"})
    commit(site, {"a.md": TEXT.replace("post", "page") + "end\n", "b.md": TEXT})
    assert origins(changes_since(site, base)) == {"a.md": "a.md", "b.md": "b.md"}


def test_a_link_is_no_post_and_what_becomes_one_is_new(site: Path) -> None:
    write(site, {"a.md": TEXT, "b.md": TEXT + "b\n"})
    (site / "link.md").symlink_to("a.md")
    base = commit(site, {})
    (site / "link.md").unlink()
    (site / "b.md").unlink()
    (site / "b.md").symlink_to("a.md")
    write(site, {"link.md": "a post now\n"})
    changes = changes_since(site, base)
    assert not changes.changed
    assert set(changes.unchanged) == {"a.md"}


def test_a_submodule_is_no_file(site: Path, tmp_path: Path) -> None:
    theme = make_repository(tmp_path / "theme")
    commit(theme, {"README.md": "theme\n"})
    git(site, "submodule", "--quiet", "add", theme.as_uri(), "theme")
    base = commit(site, {"a.md": TEXT})
    commit(site / "theme", {"README.md": "changed\n"})
    changes = changes_since(site, base)
    assert set(changes.unchanged) == {"a.md", ".gitmodules"}
    assert not changes.changed


def test_a_file_in_conflict_comes_from_the_base(site: Path) -> None:
    base = commit(site, {"a.md": TEXT})
    git(site, "switch", "--quiet", "--create", "draft")
    commit(site, {"a.md": TEXT + "draft\n"})
    git(site, "switch", "--quiet", "main")
    commit(site, {"a.md": TEXT + "main\n"})
    with pytest.raises(AssertionError):
        git(site, "merge", "--quiet", "draft")
    assert origins(changes_since(site, base)) == {"a.md": "a.md"}


def test_a_linked_work_tree_is_told_by_its_own_index(site: Path, tmp_path: Path) -> None:
    base = commit(site, {"a.md": TEXT, "b.md": "b\n"})
    second = tmp_path / "second"
    git(site, "worktree", "add", "--quiet", "--detach", str(second))
    write(second, {"a.md": None, "moved.md": TEXT})
    changes = find_changes(str(second), base, lambda path: path.endswith(".md"))
    assert origins(changes) == {"moved.md": "a.md"}
    assert not changes_since(site, base).changed


def test_a_repository_of_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    base = commit(tmp_path, {"a.md": TEXT})
    write(tmp_path, {"a.md": None, "b.md": TEXT})
    changes = find_changes(str(tmp_path), base, lambda _: True)
    assert origins(changes) == {"b.md": "a.md"}


def test_a_moved_file_is_followed_through_commits_and_edits(site: Path) -> None:
    commit(site, {"a.md": TEXT, "deleted.md": "deleted\n" + TEXT, "stays.md": "stays\n"})
    commit(site, {"a.md": None, "b.md": TEXT, "deleted.md": None})
    commit(site, {"b.md": "".join(f"quite another line {number}\n" for number in range(20))})
    git(site, "mv", "b.md", "c.md")
    git(site, "commit", "--quiet", "-m", "moved again")
    (site / "posts").mkdir()
    (site / "c.md").rename(site / "posts" / "d.md")
    asked = ["a.md", "b.md", "c.md", "deleted.md", "never.md"]
    assert find_moves(str(site), asked) == {
        "a.md": "posts/d.md",
        "b.md": "posts/d.md",
        "c.md": "posts/d.md",
        "deleted.md": "",
    }


def test_the_last_departure_of_a_path_counts(site: Path) -> None:
    commit(site, {"a.md": TEXT})
    commit(site, {"a.md": None, "b.md": TEXT})
    commit(site, {"a.md": "a new post under the old name\n"})
    commit(site, {"a.md": None})
    assert find_moves(str(site), ["a.md"]) == {"a.md": ""}


def test_moves_are_told_from_the_folder_that_asks(site: Path, tmp_path: Path) -> None:
    commit(site, {"site/posts/a.md": TEXT, "site/posts/b.md": "b\n" + TEXT})
    commit(site, {"site/posts/a.md": None, "docs/a.md": TEXT, "site/posts/b.md": None})
    assert find_moves_below(str(site / "site"), ["posts/a.md", "posts/b.md"]) == {
        "posts/a.md": "../docs/a.md",
        "posts/b.md": "",
    }
    assert find_moves_below(str(tmp_path), ["a.md"]) == {}


def test_a_shallow_clone_does_not_know_where_files_went(site: Path, tmp_path: Path) -> None:
    commit(site, {"a.md": TEXT})
    commit(site, {"a.md": None, "b.md": TEXT})
    git(tmp_path, "clone", "--quiet", "--depth=1", site.as_uri(), "clone")
    assert find_moves(str(tmp_path / "clone"), ["a.md"]) == {}


def test_a_repository_without_commits_does_not_know_either(site: Path) -> None:
    assert find_moves(str(site), ["a.md"]) == {}
