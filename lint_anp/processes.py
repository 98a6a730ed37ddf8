"""Work done by several processes at once; what it gives stays in its order."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")

WORK: dict[str, Callable[[Any], Any]] = {}
"""What a process that was started does."""


def count_cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_share() -> bool:
    """Whether processes can be started that hold all that this one does; the libraries of macOS do
    not allow it."""
    import multiprocessing

    return sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()


def share_out(work: Callable[[Part], Made], parts: Sequence[Part], jobs: int) -> Iterator[Made]:
    """What `work` makes of each part. Several processes do it that hold all that was made before;
    where there can be none, or for a single part, this one does."""
    if jobs == 1 or len(parts) < 2 or not can_share():
        yield from map(work, parts)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(
        min(jobs, len(parts)), multiprocessing.get_context("fork"), take_up, (work,)
    )
    try:
        yield from pool.map(work_on, parts)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def take_up(work: Callable[[Any], Any]) -> None:
    """Makes a process ready for work."""
    follow_parent()
    WORK["of this process"] = work


def follow_parent() -> None:
    """Lets a process leave an interruption to the one that started it, and end when that is gone,
    killed as it may be."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Waits for the end of the process that started this one, then ends this one, too."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def work_on(part: Any) -> Any:
    """What this process makes of a part."""
    return WORK["of this process"](part)
