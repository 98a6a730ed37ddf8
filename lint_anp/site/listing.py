"""The files of a site as its index lists them: where the names in its folder are the same again,
files are only asked for their stamps, which are compared as a whole."""

import json
import os
import stat
from array import array
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain, compress, count
from operator import ne
from typing import NamedTuple

from xxhash import xxh3_128_hexdigest

from lint_anp.corpus.index import Index, Stamp
from lint_anp.corpus.packed import pack, unpack
from lint_anp.discovery import (
    RACY,
    UNKNOWN,
    is_config,
    normal,
    start_of,
    walk_with_status,
)
from lint_anp.frozen import make
from lint_anp.paths import bytewise, from_bytewise, relative, shown
from lint_anp.site.site import Site
from lint_anp.site.sites import Sites
from lint_anp.walk import names_of_files

Listing = Mapping[str, tuple[str, Stamp]]
"""The files of a site by their names in its index, with their stamps."""


class Listed(NamedTuple):
    """All files of a site: their paths from its root, packed, and the stamp of each, eight bytes a
    number. `made` is what the names come from."""

    made: str
    packed: bytes
    stamps: bytes

    @property
    def names(self) -> list[str]:
        """The paths of the files from the root of their site."""
        return unpack(self.packed).split("\0")


def list_site(
    root: str, site: Site, sites: Sites, listed: Mapping[str, os.stat_result] | None = None
) -> dict[str, os.stat_result]:
    """The files of a site that may be posts, with their status; `listed` is what is in its root,
    where that is known already."""
    folders: dict[str, bool] = {}
    found = {}
    for path, status in (walk_with_status(root) if listed is None else listed).items():
        folder = path[: path.rfind(os.sep) + 1]
        if folder not in folders:
            folders[folder] = sites.site_of(path) is site
        if folders[folder] and not (site.config.is_selective and sites.is_excluded(path)):
            found[path] = status
    return found


def files_by_name(
    root: str, site: Site, sites: Sites, listed: Mapping[str, os.stat_result] | None = None
) -> Listing:
    """The files of a site; `listed` is what is in its root, where that is known already."""
    name = shown if os.path.abspath(root) == os.getcwd() else partial(relative, folder=root)
    found = list_site(root, site, sites, listed)
    names = map(name, found)
    if not "".join(found).isascii():
        names = map(bytewise, names)
    return {
        name: (file, stamp_from(status))
        for name, (file, status) in zip(names, found.items(), strict=True)
    }


def find_listing(index: Index, root: str, site: Site, sites: Sites, below: str) -> Listed | None:
    """The listing that the index has, where the files of the site are still those of its names;
    `below` are all names in its folder."""
    for row in index.execute("SELECT * FROM listing"):
        listed = Listed(*row)
        folders = json.loads(listed.made)[-1]
        if listed.made == made_from(below, root, site, sites, folders):
            return listed
    return None


def save_listing(index: Index, root: str, site: Site, sites: Sites, below: str) -> None:
    """Keeps the files of the index as they are, unless the names in the folder do not tell which
    these are: one is that of a link, or of a file that is not there."""
    rows = index.execute("SELECT path, state, time FROM file ORDER BY path").fetchall()
    known = {from_bytewise(row[0]): row[1:] for row in rows}
    names = {name for name in names_of_files(below) if not is_config(name)}
    if not names.issuperset(known):
        return
    for name in names - known.keys():
        path = normal(os.path.join(root, name))
        if sites.site_of(path) is site and not sites.is_excluded(path):
            return
    folders = {os.path.dirname(name) for name in names}
    stamps = array("q", chain.from_iterable(known.values()))
    made = made_from(below, root, site, sites, sorted(folders))
    packed = pack("\0".join(known))
    write_listing(index, Listed(made, packed, stamps.tobytes()))


def made_from(below: str, root: str, site: Site, sites: Sites, folders: Iterable[str]) -> str:
    """What the names of a site's files come from: all names in its folder, what its config leaves
    out, and which folders are of this site, not of one below."""
    config = site.config
    own = {
        folder: sites.site_of(normal(os.path.join(root, folder, "post.md"))) is site
        for folder in folders
    }
    chosen = config.include, config.exclude, config.rules
    return json.dumps([xxh3_128_hexdigest(below.encode("utf-8", "surrogatepass")), chosen, own])


def write_listing(index: Index, listed: Listed) -> None:
    """Puts a listing in the place of the one that the index has."""
    index.execute("DELETE FROM listing")
    index.execute("INSERT INTO listing VALUES (?, ?, ?)", listed)


def find_moved(listed: Listed, root: str) -> list[int] | None:
    """The numbers of the files that have other stamps now; None where one of them is gone."""
    now = ask_stamps(root, listed.names)
    if now is None or now.tobytes() == listed.stamps:
        return None if now is None else []
    different = compress(count(), map(ne, now, array("q", listed.stamps)))
    return sorted({at // 2 for at in different})


def ask_stamps(root: str, names: Iterable[str]) -> "array[int] | None":
    """The stamp of each file of a site; None where one of them is gone, or a link."""
    start = start_of(root)
    stamps = array("q")
    add = stamps.append
    for name in names:
        try:
            status = os.lstat(start + name)
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        add(status.st_size + status.st_ctime_ns)
        add(status.st_mtime_ns)
    return stamps


def read_file(path: str) -> bytes:
    """The bytes of a file that was read before; none where it has gone since."""
    try:
        with open(normal(path), "rb") as file:
            return file.read()
    except OSError:
        return b""


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; None where it is gone."""
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        status = UNKNOWN
    return stamp_from(status)


def stamp_from(status: os.stat_result) -> Stamp:
    """The stamp of a file with this status."""
    stamp: Stamp = make(Stamp, (status.st_size + status.st_ctime_ns, status.st_mtime_ns))
    return stamp


def trusted(stamp: Stamp, now: int) -> Stamp:
    """The stamp of a file that is read after `now`, in ns; one that no file has where it changed
    so shortly before that it may change again at the same time."""
    return stamp._replace(time=-1) if now - stamp.time < RACY else stamp
