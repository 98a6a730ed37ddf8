"""The index of a site brought up to date: which files changed since it was filled, and what with
them."""

import os
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from xxhash import xxh3_128_digest

from lint_anp.corpus.index import Index, Stamp, digest_of, empty
from lint_anp.discovery import normal, with_status
from lint_anp.paths import bytewise
from lint_anp.site.listing import (
    Listed,
    Listing,
    files_by_name,
    find_listing,
    find_moved,
    read_file,
    save_listing,
    stamp_of,
    trusted,
    write_listing,
)
from lint_anp.site.site import Site
from lint_anp.site.sites import Sites
from lint_anp.walk import names_below

if TYPE_CHECKING:
    from lint_anp.site.judging import Judged

FEW = 200
"""Files that are brought in one by one, whatever share of a site's they are; where more than a
quarter changed, all are read anew, which is faster."""

OnProgress = Callable[[int, int], None]


def refresh(
    index: Index,
    listing: Listing,
    sites: Sites,
    on_progress: OnProgress,
    at_most: int | None = None,
    judged: Mapping[str, "Judged"] = {},
) -> int | None:
    """Brings the index up to date with the files of its site; gives the number that changed. Where
    these are more than `at_most`, it gives None and leaves the index as it is. `judged` are files
    of this run, by their names in the index."""
    stamps = {path: stamp for path, (_, stamp) in listing.items()}
    version = index.version()
    paths = find_changed(index, stamps)
    if not paths:
        return 0
    with index.writing():
        if index.version() != version:
            paths = find_changed(index, stamps)
        changed = {path: listing[path][0] if path in listing else None for path in paths}
        different = find_different(index, changed, at_most)
        if different is None:
            index.roll_back()
            return None
        if at_most is None and len(different) > max(FEW, len(listing) // 4):
            empty(index)
            different = {path: file for path, (file, _) in listing.items()}
        if different:
            from lint_anp.site.changed_files import bring_in

            bring_in(index, different, judged, sites, on_progress)
    return len(changed)


def refresh_for(
    judged: Mapping[str, "Judged"],
    index: Index,
    root: str,
    site: Site,
    sites: Sites,
    on_progress: OnProgress,
) -> None:
    """Brings the index up to date for few files that were `judged`, by their names in it."""
    below = names_below(root).files
    version = index.version()
    known = find_listing(index, root, site, sites, below)
    moved = None if known is None else find_moved(known, root)
    if moved == []:
        return
    if known is not None and moved is not None and len(moved) <= FEW:
        with index.writing():
            if index.version() == version:
                bring_moved(index, known, moved, judged, root, sites, on_progress)
                return
    listing = files_by_name(root, site, sites, with_status(root, below))
    refresh(index, listing, sites, on_progress, judged=judged)
    with index.writing():
        save_listing(index, root, site, sites, below)


def bring_moved(
    index: Index,
    known: Listed,
    moved: Sequence[int],
    judged: Mapping[str, "Judged"],
    root: str,
    sites: Sites,
    on_progress: OnProgress,
) -> None:
    """Brings in the files of a listing that have other stamps now, and keeps it with these."""
    listed = known.names
    names = {bytewise(listed[number]): number for number in moved}
    changed = {name: normal(os.path.join(root, listed[number])) for name, number in names.items()}
    different = find_different(index, changed) or {}
    is_whole = True
    if different:
        from lint_anp.site.changed_files import bring_in

        is_whole = bring_in(index, different, judged, sites, on_progress)
    if is_whole:
        stamps = array("q", known.stamps)
        for name, number in names.items():
            for stamp in index.execute("SELECT state, time FROM file WHERE path = ?", (name,)):
                stamps[2 * number : 2 * number + 2] = array("q", stamp)
        write_listing(index, known._replace(stamps=stamps.tobytes()))


def find_changed(index: Index, stamps: Mapping[str, Stamp | None]) -> list[str]:
    """The files whose stamps are not those of the index, new and deleted ones included."""
    rows = index.execute("SELECT path, state, time FROM file")
    known = {path: (state, time_) for path, state, time_ in rows}
    if known == stamps:
        return []
    changed = [path for path in known if path not in stamps]
    changed += [path for path, stamp in stamps.items() if known.get(path) != stamp]
    return sorted(changed)


def find_different(
    index: Index, changed: Mapping[str, str | None], at_most: int | None = None
) -> dict[str, str | None] | None:
    """Those of some files with other stamps that hold something else than in the index: where each
    stands by its name, None for one that is gone; the others have their new stamp only. None where
    there are more than `at_most`."""
    different = {}
    for path, file in changed.items():
        stamp = stamp_of(file) if file else None
        now = time.time_ns()
        digest = xxh3_128_digest(read_file(file)) if file and stamp else b""
        if stamp and digest_of(index, path) == digest:
            row = (*trusted(stamp, now), path)
            index.execute("UPDATE file SET state = ?, time = ? WHERE path = ?", row)
        else:
            different[path] = file
            if at_most is not None and len(different) > at_most:
                return None
    return different
