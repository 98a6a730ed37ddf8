"""Findings held against an earlier commit: only those remain that did not exist there.

Both sides are judged by today's rules, config and date, and the old one beside the posts of today
and of the base, so only a change of the post itself makes a finding new: an unchanged post has
none, a changed one those that its old text has not.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from lint_anp.baseline.changes import Changes, Origin, find_changes
from lint_anp.baseline.sameness import decode, known_of, pair, source_of
from lint_anp.finding import Finding
from lint_anp.git import find_merge_base, find_root, read_blobs
from lint_anp.paths import relative
from lint_anp.posts.formats import format_of


class Base(NamedTuple):
    """The commit that findings are held against, and what changed since; `root` is absolute."""

    root: str
    ref: str
    commit: str
    changes: Changes


class OldFile(NamedTuple):
    """A file as it was at the base; the path is told as reports tell paths."""

    path: str
    data: bytes


def find_base(ref: str, folder: str = ".") -> Base:
    """The merge base of HEAD and `ref` in the repository of a folder.

    Raises InputError outside of a repository, for an unknown ref, and without a merge base.
    """
    root = find_root(folder)
    commit = find_merge_base(root, ref)
    changes = find_changes(root, commit, lambda path: format_of(path) is not None)
    return Base(root, ref, commit, changes)


def is_unchanged(base: Base, path: str) -> bool:
    """Whether a file is, under the same path, what it was at the base."""
    return inside(base.root, path) in base.changes.unchanged


def origin_of(base: Base, path: str) -> Origin | None:
    """The file at the base that a file of today comes from; None for a new one."""
    name = inside(base.root, path)
    return base.changes.changed.get(name) or base.changes.unchanged.get(name)


def base_files(base: Base, paths: Iterable[str]) -> dict[str, OldFile]:
    """What files were at the base, by their paths of today; new ones are left out."""
    origins = {path: origin for path in paths if (origin := origin_of(base, path))}
    contents = read_blobs(base.root, (origin.blob for origin in origins.values()))
    return {
        path: OldFile(outside(base.root, origin.path), contents[origin.blob])
        for path, origin in origins.items()
    }


def findings_since(
    base: Base,
    findings: Sequence[Finding],
    check: Callable[[Mapping[str, OldFile]], Iterable[Finding]],
    unsaved: Collection[str] = (),
) -> tuple[Finding, ...]:
    """The findings that did not exist at the base.

    `check` gives what would be reported of old files, given by their paths of today. The content of
    `unsaved` paths is not that of the file: a post from standard input.
    """
    paths = dict.fromkeys(finding.location.path for finding in findings)
    kept = {path for path in paths if path in unsaved or not is_unchanged(base, path)}
    old = base_files(base, kept)
    before = check(old) if old else ()
    now = [finding for finding in findings if finding.location.path in kept]
    return new_findings(now, before, old)


def new_findings(
    now: Iterable[Finding], before: Iterable[Finding], old: Mapping[str, OldFile]
) -> tuple[Finding, ...]:
    """The findings of `now` that `before` does not have, each of which accounts for one.

    `old` gives what a file was, by its path of today.
    """
    read = cache(source_of)
    by_path = group_by_path(before)
    new = []
    for path, findings in group_by_path(now).items():
        was = by_path.get(old[path].path, []) if path in old else []
        if not was:
            new += findings
            continue
        read_old = cache(partial(decode, data=old[path].data))
        pairs = pair(
            [known_of(one, read_old) for one in was],
            [known_of(one, read) for one in findings],
            partial(read, path),
        )
        new += [one for number, one in enumerate(findings) if number not in pairs]
    return tuple(new)


def group_by_path(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by their path, in their order."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.location.path, []).append(finding)
    return groups


def inside(root: str, path: str) -> str:
    """A path as git tells it: from the root, with `/`; links are followed."""
    return relative(os.path.realpath(path), root)


def outside(root: str, path: str) -> str:
    """A path from the root as reports tell it: from the current folder, with `/`."""
    return relative(os.path.join(root, path))
