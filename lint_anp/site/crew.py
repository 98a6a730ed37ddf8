"""Files judged in batches by several processes at once; the order stays."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import inf
from typing import TypeVar

from lint_anp.finding import Outcome
from lint_anp.packs import Packed, pack
from lint_anp.paths import shown
from lint_anp.posts.load import read_with_digest
from lint_anp.processes import follow_parent, share_out
from lint_anp.site.judging import Judged, counts_as_post, judge_posts, settle
from lint_anp.site.neighbours import More
from lint_anp.site.site import Choice
from lint_anp.site.sites import Sites

FEWEST = 200
"""Files; with fewer, starting a process costs more than it saves (measured on two cores)."""

BATCH = 64

Done = TypeVar("Done", Judged, Outcome)

SITES: dict[str, Sites] = {}
"""The sites of a process that was started to judge files."""


def judge_files(files: Sequence[str], sites: Sites, choice: Choice, jobs: int) -> Iterator[Judged]:
    """Each file with its findings, in the order of the files."""
    if len(files) < FEWEST:
        yield from (judge_file(path, sites) for path in files)
        return
    if jobs == 1:
        for batch in batches(files):
            yield from judge_batch(batch, sites)
        return
    from concurrent.futures import ProcessPoolExecutor

    parts = batches(files)
    pool = ProcessPoolExecutor(min(jobs, len(parts)), initializer=start, initargs=(choice,))
    try:
        for judged in pool.map(judge_apart, parts):
            yield from judged
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def batches(files: Sequence[str]) -> list[Sequence[str]]:
    """The files, some at a time."""
    return [files[at : at + BATCH] for at in range(0, len(files), BATCH)]


def start(choice: Choice) -> None:
    """Makes a process ready."""
    follow_parent()
    SITES["of this process"] = Sites(choice)


def judge_apart(files: Sequence[str]) -> list[Judged]:
    """What one process makes of its files."""
    return judge_batch(files, SITES["of this process"])


def judge_batch(files: Sequence[str], sites: Sites) -> list[Judged]:
    """Some files, their findings packed."""
    return [pack_file(judge_file(path, sites)) for path in files]


def pack_file(file: Done, whole: float = inf) -> Done:
    """A file, its findings packed."""
    return file._replace(findings=pack(file.findings, whole))


def judge_file(path: str, sites: Sites) -> Judged:
    """A file with its findings; without posts where it is none."""
    posts, digest = read_with_digest(path, shown(path))
    if counts_as_post(posts, path, sites):
        return judge_posts(posts, path, sites)._replace(digest=digest)
    return Judged(path, [], [], [], None, posts[0].format, 0, 0, (), digest=digest)


def settle_files(
    judged: Sequence[Judged], more: More, sites: Sites, jobs: int, whole: float = inf
) -> list[Outcome]:
    """What each file gave, with the findings that others bring; see `pack` for `whole`."""

    def settle_one(one: Judged, *, for_lines: bool = False) -> Outcome:
        return settle(one, sites, more(one, for_lines=for_lines))

    if len(judged) < FEWEST:
        return list(map(settle_one, judged))

    def settle_batch(start: int) -> list[Outcome]:
        batch = judged[start : start + BATCH]
        return [pack_file(settle_one(one, for_lines=whole == 0), whole) for one in batch]

    starts = range(0, len(judged), BATCH)
    settled = [outcome for batch in share_out(settle_batch, starts, jobs) for outcome in batch]
    for one, outcome in zip(judged, settled, strict=True):
        if isinstance(outcome.findings, Packed) and not outcome.findings.rest:
            outcome.findings.find = partial(lambda one: settle_one(one).findings, one)
    return settled
