"""What became of files since an earlier commit: unchanged, changed, renamed, gone.

Paths here are as git tells them: from the repository's root, with `/`.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from lint_anp.errors import InputError
from lint_anp.git import ask, find_commit, find_root, run_git, split
from lint_anp.paths import relative

RAW = ("--raw", "-z", "--no-abbrev", "-M", "-l2000")
"""Renames by git's own similarity, half of the content; -l is how many files are compared each with
each, whatever a user's config says."""

FILES = ("100644", "100755")
"""Git's modes of plain files; links and submodules are no posts."""

HOPS = 20
"""How many renames of one file after another are followed."""

PATHS_AT_ONCE = 500
"""How many paths a command line takes on every system."""


class Origin(NamedTuple):
    """The file of an earlier commit that a file of today comes from, and the id of its content."""

    path: str
    blob: str


class Changes(NamedTuple):
    """How the work tree differs from a commit: the origin of each file by its path today.

    A file that stands in neither was not there at the commit.
    """

    unchanged: Mapping[str, Origin]
    changed: Mapping[str, Origin]


class Difference(NamedTuple):
    """One record of git's raw differences; a deleted file's `path` is its old one."""

    old_mode: str
    mode: str
    blob: str
    status: str
    old_path: str
    path: str


def find_changes(root: str, commit: str, wanted: Callable[[str], bool]) -> Changes:
    """How the work tree, with all that is not committed, differs from a commit.

    Files that git does not track yet may be renamed ones, too, where `wanted` says so of their
    paths; ignored files never are.
    """
    listed = split(ask(root, "ls-files", "-z", "--others", "--exclude-standard"))
    differences = list(find_differences(root, commit, [path for path in listed if wanted(path)]))
    touched = {path for one in differences for path in (one.old_path, one.path)}
    changed = {
        one.path: Origin(one.old_path, one.blob)
        for one in differences
        if one.old_mode in FILES and one.mode in FILES
    }
    unchanged: dict[str, Origin] = {}
    for record in split(ask(root, "ls-files", "-z", "--stage")):
        about, _, path = record.partition("\t")
        mode, blob, _ = about.split(" ")
        if mode in FILES and path not in touched:
            unchanged[path] = Origin(path, blob)
    return Changes(unchanged, changed)


def find_differences(root: str, commit: str, untracked: Collection[str]) -> Iterator[Difference]:
    """The differences between a commit and the work tree.

    Git sees renames only among the files of its index, so `untracked` ones join a copy of it.
    """
    command = ("diff-index", *RAW, "--ignore-submodules=all", commit, "--")
    if not untracked:
        yield from read_differences(ask(root, *command))
        return
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="lint-anp-") as folder:
        copy = os.path.join(folder, "index")
        index = os.path.join(root, ask(root, "rev-parse", "--git-path", "index").rstrip("\n"))
        if os.path.exists(index):
            shutil.copy2(index, copy)  # with its time stamp, by which git trusts those of files
        unknown = "1".rjust(len(commit), "0")
        records = "".join(f"100644 {unknown} 0\t{path}\0" for path in untracked)
        ask(root, "update-index", "-z", "--add", "--index-info", stdin=records, index=copy)
        yield from read_differences(ask(root, *command, index=copy))


def read_differences(raw: str) -> Iterator[Difference]:
    """The records of raw differences; a file in conflict has a second one, which is taken."""
    fields = iter(split(raw))
    for about in fields:
        old_mode, mode, blob, _, status = about.removeprefix(":").split(" ")
        old_path = path = next(fields)
        if status[0] == "R":
            path = next(fields)
        if status != "U":
            yield Difference(old_mode, mode, blob, status[0], old_path, path)


def find_moves_below(folder: str, paths: Iterable[str]) -> dict[str, str]:
    """`find_moves` for paths from a folder of the work tree; empty where git cannot be asked."""
    folder = os.path.realpath(folder)
    try:
        root = find_root(folder)
        names = {relative(os.path.join(folder, path), root): path for path in paths}
        moves = find_moves(root, names)
    except InputError:
        return {}
    return {
        names[old]: new and relative(os.path.join(root, new), folder) for old, new in moves.items()
    }


def find_moves(root: str, paths: Iterable[str]) -> dict[str, str]:
    """Where files went that are gone from the work tree: old to new path, "" for deleted ones, and
    nothing for files that git never saw.

    A committed rename is looked up in its commit, the next one in its own, and one that is not
    committed in the work tree; so a file may be edited between them.
    """
    places = {path: path for path in paths}
    if not places or run_git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return {}
    for _ in range(HOPS):
        gone = {place for place in places.values() if place and not stands(root, place)}
        renames = committed_renames(root, gone) | uncommitted_renames(root, gone) if gone else {}
        if not renames:
            break
        places = {path: renames.get(place, place) for path, place in places.items()}
    return {old: new for old, new in places.items() if old != new}


def stands(root: str, path: str) -> bool:
    """Whether a file is in the work tree."""
    return os.path.lexists(os.path.join(root, path))


def committed_renames(root: str, gone: Collection[str]) -> dict[str, str]:
    """By the last commits that took these files away: old to new path, "" for a deletion."""
    renames: dict[str, str] = {}
    asked = sorted(gone)
    for start in range(0, len(asked), PATHS_AT_ONCE):
        some = asked[start : start + PATHS_AT_ONCE]
        commits = ask(root, "rev-list", "HEAD", "--", *some)
        command = ("diff-tree", "--stdin", "--no-commit-id", "-r", "--diff-filter=DR")
        for one in read_differences(ask(root, *command, *RAW, stdin=commits)):
            renames.setdefault(one.old_path, "" if one.status == "D" else one.path)
    return renames


def uncommitted_renames(root: str, gone: Collection[str]) -> dict[str, str]:
    """By the work tree: old to new path of the files of HEAD that are gone, "" for a deletion."""
    endings = tuple({os.path.splitext(path)[1] for path in gone})
    listed = split(ask(root, "ls-files", "-z", "--others", "--exclude-standard"))
    untracked = [path for path in listed if path.endswith(endings)]
    return {
        one.old_path: "" if one.status == "D" else one.path
        for one in find_differences(root, find_commit(root, "HEAD"), untracked)
        if one.status in "DR"
    }
