"""The check of files of one site: which these are, and what the site's index may keep of them."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lint_anp.corpus.index import Index, digest_of, read_setting, write_setting
from lint_anp.discovery import Found
from lint_anp.finding import Outcome
from lint_anp.paths import is_outside, name_in, relative, shown
from lint_anp.site.listing import Listing, files_by_name
from lint_anp.site.outcomes import UNDER, Kept, keep, save_outcomes
from lint_anp.site.site import Site
from lint_anp.site.sites import Sites, root_of

if TYPE_CHECKING:
    from lint_anp.site.judging import Judged

FEWEST = 100
"""Files of a site; with fewer, keeping their outcomes saves less than the index costs."""


class Task(NamedTuple):
    """The check of many files of one site. The `listing` of the site's files was made at `time`
    (ns); `names` has the names that the index has for files of the check, and `told` these by their
    paths in reports."""

    files: Sequence[str]
    root: str
    site: Site
    sites: Sites
    jobs: int
    listing: Listing
    time: int
    names: Mapping[str, str]
    told: Mapping[str, str]

    def name_of(self, path: str) -> str:
        """The name that the index has for a file, by its path in reports."""
        return self.told.get(path, path)

    def at_most(self, share: int) -> int:
        """One in `share` files of the site, FEWEST at least."""
        return max(FEWEST, len(self.listing) // share)


def make_task(found: Found, root: str, site: Site, sites: Sites, jobs: int) -> Task:
    """The check of files that have a site in common."""
    listing = files_by_name(root, site, sites, found.walked.get(root))
    files = found.files
    known = {file: name for name, (file, _) in listing.items()}
    names = {}
    for file in files:
        name = known.get(file) or name_in(root, file)
        if name in listing:
            names[file] = name
    told = {shown(file): name for file, name in (known | names).items()}
    return Task(files, root, site, sites, jobs, listing, found.time, names, told)


def site_of_all(files: Iterable[str], sites: Sites) -> tuple[str, Site] | None:
    """The root and the site that some files have in common; None where they have none or are not
    below its root, and where the rules that compare posts are left out of this run only: its index
    would lack their texts."""
    folders = {os.path.dirname(file): file for file in files}
    places = {(root_of(file, sites), id(sites.site_of(file))) for file in folders.values()}
    if len(places) != 1:
        return None
    ((root, _),) = places
    site = sites.site_of(next(iter(folders.values())))
    is_whole = site.compares or not (sites.choice.select or sites.choice.ignore)
    if root is None or not is_whole:
        return None
    is_inside = not any(is_outside(relative(folder or os.curdir, root)) for folder in folders)
    return (root, site) if is_inside else None


def told_from(root: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """What says how a run tells the paths of a site: where it is; where that is not below the
    current folder, also where this is, and of which files it tells the way from here, as others are
    told as a whole. `names` are those that the index has for files of the run."""
    where = relative(root)
    if not is_outside(where):
        return (where,)
    ways = (name for file, name in names.items() if file.startswith(os.pardir))
    return where, os.getcwd(), *ways


def kept_by_name(
    judged: "Iterable[Judged]",
    names: Mapping[str, str],
    outcomes: Mapping[str, Outcome | None],
    today: date,
) -> dict[str, Kept]:
    """What may be kept of judged files, by the `names` that the index has for them; `outcomes` are
    by path."""
    return {names[one.path]: keep(one, outcomes.get(one.path), today) for one in judged}


def save(
    index: Index, under: str, version: int, kept: Mapping[str, Kept], name_of: Callable[[str], str]
) -> None:
    """Keeps outcomes, unless another process has changed the index since they were made, it has one
    of the files with another content or not at all, or it cannot be written now."""
    with ExitStack() as stack:
        try:
            stack.enter_context(index.writing())
        except sqlite3.OperationalError:
            return
        if index.version() != version:
            return
        if any(digest_of(index, path) != one.digest for path, one in kept.items()):
            return
        if read_setting(index, UNDER) != under:
            index.execute("DELETE FROM outcome")
            index.execute("DELETE FROM naming")
            write_setting(index, UNDER, under)
        save_outcomes(index, kept, name_of)
