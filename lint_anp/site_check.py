"""Files checked in their site through its index: what repeats in other posts is asked of it, and of
many files only those are judged whose findings it does not have."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from xxhash import xxh3_128_digest

from lint_anp.corpus.index import Index, empty, read_setting, write_setting
from lint_anp.corpus.index_update import Change, update
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.crew import judge_files, settle_files
from lint_anp.discovery import Found, normal
from lint_anp.finding import Finding, Outcome
from lint_anp.judging import Judged, settle
from lint_anp.neighbours import ReadFile, allowed_in, beside_posts, read_file, root_of
from lint_anp.outcomes import UNDER, Kept, keep, load_outcomes, made_under, save_outcomes
from lint_anp.refresh import (
    Listing,
    OnProgress,
    files_by_name,
    inside,
    read_change,
    refresh,
    refresh_for,
    trusted,
)
from lint_anp.site import Choice, Site, shown
from lint_anp.site_index import use_index
from lint_anp.sites import Sites

if TYPE_CHECKING:
    from lint_anp.corpus.gathered import GatheredCorpus

FEWEST = 100
"""Files of a site; with fewer, keeping their outcomes saves less than the index costs."""

MOST_CHANGED, MOST_LEFT = 20, 3
"""Where more than one of so many files changed, or is to be judged again, all are compared anew,
which is faster (measured on 10,000 posts that have most of their words in common)."""


class Task(NamedTuple):
    """The check of many files of one site. The `listing` of the site's files was made at `time`
    (ns); `names` has the names that the index has for files of the check, and `told` these by their
    paths in reports."""

    files: Sequence[str]
    root: str
    site: Site
    sites: Sites
    choice: Choice
    jobs: int
    listing: Listing
    time: int
    names: Mapping[str, str]
    told: Mapping[str, str]

    def at_most(self, share: int) -> int:
        """One in `share` files of the site, FEWEST at least."""
        return max(FEWEST, len(self.listing) // share)


def make_task(
    found: Found, place: tuple[str, Site], sites: Sites, choice: Choice, jobs: int
) -> Task:
    """The check of files that have a site in common."""
    root, site = place
    listing = files_by_name(root, site, sites, found.walked.get(root))
    files = found.files
    known = {file: name for name, (file, _) in listing.items()}
    names = {}
    for file in files:
        name = known.get(file) or inside(root, file)
        if name in listing:
            names[file] = name
    told = {shown(file): name for file, name in (known | names).items()}
    return Task(files, root, site, sites, choice, jobs, listing, found.time, names, told)


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
    names = {one.path: inside(root, one.path) for one in judged}

    def use(index: Index) -> dict[str, list[Finding]]:
        by_name = {names[one.path]: one for one in judged}
        refresh_for(by_name, index, root, site, sites, on_progress)
        return ask(index, judged, names, root, sites, read)

    return use_index(root, site, use)


def ask(
    index: Index,
    judged: Sequence[Judged],
    names: Mapping[str, str],
    root: str,
    sites: Sites,
    read: ReadFile,
) -> dict[str, list[Finding]]:
    """The findings of files in the index, by path; those that are not there as they are now are put
    in for the time of asking. `names` are those that the index has for files of the run."""
    index.begin(to_write=False)
    try:
        unsaved = []
        for one in judged:
            path = names.get(one.path) or inside(root, one.path)
            digest = one.digest or xxh3_128_digest(read(one.path))
            if index.column("SELECT digest FROM file WHERE path = ?", path) != [digest]:
                unsaved.append(Change(path, None, digest, one.texts))
        if unsaved:
            update(index, unsaved)
        told = {name: shown(path) for path, name in names.items()}
        known = {shown(path): name for path, name in names.items()}
        corpus = StoredCorpus(
            index,
            allowed_in(sites.site_of(judged[0].path)),
            lambda name: told.get(name) or shown(normal(os.path.join(root, name))),
            lambda path: known.get(path) or inside(root, path),
        )
        more = beside_posts(corpus, sites, read)
        return {one.path: list(findings) for one in judged if (findings := more(one))}
    finally:
        index.roll_back()


def check_many(
    found: Found, sites: Sites, choice: Choice, jobs: int, on_progress: OnProgress
) -> dict[str, Outcome | None] | None:
    """The outcomes of many files by path, None for one that is no post.

    None for all where there is no index: files of several sites or of none, a small site, or a
    folder that cannot be written.
    """
    place = site_of_all(found.files, sites)
    if place is None:
        return None
    task = make_task(found, place, sites, choice, jobs)
    if len(task.listing) < FEWEST:
        return None
    return use_index(*place, partial(check_in, task, on_progress))


def check_in(task: Task, on_progress: OnProgress, index: Index) -> dict[str, Outcome | None]:
    """The outcomes of the files of a task: those that the index has, and those of the others."""
    under = made_under(task.site, task.choice, told_from(task))
    known: dict[str, Outcome | None] = {}
    has_posts = bool(index.column("SELECT 1 FROM file LIMIT 1"))
    is_current = (
        has_posts
        and refresh(index, task.listing, task.sites, on_progress, task.at_most(MOST_CHANGED))
        is not None
    )
    version = index.version()
    if is_current and read_setting(index, UNDER) == under:
        paths = {name: shown(file) for file, name in task.names.items()}
        known = load_outcomes(index, paths, task.site, task.choice.today)
    outcomes = {file: known[name] for file, name in task.names.items() if name in known}
    left = [file for file in task.files if file not in outcomes]
    if not is_current or len(left) > task.at_most(MOST_LEFT):
        return check_anew(task, on_progress, index, under, version if is_current else None)
    judged = list(judge_files(left, task.sites, task.choice, task.jobs))
    posts = [one for one in judged if one.posts]
    if posts:
        more = ask(index, posts, task.names, task.root, task.sites, read_file)
        outcomes |= {one.path: settle(one, task.sites, more.get(one.path, ())) for one in posts}
    if judged:
        save(index, under, version, kept_by_name(task, judged, outcomes), task.told)
    return {file: outcomes.get(file) for file in task.files}


def told_from(task: Task) -> tuple[str, str]:
    """What says how a run tells the paths of a site: where it is, and how it names files."""
    file, name = next(iter(task.names.items()), ("", ""))
    return os.path.relpath(task.root), shown(file).removesuffix(name)


def kept_by_name(
    task: Task, judged: Iterable[Judged], outcomes: Mapping[str, Outcome | None]
) -> dict[str, Kept]:
    """What may be kept of some files, by their names in the index; `outcomes` are by path."""
    return {
        task.names[one.path]: keep(one, outcomes.get(one.path), task.choice.today)
        for one in judged
        if one.path in task.names
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
    task: Task, on_progress: OnProgress, index: Index, under: str, version: int | None
) -> dict[str, Outcome | None]:
    """The outcomes of all files of a task, compared with all posts of their site at once. Without
    a `version`, the index is filled with these, too."""
    from lint_anp.corpus.gathered import GatheredCorpus

    judged = []
    for one in judge_files(task.files, task.sites, task.choice, task.jobs):
        judged.append(one)
        on_progress(len(judged), len(task.files))
    posts = [one for one in judged if one.posts]
    here = set(task.names.values())
    changes = [
        read_change(name, file, task.sites)
        for name, (file, _) in task.listing.items()
        if name not in here
    ]
    texts: list[PostTexts] = [text for one in posts for text in one.texts]
    texts += [text for change in changes for text in change.texts]
    corpus = GatheredCorpus(texts, allowed_in(task.site), task.jobs)
    corpus.make_ready()
    settled = settle_files(
        posts, beside_posts(corpus, task.sites, read_file), task.sites, task.jobs
    )
    outcomes: dict[str, Outcome | None] = dict.fromkeys(task.files)
    outcomes |= {one.path: outcome for one, outcome in zip(posts, settled, strict=True)}
    kept = kept_by_name(task, judged, outcomes)
    if version is not None:
        save(index, under, version, kept, task.told)
        return outcomes
    for one in judged:
        if one.path in task.names:
            name = task.names[one.path]
            stamp = trusted(task.listing[name][1], task.time)
            changes.append(Change(name, stamp, one.digest, one.texts))
    same = all(one.path in task.names for one in posts)
    replace_all(index, changes, corpus if same else None, under, kept, task.told)
    return outcomes


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
