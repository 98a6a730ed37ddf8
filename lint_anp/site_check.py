"""Files checked in their site through its index: what repeats in other posts is asked of it, and of
many files only those are judged whose findings it does not have."""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from xxhash import xxh3_128_digest

from lint_anp.corpus.index import Index, empty, read_setting, write_setting
from lint_anp.corpus.index_update import Change, update
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.crew import judge_files, settle_files
from lint_anp.discovery import normal
from lint_anp.finding import Finding
from lint_anp.neighbours import ReadFile, allowed_in, beside_posts, read_file, root_of
from lint_anp.outcomes import UNDER, Kept, keep, load_outcomes, made_under, save_outcomes
from lint_anp.site_index import (
    Listing,
    OnProgress,
    files_by_name,
    inside,
    read_change,
    refresh,
    trusted,
    use_index,
)
from lint_anp.sites import Choice, Judged, Outcome, Site, Sites, shown

if TYPE_CHECKING:
    from lint_anp.corpus.gathered import GatheredCorpus

FEWEST = 100
"""Files of a site; with fewer, keeping their outcomes saves less than the index costs."""

MOST_CHANGED, MOST_LEFT = 20, 3
"""Where more than one of so many files changed, or is to be judged again, all are compared anew,
which is faster (measured on 10,000 posts that have most of their words in common)."""


class Task(NamedTuple):
    """The check of many files of one site; the `listing` of its files was made at `time` (ns)."""

    files: Sequence[str]
    root: str
    site: Site
    sites: Sites
    choice: Choice
    jobs: int
    listing: Listing
    time: int

    @property
    def names(self) -> dict[str, str]:
        """The names of the site's files in the index."""
        return {file: name for name, (file, _) in self.listing.items()}

    @property
    def names_shown(self) -> dict[str, str]:
        """The same by their paths in reports."""
        return {shown(file): name for name, (file, _) in self.listing.items()}

    def at_most(self, share: int) -> int:
        """One in `share` files of the site, FEWEST at least."""
        return max(FEWEST, len(self.listing) // share)


def site_of_all(files: Iterable[str], sites: Sites) -> tuple[str, Site] | None:
    """The root and the site that some files have in common; None where they have none, and where
    the rules that compare posts are left out of this run only: its index would lack their texts."""
    folders = {os.path.dirname(file): file for file in files}
    places = {(root_of(file, sites), id(sites.site_of(file))) for file in folders.values()}
    if len(places) != 1:
        return None
    ((root, _),) = places
    site = sites.site_of(next(iter(folders.values())))
    is_whole = site.compares or not (sites.choice.select or sites.choice.ignore)
    return (root, site) if root is not None and is_whole else None


def compare_named(
    judged: Sequence[Judged], sites: Sites, read: ReadFile, on_progress: OnProgress
) -> dict[str, list[Finding]] | None:
    """The findings of named files that the posts of their site bring, by path, from its index.

    None where there is no index to ask: files of several sites or of none, or a folder that cannot
    be written.
    """
    place = site_of_all([one.path for one in judged], sites)
    if place is None:
        return None
    root, site = place

    def use(index: Index) -> dict[str, list[Finding]]:
        refresh(index, files_by_name(root, site, sites), sites, on_progress)
        return ask(index, judged, root, site, sites, read)

    return use_index(root, site, use)


def ask(
    index: Index, judged: Sequence[Judged], root: str, site: Site, sites: Sites, read: ReadFile
) -> dict[str, list[Finding]]:
    """The findings of files in the index; those that are not there as they are now are put in for
    the time of asking."""
    paths = {one.path: inside(root, one.path) for one in judged}
    index.begin(to_write=False)
    try:
        unsaved = []
        for one in judged:
            path = paths[one.path]
            digest = one.digest or xxh3_128_digest(read(one.path))
            if index.column("SELECT digest FROM file WHERE path = ?", path) != [digest]:
                unsaved.append(Change(path, None, digest, one.texts))
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
        more = beside_posts(corpus, sites, read)
        return {one.path: list(findings) for one in judged if (findings := more(one))}
    finally:
        index.roll_back()


def check_many(
    files: Sequence[str], sites: Sites, choice: Choice, jobs: int, on_progress: OnProgress
) -> dict[str, Outcome | None] | None:
    """The outcomes of many files by path, None for one that is no post.

    None for all where there is no index: files of several sites or of none, a small site, or a
    folder that cannot be written.
    """
    place = site_of_all(files, sites)
    if place is None:
        return None
    root, site = place
    now = time.time_ns()
    listing = files_by_name(root, site, sites)
    if len(listing) < FEWEST:
        return None
    task = Task(files, root, site, sites, choice, jobs, listing, now)
    return use_index(root, site, partial(check_in, task, on_progress))


def check_in(task: Task, on_progress: OnProgress, index: Index) -> dict[str, Outcome | None]:
    """The outcomes of the files of a task: those that the index has, and those of the others."""
    under = made_under(task.site, task.choice, os.getcwd())
    names = task.names
    known: dict[str, Outcome | None] = {}
    has_posts = bool(index.column("SELECT 1 FROM file LIMIT 1"))
    is_current = (
        has_posts
        and refresh(index, task.listing, task.sites, on_progress, task.at_most(MOST_CHANGED))
        is not None
    )
    version = index.version()
    if is_current and read_setting(index, UNDER) == under:
        paths = {names[file]: shown(file) for file in task.files if file in names}
        known = load_outcomes(index, paths, task.site.rulebook, task.choice.today)
    left = [file for file in task.files if names.get(file) not in known]
    if not is_current or len(left) > task.at_most(MOST_LEFT):
        return check_anew(task, index, under, version if is_current else None)
    judged = list(judge_files(left, task.sites, task.choice, task.jobs))
    posts = [one for one in judged if one.posts]
    more = ask(index, posts, task.root, task.site, task.sites, read_file)
    outcomes = [task.sites.settle(one, more.get(one.path, ())) for one in posts]
    kept = kept_by_name(task, judged, outcomes)
    if kept:
        save(index, under, version, kept, task.names_shown)
    new = {one.path: outcome for one, outcome in zip(posts, outcomes, strict=True)}
    return {
        file: known[names[file]] if names.get(file) in known else new.get(file)
        for file in task.files
    }


def kept_by_name(
    task: Task, judged: Sequence[Judged], outcomes: Sequence[Outcome]
) -> dict[str, Kept]:
    """What may be kept of some files, by their names in the index; `outcomes` are of the posts."""
    by_path = {
        one.path: outcome
        for one, outcome in zip((one for one in judged if one.posts), outcomes, strict=True)
    }
    names = task.names
    return {
        names[one.path]: keep(one, by_path.get(one.path), task.choice.today)
        for one in judged
        if one.path in names
    }


def save(
    index: Index, under: str, version: int, kept: Mapping[str, Kept], names: Mapping[str, str]
) -> None:
    """Keeps outcomes, unless another process has changed the index since they were made."""
    index.begin(to_write=True)
    try:
        if index.version() != version:
            return
        if read_setting(index, UNDER) != under:
            index.execute("DELETE FROM outcome")
            index.execute("DELETE FROM naming")
            write_setting(index, UNDER, under)
        save_outcomes(index, kept, names)
        index.execute("COMMIT")
    finally:
        index.roll_back()


def check_anew(
    task: Task, index: Index, under: str, version: int | None
) -> dict[str, Outcome | None]:
    """The outcomes of all files of a task, compared with all posts of their site at once. Without
    a `version`, the index is filled with these, too."""
    from lint_anp.corpus.gathered import GatheredCorpus

    judged = list(judge_files(task.files, task.sites, task.choice, task.jobs))
    posts = [one for one in judged if one.posts]
    names = task.names
    here = set(task.files)
    changes = [
        read_change(name, file, task.sites)
        for name, (file, _) in task.listing.items()
        if file not in here
    ]
    texts: list[PostTexts] = [text for one in posts for text in one.texts]
    texts += [text for change in changes for text in change.texts]
    corpus = GatheredCorpus(texts, allowed_in(task.site), task.jobs)
    more = beside_posts(corpus, task.sites, read_file)
    outcomes = settle_files(posts, more, task.sites, task.jobs)
    kept = kept_by_name(task, judged, outcomes)
    if version is not None:
        save(index, under, version, kept, task.names_shown)
    else:
        for one in judged:
            name = names.get(one.path)
            if name is not None:
                stamp = trusted(task.listing[name][1], task.time)
                changes.append(Change(name, stamp, one.digest, one.texts))
        same = all(one.path in names for one in posts)
        replace_all(index, changes, corpus if same else None, under, kept, task.names_shown)
    by_path = {one.path: outcome for one, outcome in zip(posts, outcomes, strict=True)}
    return {one.path: by_path.get(one.path) for one in judged}


def replace_all(
    index: Index,
    changes: Sequence[Change],
    corpus: "GatheredCorpus | None",
    under: str,
    kept: Mapping[str, Kept],
    names: Mapping[str, str],
) -> None:
    """Fills the index with all posts of its site and their outcomes, whatever it held."""
    from lint_anp.corpus.index_fill import fill

    index.begin(to_write=True)
    try:
        empty(index)
        fill(index, changes, corpus)
        write_setting(index, UNDER, under)
        save_outcomes(index, kept, names)
        index.execute("COMMIT")
    finally:
        index.roll_back()
    index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
