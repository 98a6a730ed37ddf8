"""The index of a site brought up to date: which files changed since it was filled, and what with
them."""

import os
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from xxhash import xxh3_128_digest

from lint_anp.corpus.affected import Versions, find_affected
from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.index import Index, Stamp, empty
from lint_anp.corpus.index_update import Change, update
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.discovery import names_below, normal, with_status
from lint_anp.judging import Judged, compared_texts, counts_as_post
from lint_anp.listing import Listed, find_listing, find_moved, save_listing, write_listing
from lint_anp.neighbours import list_site, read_file
from lint_anp.outcomes import drop_outcomes, naming
from lint_anp.posts.load import read_with_digest
from lint_anp.site import Site, shown
from lint_anp.sites import Sites

RACY = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was read may change again within the same
tick of its file system's clock; it is read again next time, as git does."""

FEW = 200
"""Files that are brought in one by one, whatever share of a site's they are; where more than a
quarter changed, all are read anew, which is faster."""

OnProgress = Callable[[int, int], None]

Listing = Mapping[str, tuple[str, Stamp]]
"""The files of a site by their names in its index, with their stamps."""


def inside(root: str, path: str) -> str:
    """A path as the index knows it: from the site's root, with `/`."""
    return shown(os.path.relpath(path, root))


def refresh(
    index: Index,
    listing: Listing,
    sites: Sites,
    on_progress: OnProgress,
    at_most: int | None = None,
    judged: Mapping[str, Judged] = {},
) -> int | None:
    """Brings the index up to date with the files of its site; gives the number that changed. Where
    these are more than `at_most`, it gives None and leaves the index as it is. `judged` are files
    of this run, by their names in the index."""
    stamps = {path: stamp for path, (_, stamp) in listing.items()}
    version = index.version()
    paths = find_changed(index, stamps)
    if not paths:
        return 0
    index.begin(to_write=True)
    try:
        if index.version() != version:
            paths = find_changed(index, stamps)
        changed = {path: listing[path][0] if path in listing else None for path in paths}
        changes = read_changes(index, changed, sites, on_progress, at_most, judged)
        if changes is None:
            return None
        if at_most is None and len(changes) > max(FEW, len(listing) // 4):
            empty(index)
            changes = [read_change(path, file, sites) for path, (file, _) in listing.items()]
        update_with_outcomes(index, changes)
        index.execute("COMMIT")
    finally:
        index.roll_back()
    return len(changed)


def refresh_for(
    judged: Mapping[str, Judged],
    index: Index,
    root: str,
    site: Site,
    sites: Sites,
    on_progress: OnProgress,
) -> None:
    """Brings the index up to date for few files that were `judged`, by their names in it."""
    below = names_below(root)
    version = index.version()
    known = find_listing(index, root, site, sites, below)
    moved = None if known is None else find_moved(known, root)
    if moved == []:
        return
    if known is not None and moved is not None and len(moved) <= FEW:
        index.begin(to_write=True)
        try:
            if index.version() == version:
                bring_moved(index, known, moved, judged, root, sites, on_progress)
                index.execute("COMMIT")
                return
        finally:
            index.roll_back()
    listing = files_by_name(root, site, sites, with_status(root, below))
    refresh(index, listing, sites, on_progress, judged=judged)
    index.begin(to_write=True)
    try:
        save_listing(index, root, site, sites, below)
        index.execute("COMMIT")
    finally:
        index.roll_back()


def bring_moved(
    index: Index,
    known: Listed,
    moved: Sequence[int],
    judged: Mapping[str, Judged],
    root: str,
    sites: Sites,
    on_progress: OnProgress,
) -> None:
    """Brings in the files of a listing that have other stamps now, and keeps it with these."""
    names = {known.names[number]: number for number in moved}
    changed = {name: normal(os.path.join(root, name)) for name in names}
    changes = read_changes(index, changed, sites, on_progress, judged=judged) or []
    if changes:
        update_with_outcomes(index, changes)
    for name, number in names.items():
        for stamp in index.execute("SELECT size, time FROM file WHERE path = ?", (name,)):
            known.stamps[2 * number : 2 * number + 2] = array("q", stamp)
    if all(change.stamp for change in changes):
        write_listing(index, known)


def read_changes(
    index: Index,
    changed: Mapping[str, str | None],
    sites: Sites,
    on_progress: OnProgress,
    at_most: int | None = None,
    judged: Mapping[str, Judged] = {},
) -> list[Change] | None:
    """What became of files that have other stamps than in the index: where each stands by its name,
    None for one that is gone. Those that hold what they held have their new stamp only. None where
    more than `at_most` hold something else; of the `judged` ones it is known what."""
    changes: list[Change] = []
    for number, (path, file) in enumerate(changed.items(), 1):
        on_progress(number, len(changed))
        stamp = stamp_of(file) if file else None
        now = time.time_ns()
        digest = xxh3_128_digest(read_file(file)) if file and stamp else b""
        known = index.column("SELECT digest FROM file WHERE path = ?", path)
        one = judged.get(path)
        if stamp and known == [digest]:
            row = (*trusted(stamp, now), path)
            index.execute("UPDATE file SET size = ?, time = ? WHERE path = ?", row)
        elif stamp and one is not None and one.digest == digest:
            changes.append(Change(path, trusted(stamp, now), digest, one.texts))
        else:
            changes.append(read_change(path, file, sites))
        if at_most is not None and len(changes) > at_most:
            return None
    return changes


def update_with_outcomes(index: Index, changes: Sequence[Change]) -> None:
    """Updates the index with files that changed, and drops the outcomes that hold no longer."""
    if not index.column("SELECT 1 FROM outcome LIMIT 1"):
        update(index, changes)
        return
    before = Index(index.path)
    try:
        before.begin(to_write=False)
        effect = update(index, changes)
        versions = Versions(*(StoredCorpus(one, Allowed(()), str, str) for one in (before, index)))
        paths = {change.path for change in changes}
        paths.update(name for path in list(paths) for name in naming(index, path))
        if effect is None:
            paths.update(index.column("SELECT path FROM outcome"))
        else:
            affected = find_affected(versions, effect)
            paths.update(path for one in versions for path in one.paths_of(affected))
        drop_outcomes(index, paths)
    finally:
        before.close()


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


def files_by_name(
    root: str, site: Site, sites: Sites, listed: Mapping[str, os.stat_result] | None = None
) -> Listing:
    """The files of a site; `listed` is what is in its root, where that is known already."""
    name = shown if os.path.realpath(root) == os.getcwd() else partial(inside, root)
    return {
        name(file): (file, Stamp(status.st_size, status.st_mtime_ns))
        for file, status in list_site(root, site, sites, listed).items()
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
    stamp = trusted(stamp, time.time_ns())
    posts, digest = read_with_digest(file, shown(file))
    texts = compared_texts(posts, file, sites) if counts_as_post(posts, file, sites) else ()
    return Change(path, stamp, digest, texts)


def trusted(stamp: Stamp, now: int) -> Stamp:
    """The stamp of a file that is read after `now`, in ns; one that no file has where it changed
    so shortly before that it may change again at the same time."""
    return stamp._replace(time=-1) if now - stamp.time < RACY else stamp
