"""Files checked in their site through its index: those are judged whose findings the index does not
have."""

from collections.abc import Mapping, Sequence
from functools import partial

from xxhash import xxh3_128_digest

from lint_anp.corpus.index import Index, digest_of
from lint_anp.discovery import Found
from lint_anp.finding import Outcome
from lint_anp.paths import name_in
from lint_anp.site.index import has_index, use_index
from lint_anp.site.listing import read_file
from lint_anp.site.outcomes import has_posts_of, load_outcomes, made_under, may_keep
from lint_anp.site.refresh import OnProgress, refresh, refresh_for
from lint_anp.site.site import Site
from lint_anp.site.sites import Sites
from lint_anp.site.task import FEWEST, Task, kept_by_name, make_task, save, site_of_all, told_from

FEW = 50
"""Named files of which each is held beside its site; of more, those of the whole site are listed
one by one."""

MOST_CHANGED, MOST_LEFT = 20, 3
"""Where more than one of so many files changed, or is to be judged again, all are compared anew,
which is faster (measured on 10,000 posts that have most of their words in common)."""


def check_in_site(
    found: Found, sites: Sites, jobs: int, on_progress: OnProgress
) -> dict[str, Outcome | None] | None:
    """The outcomes of files by path, None for one that is no post.

    None for all where there is no index to ask: files of several sites or of none, a small site, or
    a folder that cannot be written; for few named files where there is none yet; and for many where
    the site leaves one of them out.
    """
    place = site_of_all(found.files, sites)
    if place is None:
        return None
    root, site = place
    if len(found.named) == len(found.files) <= FEW:
        check = partial(check_few, found.files, root, site, sites, on_progress)
        return use_index(root, site, check) if has_index(root) else None
    task = make_task(found, root, site, sites, jobs)
    if len(task.listing) < FEWEST or len(task.names) < len(task.files):
        return None
    return use_index(root, site, partial(check_many, task, on_progress))


def check_few(
    files: Sequence[str],
    root: str,
    site: Site,
    sites: Sites,
    on_progress: OnProgress,
    index: Index,
) -> dict[str, Outcome | None]:
    """The outcomes of named files: those that the index has, and those of the others."""
    names = {file: name_in(root, file) for file in files}
    new = [
        file
        for file, name in names.items()
        if digest_of(index, name) != xxh3_128_digest(read_file(file))
    ]
    judged = []
    if new:
        from lint_anp.site.crew import judge_files

        judged = list(judge_files(new, sites, sites.choice, 1))
        if len(new) == len(files) and not any(one.posts for one in judged):
            return dict.fromkeys(files)
    refresh_for({names[one.path]: one for one in judged}, index, root, site, sites, on_progress)
    version = index.version()
    under = made_under(site, sites.choice, told_from(root, names))
    known: Mapping[str, Outcome | None] = {}
    if has_posts_of(index, judged, names):
        known = load_outcomes(index, under, names, site, sites.choice.today)
    outcomes = {file: outcome for file, outcome in known.items() if file not in new}
    left = [file for file in files if file not in outcomes and file not in new]
    if left or judged:
        from lint_anp.site.crew import judge_files
        from lint_anp.site.index_judging import hold_beside

        judged += judge_files(left, sites, sites.choice, 1)
        outcomes |= hold_beside(index, judged, names, root, sites)
        if may_keep(index, under):
            kept = kept_by_name(judged, names, outcomes, sites.choice.today)
            save(index, under, version, kept, partial(name_in, root))
    return {file: outcomes.get(file) for file in files}


def check_many(task: Task, on_progress: OnProgress, index: Index) -> dict[str, Outcome | None]:
    """The outcomes of the files of a task: those that the index has, and those of the others."""
    today = task.sites.choice.today
    under = made_under(task.site, task.sites.choice, told_from(task.root, task.names))
    outcomes: dict[str, Outcome | None] = {}
    has_posts = bool(index.column("SELECT 1 FROM file LIMIT 1"))
    is_current = (
        has_posts
        and refresh(index, task.listing, task.sites, on_progress, task.at_most(MOST_CHANGED))
        is not None
    )
    version = index.version()
    if is_current:
        outcomes = load_outcomes(index, under, task.names, task.site, today)
    left = [file for file in task.files if file not in outcomes]
    if not is_current or len(left) > task.at_most(MOST_LEFT):
        from lint_anp.site.index_judging import check_anew

        return check_anew(task, on_progress, index, under, version if is_current else None)
    if left:
        from lint_anp.site.crew import judge_files
        from lint_anp.site.index_judging import hold_beside

        judged = list(judge_files(left, task.sites, task.sites.choice, task.jobs))
        outcomes |= hold_beside(index, judged, task.names, task.root, task.sites)
        kept = kept_by_name(judged, task.names, outcomes, today)
        save(index, under, version, kept, task.name_of)
    return {file: outcomes.get(file) for file in task.files}
