"""The local files that images name: found, missing, or found under another case."""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

Asked = Mapping[str, str]
"""What was found in a folder by the names that were asked for; nothing where there is none."""

USUAL_ROOTS = ("", "static", "public", "assets", "src/assets", "content", "source")
"""Folders that site generators serve files from: Hugo, Astro, Next, Vite, Jekyll, Hexo."""

FindName = Callable[[str, str], str | None]
"""Tells what a folder has under a name: this one, else one that differs in case only, "" where it
has none, None where there is no such folder."""


class SiteFiles(NamedTuple):
    """Where a site's local paths lead: its root, the folders that its config names, and a way to
    find a name in a folder."""

    root: str
    static: tuple[str, ...]
    find: FindName


class Found(NamedTuple):
    """What became of a path: the real one, how its case differs, whether its folder is there."""

    is_there: bool
    other_case: str
    has_folder: bool


NOWHERE, IN_FOLDER = Found(False, "", False), Found(False, "", True)
"""A path that is not there; the latter where its folder is."""


@cache
def list_folder(folder: str) -> frozenset[str] | None:
    """The names in a folder, each folder read once a run; None where there is none."""
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return None


def find_name(folder: str, name: str) -> str | None:
    """What a folder has under a name, as it was when the run first listed it."""
    return name_among(list_folder(folder), name)


def name_among(names: frozenset[str] | None, name: str) -> str | None:
    """What there is under a name among those in a folder."""
    if names is None or name in names:
        return None if names is None else name
    return names_by_case(names).get(name.lower(), "")


@cache
def elsewhere() -> re.Pattern[str]:
    """How a URL begins that is no path on the site, or has a template in it; compiled where it is
    needed."""
    return re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|.*(?:\{\{|\{%|\$\{|[<>{}@])|@|~")


def is_local(url: str) -> bool:
    """Whether a URL is a path on the site itself, and no template stands in it."""
    return bool(url.strip()) and elsewhere().match(url) is None


@lru_cache(maxsize=4_096)
def file_problem(url: str, post_path: str, site: SiteFiles) -> str:
    """What is wrong with the file that a local URL names, in words; "" where nothing is.

    Silent where no folder of that name is found and the config names none: the site's images then
    are kept elsewhere.
    """
    if not is_local(url):
        return ""
    path = url.strip().partition("#")[0].partition("?")[0]
    if "%" in path:
        from urllib.parse import unquote

        path = unquote(path)
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts:
        return ""
    other_case, has_folder = "", bool(site.static)
    for root in roots_of(site, "" if path.startswith("/") else post_path):
        found = look_up(root, parts, site.find)
        if found.is_there:
            return ""
        other_case = other_case or found.other_case
        has_folder = has_folder or found.has_folder
    if other_case:
        return f"is called {other_case}; the case counts on most servers"
    return "is not there" if has_folder else ""


@lru_cache(maxsize=256)
def roots_of(site: SiteFiles, post: str) -> list[str]:
    """The folders that a path may start in: those of the site, and before them a post's."""
    roots = [os.path.join(site.root, root) for root in (*site.static, *USUAL_ROOTS)]
    return list(
        map(os.path.normpath, [os.path.dirname(os.path.abspath(post)), *roots] if post else roots)
    )


@lru_cache(maxsize=256)
def names_by_case(names: frozenset[str]) -> dict[str, str]:
    """Names by their lower case; of several the first in order."""
    return {name.lower(): name for name in sorted(names, reverse=True)}


def look_up(folder: str, parts: list[str], find: FindName) -> Found:
    """A path below a folder, each step compared with the names that are there. `..` undoes the step
    before it, as in a URL, even where that led through a link."""
    real: list[str] = []
    for number, part in enumerate(parts):
        if part == "..":
            folder = os.path.dirname(folder)
            real.append(part)
            continue
        name = find(folder, part)
        if not name:
            in_folder = name is not None and 0 < number == len(parts) - 1
            return IN_FOLDER if in_folder else NOWHERE
        real.append(name)
        folder = os.path.join(folder, name)
    exact = real == parts
    return Found(exact, "" if exact else "/".join(real), True)
