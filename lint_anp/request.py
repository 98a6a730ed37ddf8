"""What a run is asked for."""

import os
from collections.abc import Callable
from datetime import date
from math import inf
from typing import NamedTuple

from lint_anp.config.config import BASELINE
from lint_anp.errors import InputError
from lint_anp.paths import shown
from lint_anp.site.sites import Sites


def print_nothing(_: int, __: int) -> None:
    """Tells nobody how far an index is."""


class Request(NamedTuple):
    """What a run is asked for.

    `stdin` are the bytes of the post that `-` stands for. `diff_base` is a commit: findings that
    were there then are left out. `baseline` is the path of a baseline; None takes the one beside
    the site's config, "" none. `jobs` is the number of processes, 0 one a processor. `on_progress`
    hears how many of the posts to index were read. Of a file with more than `whole` findings the
    report asks for the lines only.
    """

    paths: tuple[str, ...]
    today: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config_path: str | None = None
    force_exclude: bool = False
    stdin: bytes | None = None
    stdin_name: str | None = None
    diff_base: str | None = None
    baseline: str | None = ""
    use_index: bool = True
    use_cache: bool = True
    jobs: int = 1
    on_progress: Callable[[int, int], None] = print_nothing
    whole: float = inf

    @property
    def asks_index(self) -> bool:
        """Whether an index may tell what repeats: it knows what is, not what was at a commit."""
        return self.use_index and self.diff_base is None


def baseline_path(request: Request, sites: Sites) -> str:
    """The path of a run's baseline: as asked for, else beside the config of its first site."""
    if request.baseline:
        return request.baseline
    site = next(iter(sites.by_config.values()), None)
    return os.path.join(site.config.root if site else os.getcwd(), BASELINE)


def demand_baseline(request: Request) -> None:
    """Raises InputError where the baseline that was asked for is not there."""
    if request.baseline and not os.path.isfile(request.baseline):
        path = shown(request.baseline)
        written = f"'lint-anp baseline write --baseline {path}' writes it"
        raise InputError(f"{path}: there is no such baseline; {written}")


def has_baseline(request: Request, sites: Sites) -> bool:
    """Whether a run has a baseline: one that was asked for, or the one beside the config."""
    if request.baseline is None:
        return os.path.isfile(baseline_path(request, sites))
    return bool(request.baseline)
