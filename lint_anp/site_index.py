"""The index of a site in a run: brought up to date by what changed, then asked about some files."""

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from xxhash import xxh3_128_digest

from lint_anp import __version__
from lint_anp.corpus.index import FORMAT, NAME, Index, Stamp, drop_index, open_index, stamps_of
from lint_anp.corpus.index_update import Change, update
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.discovery import normal
from lint_anp.errors import InputError
from lint_anp.finding import Finding
from lint_anp.neighbours import ReadFile, allowed_in, compares, judge_files, list_site, root_of
from lint_anp.posts.load import load_posts
from lint_anp.sites import Choice, Judged, Site, Sites, shown

FOLDER = ".lint-anp"

RACY = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was read may change again within the same
tick of its file system's clock; it is read again next time, as git does."""

OnProgress = Callable[[int, int], None]


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
    """What there is of the index of a folder's site; None where there is none."""
    root, site, sites = find_site(folder, config_path)
    if not os.path.isfile(os.path.join(folder_of(root), NAME)):
        return None
    index = open_index(folder_of(root), settings_of(site))
    try:
        return describe(index, root, site, sites)
    finally:
        index.close()


def describe(index: Index, root: str, site: Site, sites: Sites) -> Status:
    """What there is of an open index."""
    stamps = {path: stamp for path, (_, stamp) in files_by_name(root, site, sites).items()}
    posts = index.column("SELECT count(*) FROM post")[0]
    changed = len(find_changed(index, stamps))
    path = shown(os.path.relpath(index.path))
    return Status(path, os.path.getsize(index.path), posts, len(stamps_of(index)), changed)


def bring_up_to_date(
    folder: str, config_path: str | None, on_progress: OnProgress
) -> tuple[Status, int]:
    """Makes the index of a folder's site, or brings it up to date; gives what there is of it, and
    the number of files that were read. Raises InputError where it cannot be written."""
    root, site, sites = find_site(folder, config_path)
    try:
        index = open_index(folder_of(root), settings_of(site))
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"{folder_of(root)}: the index cannot be written: {error}") from None
    try:
        changed = refresh(index, root, site, sites, on_progress)
        index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return describe(index, root, site, sites), changed
    finally:
        index.close()


def drop_site_index(folder: str, config_path: str | None = None) -> bool:
    """Deletes the index of a folder's site; says whether there was one."""
    root, _, _ = find_site(folder, config_path)
    return drop_index(folder_of(root))


def settings_of(site: Site) -> str:
    """What an index is made under; under anything else it is made anew."""
    config = site.config
    schema = config.schema
    return json.dumps(
        [FORMAT, __version__, dict(config.fields), schema, config.include, config.path is None]
    )


def folder_of(root: str) -> str:
    """The folder of a site's index."""
    return os.path.join(root, FOLDER)


def compare_named(
    judged: Sequence[Judged], sites: Sites, read: ReadFile, on_progress: OnProgress
) -> dict[str, list[Finding]] | None:
    """The findings of named files that the posts of their site bring, by path, from its index.

    None where there is no index to ask: files of several sites or of none, or a folder that cannot
    be written.
    """
    places = {(root_of(one.path, sites), id(sites.site_of(one.path))) for one in judged}
    site = sites.site_of(judged[0].path)
    ((root, _), *more) = places
    if more or root is None:
        return None
    if not compares(site):
        return {}
    for _ in range(2):
        try:
            index = open_index(folder_of(root), settings_of(site))
        except (OSError, sqlite3.Error):
            return None
        try:
            refresh(index, root, site, sites, on_progress)
            return ask(index, judged, root, site, sites, read)
        except sqlite3.OperationalError:
            return None
        except (sqlite3.DatabaseError, zlib.error, ValueError):  # damaged: it is made anew, once
            index.close()
            drop_index(folder_of(root))
        finally:
            index.close()
    return None


def ask(
    index: Index, judged: Sequence[Judged], root: str, site: Site, sites: Sites, read: ReadFile
) -> dict[str, list[Finding]]:
    """The findings of files in the index; those that are not there as they are now are put in for
    the time of asking."""
    paths = {one.path: inside(root, one.path) for one in judged}
    unsaved = []
    for one in judged:
        path = paths[one.path]
        digest = xxh3_128_digest(read(one.path))
        if index.column("SELECT digest FROM file WHERE path = ?", path) != [digest]:
            unsaved.append(Change(path, None, digest, one.texts))
    index.begin(to_write=False)
    try:
        if unsaved:
            update(index, unsaved)
        told = {inside: shown(path) for path, inside in paths.items()}
        names = {told: inside for inside, told in told.items()}
        corpus = StoredCorpus(
            index,
            allowed_in(site),
            lambda path: told.get(path) or shown(normal(os.path.join(root, path))),
            names.__getitem__,
        )
        return judge_files(judged, corpus, sites, read)
    finally:
        index.execute("ROLLBACK")


def inside(root: str, path: str) -> str:
    """A path as the index knows it: from the site's root, with `/`."""
    return shown(os.path.relpath(path, root))


def refresh(index: Index, root: str, site: Site, sites: Sites, on_progress: OnProgress) -> int:
    """Brings the index up to date with the files of its site; gives the number that changed."""
    files = files_by_name(root, site, sites)
    stamps = {path: stamp for path, (_, stamp) in files.items()}
    (version,) = index.column("PRAGMA data_version")
    changed = find_changed(index, stamps)
    if not changed:
        return 0
    index.begin(to_write=True)
    try:
        if index.column("PRAGMA data_version") != [version]:  # another run was faster
            changed = find_changed(index, stamps)
        changes = []
        for number, path in enumerate(changed, 1):
            on_progress(number, len(changed))
            change = read_change(path, files[path][0] if path in files else None, sites)
            known = index.column("SELECT digest FROM file WHERE path = ?", path)
            if change.stamp and known == [change.digest]:
                index.execute(
                    "UPDATE file SET size = ?, time = ? WHERE path = ?", (*change.stamp, path)
                )
            else:
                changes.append(change)
        update(index, changes)
        index.execute("COMMIT")
    except BaseException:
        index.execute("ROLLBACK")
        raise
    return len(changes)


def find_changed(index: Index, stamps: Mapping[str, Stamp | None]) -> list[str]:
    """The files whose stamps are not those of the index, new and deleted ones included."""
    known = {
        path: (size, time_)
        for path, size, time_ in index.execute("SELECT path, size, time FROM file")
    }
    if known == stamps:
        return []
    changed = [path for path in known if path not in stamps]
    changed += [path for path, stamp in stamps.items() if known.get(path) != stamp]
    return sorted(changed)


def files_by_name(root: str, site: Site, sites: Sites) -> dict[str, tuple[str, Stamp]]:
    """The files of a site by their names in its index, with their stamps."""
    name = shown if os.path.realpath(root) == os.getcwd() else partial(inside, root)
    return {
        name(file): (file, Stamp(status.st_size, status.st_mtime_ns))
        for file, status in list_site(root, site, sites).items()
    }


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; None where it is gone."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


def read_change(path: str, file: str | None, sites: Sites) -> Change:
    """A file as it is now; `path` is its name in the index, `file` where it stands."""
    stamp = stamp_of(file) if file else None
    if file is None or stamp is None:
        return Change(path, None, b"", ())
    try:
        with open(file, "rb") as opened:
            data = opened.read()
    except OSError:
        data = b""
    if time.time_ns() - stamp.time < RACY:
        stamp = stamp._replace(time=-1)
    posts = load_posts(shown(file), data)
    texts: Iterable[object] = ()
    if sites.takes(posts, file):
        texts = sites.read_texts(posts, file)
    return Change(path, stamp, xxh3_128_digest(data), tuple(texts))  # type: ignore[arg-type]
