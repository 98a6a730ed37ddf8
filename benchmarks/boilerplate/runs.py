"""Brute force: each run of twelve words that stands in three posts must lie under a finding."""

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.boilerplate.corpus import MIN_POSTS, Corpus, Post, path_of, render, words_of
from benchmarks.boilerplate.findings import Findings

RUN = 12
BUCKETS = 256
POST_BITS = 20


class RunCheck(NamedTuple):
    """How many places of such runs there are, and how many of them no finding covers."""

    places: int
    missed: int


def check_runs(corpus: Corpus, findings: Findings) -> RunCheck:
    """Counts all runs of the corpus, then looks at each paragraph that holds a repeated one."""
    repeated = repeated_runs(corpus)
    places = missed = 0
    for post in corpus():
        path = path_of(post.number)
        for line, runs in runs_of(post):
            number = sum(run in repeated for run in runs)
            places += number
            if number and not findings.on(path, line):
                missed += number
    return RunCheck(places, missed)


def repeated_runs(corpus: Corpus) -> set[int]:
    """The hashes of the runs that stand in three posts and more."""
    buckets = [array("Q") for _ in range(BUCKETS)]
    mask = (1 << 64 - POST_BITS) - 1
    for post in corpus():
        for run in {run for _, runs in runs_of(post) for run in runs}:
            buckets[run % BUCKETS].append((run & mask) << POST_BITS | post.number)
    repeated: set[int] = set()
    for bucket in buckets:
        ordered = sorted(bucket)
        for at in range(MIN_POSTS - 1, len(ordered)):
            run = ordered[at] >> POST_BITS
            if ordered[at - MIN_POSTS + 1] >> POST_BITS == run:
                repeated.add(run)
        del bucket[:]
    return repeated


def runs_of(post: Post) -> Iterator[tuple[int, list[int]]]:
    """The line of each paragraph that is judged, and the hashes of its runs."""
    mask = (1 << 64 - POST_BITS) - 1
    for paragraph, line in zip(post.paragraphs, render(post)[1], strict=True):
        if paragraph.kind in ("code", "quote", "q"):
            continue
        words = words_of(paragraph.text)
        yield (
            line,
            [hash(tuple(words[at : at + RUN])) & mask for at in range(len(words) - RUN + 1)],
        )
