"""The local files that images name: found, missing, or found under another case."""

import os
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

USUAL_ROOTS = ("", "static", "public", "assets", "src/assets", "content", "source")
"""Folders that site generators serve files from: Hugo, Astro, Next, Vite, Jekyll, Hexo."""

NOT_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|.*(?:\{\{|\{%|\$\{|[<>{}@])|@|~")

Listing = Callable[[str], frozenset[str] | None]


class SiteFiles(NamedTuple):
    """Where a site's local paths lead: its root, the folders that its config names, and a way to
    list a folder (None where there is none)."""

    root: str
    static: tuple[str, ...]
    listing: Listing


class Found(NamedTuple):
    """What became of a path: the real one, how its case differs, whether its folder is there."""

    is_there: bool
    other_case: str
    has_folder: bool


@cache
def list_folder(folder: str) -> frozenset[str] | None:
    """The names in a folder, each folder read once a run; None where there is none."""
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return None


def is_local(url: str) -> bool:
    """Whether a URL is a path on the site itself, and no template stands in it."""
    return bool(url.strip()) and NOT_LOCAL.match(url) is None


def file_problem(url: str, post_path: str, site: SiteFiles) -> str:
    """What is wrong with the file that a local URL names, in words; "" where nothing is.

    Silent where no folder of that name is found and the config names none: the site's images then
    are kept elsewhere.
    """
    from urllib.parse import unquote

    path = unquote(re.split(r"[?#]", url.strip())[0])
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts or not is_local(url):
        return ""
    roots = [os.path.join(site.root, root) for root in (*site.static, *USUAL_ROOTS)]
    if not path.startswith("/"):
        roots.insert(0, os.path.dirname(os.path.abspath(post_path)))
    other_case, has_folder = "", bool(site.static)
    for root in roots:
        found = look_up(os.path.normpath(root), parts, site.listing)
        if found.is_there:
            return ""
        other_case = other_case or found.other_case
        has_folder = has_folder or found.has_folder
    if other_case:
        return f"is called {other_case}; the case counts on most servers"
    return "is not there" if has_folder else ""


def look_up(folder: str, parts: list[str], listing: Listing) -> Found:
    """A path below a folder, each step compared with the names that are there."""
    real: list[str] = []
    exact = True
    for number, part in enumerate(parts):
        names = listing(folder)
        last = number == len(parts) - 1
        if part == "..":
            folder = os.path.dirname(folder)
            real.append(part)
            continue
        if names is None or part not in names:
            near = next(
                (name for name in sorted(names or ()) if name.lower() == part.lower()), None
            )
            if near is None:
                return Found(False, "", last and names is not None and number > 0)
            exact, part = False, near
        real.append(part)
        folder = os.path.join(folder, part)
    return Found(exact, "" if exact else "/".join(real), True)
