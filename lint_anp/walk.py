"""What is below a folder: what git tracks or would track, else what nobody ignores."""

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from lint_anp.errors import reason_of
from lint_anp.git import SETTINGS, repository_of, surroundings
from lint_anp.paths import relative, shown
from lint_anp.posts.formats import format_of

Ignored = tuple[tuple[str, Any], ...]
"""The folders on the way that have a `.gitignore`, and what it says."""

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


class Names(NamedTuple):
    """The names of the files below a folder, with NUL between, and of the folders there that cannot
    be read, with why."""

    files: str
    unreadable: Mapping[str, str]


def names_below(folder: str) -> Names:
    """What is below a folder: the files that git tracks or would track, else those with the name of
    a post that no `.gitignore` names."""
    return ask_git(folder) or walk(folder)


def names_of_files(names: str) -> list[str]:
    """The names, of some with NUL between, of files that may be posts."""
    return [name for name in names.split("\0") if format_of(name) and not is_hidden(name)]


def ask_git(folder: str) -> Names | None:
    """What git tracks or would track below a folder; None outside a repository, without git, and
    where the folder itself is ignored."""
    repository = repository_of(folder)
    if repository is None:
        return None
    from lint_anp.programs import printed_by

    command = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    printed = printed_by(["git", "-C", folder, *SETTINGS, *command], surroundings(repository))
    if printed is None or not printed.output:
        return None
    files = printed.output.decode("utf-8", "surrogateescape").rstrip("\0")
    unreadable = walk(folder).unreadable if printed.complaint else {}
    if closed := tuple(f"{shown(name)}/" for name in unreadable if name):
        files = "\0".join(name for name in files.split("\0") if not name.startswith(closed))
    return Names(files, unreadable)


@cache
def hidden() -> re.Pattern[str]:
    """A name on a path that begins with a dot, or a folder that is never a site's; compiled where
    it is needed."""
    return re.compile(rf"(?:^|/)(?:\.|(?:{'|'.join(sorted(SKIPPED_FOLDERS))})(?:/|$))")


def is_hidden(path: str) -> bool:
    """Whether a folder on the way, or the file, begins with a dot or is never a site's."""
    return hidden().search(path) is not None


def walk(folder: str) -> Names:
    """What is below a folder; links to folders are not followed, `.gitignore` is heeded."""
    names: list[str] = []
    unreadable: dict[str, str] = {}
    left: list[tuple[str, str, Ignored]] = [(folder, "", ())]
    while left:
        place, start, ignored = left.pop()
        ignored += read_ignored(place)
        try:
            entries = [(one, one.is_dir(follow_symlinks=False)) for one in os.scandir(place)]
        except OSError as error:
            unreadable[start.rstrip(os.sep)] = reason_of(error)
            continue
        for entry, is_folder in entries:
            name = entry.name
            if name.startswith(".") or (ignored and is_ignored(entry.path, is_folder, ignored)):
                continue
            if not is_folder and format_of(name):
                names.append(start + name)
            elif is_folder and name not in SKIPPED_FOLDERS:
                left.append((entry.path, f"{start}{name}{os.sep}", ignored))
    return Names("\0".join(names), unreadable)


def read_ignored(folder: str) -> Ignored:
    """What the `.gitignore` of a folder says; nothing where it cannot be read, as git has it."""
    path = os.path.join(folder, ".gitignore")
    if not os.path.isfile(path):
        return ()
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = file.readlines()
    except OSError:
        return ()
    from pathspec import GitIgnoreSpec

    return ((folder, GitIgnoreSpec.from_lines(lines)),)


def is_ignored(path: str, is_folder: bool, ignored: Ignored) -> bool:
    """Whether a `.gitignore` on the way names a path; the nearest that says something counts."""
    for folder, spec in reversed(ignored):
        name = relative(path, folder) + ("/" if is_folder else "")
        verdict = spec.check_file(name).include
        if verdict is not None:
            return bool(verdict)
    return False
