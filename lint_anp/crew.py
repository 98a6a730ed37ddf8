"""Files judged by several processes at once, each with sites of its own; the order stays."""

import os
import signal
from collections.abc import Iterable, Iterator, Sequence

from lint_anp.posts.load import read_posts
from lint_anp.sites import Choice, Judged, Sites, shown

FEWEST = 200
"""Files; with fewer, starting a process costs more than it saves (measured on two cores)."""

BATCH = 64

SITES: dict[str, Sites] = {}
"""The sites of a process that was started to judge files."""


def count_cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def judge_files(
    files: Sequence[str], sites: Sites, choice: Choice, jobs: int
) -> Iterator[tuple[str, Judged | None]]:
    """Each file with its findings, None where it is no post, in the order of the files."""
    if jobs == 1 or len(files) < FEWEST:
        yield from judge_batch(files, sites)
        return
    from concurrent.futures import ProcessPoolExecutor

    batches = [files[at : at + BATCH] for at in range(0, len(files), BATCH)]
    pool = ProcessPoolExecutor(jobs, initializer=start, initargs=(choice,))
    try:
        for batch in pool.map(judge_apart, batches):
            yield from batch
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def start(choice: Choice) -> None:
    """Makes a process ready; it leaves an interruption to the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    SITES["of this process"] = Sites(choice)


def judge_apart(files: Sequence[str]) -> list[tuple[str, Judged | None]]:
    """What one process makes of its files."""
    return list(judge_batch(files, SITES["of this process"]))


def judge_batch(files: Iterable[str], sites: Sites) -> Iterator[tuple[str, Judged | None]]:
    """Each file with its findings, one after the other."""
    for path in files:
        posts = read_posts(path, shown(path))
        yield path, sites.judge(posts, path) if sites.takes(posts, path) else None
