"""Paths become files: named ones, those of folders, globs expanded, excluded ones left out."""

import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from lint_anp.errors import InputError
from lint_anp.paths import shown
from lint_anp.posts.formats import FORMATS, format_of
from lint_anp.walk import is_hidden, names_below, names_of_files

KNOWN = ("lint-anp.yaml", "lint-anp.yml", "lint-anp-baseline.jsonl", "package.json")
"""Files with the names of posts that are known to be none."""

RACY = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was read may change again within the same
tick of its file system's clock; its stamp is not trusted, as git does not."""

UNKNOWN = os.stat_result((0,) * 10, {"st_mtime_ns": 0, "st_ctime_ns": 0})
"""The status of a file that cannot be asked."""


class Found(NamedTuple):
    """The files of a run in their order, which of them were named, and which were named and left
    out, with why; and the folders on the way that cannot be read, with why. `walked` has what is in
    the folders of the run, by their absolute paths, listed after `time` (ns)."""

    files: tuple[str, ...]
    named: frozenset[str]
    skipped: tuple[tuple[str, str], ...]
    unreadable: Mapping[str, str] = {}
    walked: Mapping[str, Mapping[str, os.stat_result]] = {}
    time: int = 0


def find_files(
    paths: Iterable[str], excluded: Callable[[str], bool], *, force_exclude: bool = False
) -> Found:
    """The files that may be posts among paths, each once.

    `excluded` says whether the config leaves a file out. Named files are taken even so, unless
    `force_exclude`. Raises InputError for a path that is not there, and for a folder or a glob
    without a post.
    """
    files: dict[str, None] = {}
    named: set[str] = set()
    skipped: list[tuple[str, str]] = []
    missing: list[str] = []
    unreadable: dict[str, str] = {}
    walked: dict[str, dict[str, os.stat_result]] = {}
    now = time.time_ns()
    for path in paths:
        if os.path.isdir(path):
            below = names_below(path)
            listed = walked[os.path.abspath(path)] = with_status(path, below.files)
            found = [file for file in listed if not excluded(file)]
            closed = {
                normal(os.path.join(path, name)): why
                for name, why in below.unreadable.items()
                if may_have_posts(os.path.join(path, name), excluded)
            }
            if not os.access(path, os.R_OK | os.X_OK):
                missing.append(f"{path}: the folder cannot be read: permission denied")
            elif not found and not closed:
                missing.append(f"{path}: there is no post in this folder; {names_of_posts()}")
            files.update(dict.fromkeys(found))
            unreadable.update(closed)
        elif os.path.lexists(path):
            if format_of(path) is None or is_special(path):
                skipped.append((path, "not a post"))
            elif force_exclude and excluded(path):
                skipped.append((path, "excluded"))
            else:
                files[normal(path)] = None
                named.add(normal(path))
        elif any(sign in path for sign in "*?["):
            matched = expand(path)
            if not matched:
                missing.append(f"{path}: no post fits this pattern; {names_of_posts()}")
            files.update(dict.fromkeys(file for file in matched if not excluded(file)))
        else:
            missing.append(f"{path or 'an empty path'}: {why_missing(path)}")
    if missing:
        raise InputError(*missing)
    return Found(told_once(files), frozenset(named), tuple(skipped), unreadable, walked, now)


def why_missing(path: str) -> str:
    """Why there is nothing at a path, in words."""
    try:
        os.lstat(path)
    except PermissionError:
        return "this cannot be read: permission denied"
    except OSError:
        pass
    return "there is no such file or folder"


def may_have_posts(folder: str, excluded: Callable[[str], bool]) -> bool:
    """Whether a post in a folder would be taken, of whichever format."""
    return not all(excluded(normal(os.path.join(folder, f"post{one}"))) for one in FORMATS)


def is_special(path: str) -> bool:
    """Whether a path is that of a pipe, a socket or a device: what is read of it is gone."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def told_once(files: Iterable[str]) -> tuple[str, ...]:
    """Files as they are told first: one outside of the current folder may also be told by the way
    there."""
    places: dict[str, str] = {}
    for file in files:
        place = os.path.abspath(file) if file.startswith(os.pardir) else file
        places.setdefault(place, file)
    return tuple(places.values())


def names_of_posts() -> str:
    """What files count as posts, for messages."""
    return "posts end in .md, .markdown, .mdx, .yaml, .yml, .json, .jsonl, .ndjson or .txt"


def normal(path: str) -> str:
    """A path without `./` and doubled slashes, relative where it lies below the current folder."""
    path = os.path.normpath(path)
    if os.path.isabs(path):
        path = path.removeprefix(os.path.join(os.getcwd(), ""))
    return path


def expand(pattern: str) -> list[str]:
    """The posts that a glob fits, for shells that do not expand it; hidden ones only where the
    folder in which it begins is."""
    from glob import iglob

    start = len(os.path.dirname(re.split(r"[*?\[]", pattern, maxsplit=1)[0]))
    return sorted(
        normal(path)
        for path in iglob(pattern, recursive=True)
        if format_of(path) and not is_hidden(shown(path[start:])) and os.path.isfile(path)
    )


def walk_with_status(folder: str) -> dict[str, os.stat_result]:
    """The files with the name of a post below a folder, without hidden and ignored ones, sorted,
    each with its size and times."""
    return with_status(folder, names_below(folder).files)


def with_status(folder: str, names: str) -> dict[str, os.stat_result]:
    """These files, by all names in the folder."""
    start = start_of(folder)
    found = (find_file(start + name) for name in names_of_files(names))
    listed = dict(one for one in found if one is not None)
    here = os.path.join(os.getcwd(), "")
    if start and here.startswith(start):
        listed = {path.removeprefix(here): status for path, status in listed.items()}
    return {path: listed[path] for path in sorted(listed) if not is_config(path)}


def start_of(folder: str) -> str:
    """How the normal paths of what is in a folder begin."""
    return "" if folder in (".", "", os.getcwd()) else os.path.join(normal(folder), "")


def is_config(path: str) -> bool:
    """Whether a file is known to be no post, whatever its folder."""
    return path.endswith(KNOWN) and os.path.basename(path) in KNOWN


def find_file(path: str) -> tuple[str, os.stat_result] | None:
    """A file as it is named, the file that a link stands for, with its status; None for anything
    else. One that cannot be asked is a file that will not be read."""
    try:
        status = os.lstat(path)
        if stat.S_ISREG(status.st_mode):
            return path, status
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return path, UNKNOWN
    return (resolve(path), status) if stat.S_ISREG(status.st_mode) else None


def resolve(path: str) -> str:
    """The file that a link stands for, and other paths as they are."""
    return normal(os.path.realpath(path)) if os.path.islink(path) else path
