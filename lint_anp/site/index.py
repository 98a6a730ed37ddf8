"""The index of a site: where it is, what there is of it, and its use."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import NamedTuple, TypeVar

from lint_anp import __version__
from lint_anp.corpus.index import FORMAT, NAME, Index, drop_index, open_index, stamps_of
from lint_anp.errors import InputError, reason_of
from lint_anp.paths import from_here, relative
from lint_anp.site.listing import Listing, files_by_name
from lint_anp.site.refresh import OnProgress, find_changed, refresh
from lint_anp.site.site import Choice, Site
from lint_anp.site.sites import Sites, root_of

FOLDER = ".lint-anp"

Result = TypeVar("Result")


class Status(NamedTuple):
    """What there is of an index: its file, its size in bytes, and its posts."""

    path: str
    size: int
    posts: int
    files: int
    changed: int


def find_site(folder: str, config_path: str | None) -> tuple[str, Site, Sites]:
    """The site that a folder lies in: its root, the site, and the sites of the run."""
    sites = Sites(Choice(date.min, config_path=config_path))
    post = os.path.join(folder, "post.md")
    return root_of(post, sites) or os.path.abspath(folder), sites.site_of(post), sites


def status_of(folder: str, config_path: str | None = None) -> Status | None:
    """What there is of the index of a folder's site; None where there is none. Raises InputError
    where it cannot be written, as asking it does."""
    root, site, sites = find_site(folder, config_path)
    if not has_index(root):
        return None
    listing = files_by_name(root, site, sites)
    with told_if_unusable(root):
        return ask_index(root, site, lambda index: describe(index, listing))


def describe(index: Index, listing: Listing) -> Status:
    """What there is of an open index."""
    stamps = {path: stamp for path, (_, stamp) in listing.items()}
    posts = index.column("SELECT count(*) FROM post")[0]
    changed = len(find_changed(index, stamps))
    path = relative(index.path)
    return Status(path, os.path.getsize(index.path), posts, len(stamps_of(index)), changed)


def bring_up_to_date(
    folder: str, config_path: str | None, on_progress: OnProgress
) -> tuple[Status, int]:
    """Makes the index of a folder's site, or brings it up to date; gives what there is of it, and
    the number of files that were read. Raises InputError where it cannot be written."""
    root, site, sites = find_site(folder, config_path)

    def build(index: Index) -> tuple[Status, int]:
        listing = files_by_name(root, site, sites)
        changed = refresh(index, listing, sites, on_progress) or 0
        index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return describe(index, listing), changed

    with told_if_unusable(root):
        return ask_index(root, site, build)


def drop_site_index(folder: str, config_path: str | None = None) -> bool:
    """Deletes the index of a folder's site; says whether there was one. Raises InputError where it
    cannot be deleted."""
    root, _, _ = find_site(folder, config_path)
    with told_if_unusable(root):
        return drop_index(folder_of(root))


@contextmanager
def told_if_unusable(root: str) -> Iterator[None]:
    """Raises InputError where the index of a site cannot be written, for a command that is about
    nothing else; a check does without it."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = reason_of(error)
        words = f"the index cannot be written: {reason}; see who may write there, or delete it"
        raise InputError(f"{from_here(folder_of(root))}: {words}") from None


def settings_of(site: Site) -> str:
    """What an index is made under; under anything else it is made anew."""
    config = site.config
    schema = config.schema
    fields = dict(config.fields)
    program = FORMAT, __version__, sys.byteorder
    return json.dumps([program, fields, schema, config.include, config.path is None, site.compares])


def folder_of(root: str) -> str:
    """The folder of a site's index."""
    return os.path.join(root, FOLDER)


def has_index(root: str) -> bool:
    """Whether a site has an index, of whatever worth."""
    return os.path.isfile(os.path.join(folder_of(root), NAME))


def use_index(root: str, site: Site, use: Callable[[Index], Result]) -> Result | None:
    """What is made of the index of a site; None where there can be none: its folder cannot be
    written, another process keeps it, or a file has a name that no database takes."""
    try:
        return ask_index(root, site, use)
    except (OSError, sqlite3.Error, UnicodeError):
        return None


def ask_index(root: str, site: Site, use: Callable[[Index], Result]) -> Result:
    """What is made of the index of a site. One that is damaged is made anew, once. Raises OSError
    or sqlite3.Error where it cannot be used."""

    def ask() -> Result:
        with closing(open_index(folder_of(root), settings_of(site))) as index:
            return use(index)

    try:
        return ask()
    except (InputError, OSError):
        raise
    except Exception as error:  # damage shows as anything: a row that is gone, a text for a number
        if isinstance(error, sqlite3.OperationalError) and not is_about_rows(error):
            raise
    drop_index(folder_of(root))
    return ask()


def is_about_rows(error: sqlite3.Error) -> bool:
    """Whether an error is about what the index holds, not about who may use it: a table is not
    there, or a text is none, which has no code."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR
