"""Files judged and held beside their site through its index, which is filled and asked."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from xxhash import xxh3_128_digest

from lint_anp.corpus.index import Index, digest_of, empty, write_setting
from lint_anp.corpus.index_update import Change, update
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.discovery import normal
from lint_anp.finding import Finding, Outcome
from lint_anp.paths import from_bytewise, name_in, shown
from lint_anp.site.changed_files import read_change
from lint_anp.site.crew import judge_files, settle_files
from lint_anp.site.index import use_index
from lint_anp.site.judging import Judged, settle
from lint_anp.site.listing import read_file, trusted
from lint_anp.site.neighbours import ReadFile, allowed_in, beside_posts
from lint_anp.site.outcomes import UNDER, Kept, save_outcomes
from lint_anp.site.refresh import OnProgress, refresh_for
from lint_anp.site.sites import Sites
from lint_anp.site.task import Task, kept_by_name, save, site_of_all

if TYPE_CHECKING:
    from lint_anp.corpus.gathered import GatheredCorpus


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
    names = {one.path: name_in(root, one.path) for one in judged}

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
            path = names.get(one.path) or name_in(root, one.path)
            digest = one.digest or xxh3_128_digest(read(one.path))
            if digest_of(index, path) != digest:
                unsaved.append(Change(path, None, digest, one.texts))
        if unsaved:
            update(index, unsaved)
        told = {name: shown(path) for path, name in names.items()}
        known = {shown(path): name for path, name in names.items()}
        corpus = StoredCorpus(
            index,
            allowed_in(sites.site_of(judged[0].path)),
            lambda name: told.get(name) or shown(normal(os.path.join(root, from_bytewise(name)))),
            lambda path: known.get(path) or name_in(root, path),
        )
        more = beside_posts(corpus, sites, read)
        return {one.path: list(findings) for one in judged if (findings := more(one))}
    finally:
        index.roll_back()


def hold_beside(
    index: Index, judged: Iterable[Judged], names: Mapping[str, str], root: str, sites: Sites
) -> dict[str, Outcome]:
    """The outcomes of judged files, held beside their site, by path; of those that are posts."""
    posts = [one for one in judged if one.posts]
    more = ask(index, posts, names, root, sites, read_file) if posts else {}
    return {one.path: settle(one, sites, more.get(one.path, ())) for one in posts}


def check_anew(
    task: Task, on_progress: OnProgress, index: Index, under: str, version: int | None
) -> dict[str, Outcome | None]:
    """The outcomes of all files of a task, compared with all posts of their site at once. Without
    a `version`, the index is filled with these, too."""
    from lint_anp.corpus.gathered import GatheredCorpus

    judged = []
    for one in judge_files(task.files, task.sites, task.sites.choice, task.jobs):
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
    kept = kept_by_name(judged, task.names, outcomes, task.sites.choice.today)
    if version is not None:
        save(index, under, version, kept, task.name_of)
        return outcomes
    for one in judged:
        name = task.names[one.path]
        stamp = trusted(task.listing[name][1], task.time)
        changes.append(Change(name, stamp, one.digest, one.texts))
    replace_all(index, changes, corpus, under, kept, task.name_of)
    return outcomes


def replace_all(
    index: Index,
    changes: Sequence[Change],
    corpus: "GatheredCorpus",
    under: str,
    kept: Mapping[str, Kept],
    name_of: Callable[[str], str],
) -> None:
    """Fills the index with all posts of its site and their outcomes, whatever it held."""
    from lint_anp.corpus.index_fill import fill

    with index.writing():
        empty(index)
        fill(index, changes, corpus)
        write_setting(index, UNDER, under)
        save_outcomes(index, kept, name_of)
    index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
