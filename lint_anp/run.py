"""One run: paths become posts, posts findings, findings a report."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lint_anp.baseline_file import NAME
from lint_anp.crew import judge_files, settle_files
from lint_anp.discovery import find_files, names_of_posts, normal
from lint_anp.engine.check import place_in_report
from lint_anp.errors import InputError
from lint_anp.finding import Finding, Report
from lint_anp.neighbours import More, compare_posts, read_file, read_neighbours
from lint_anp.packs import Joined
from lint_anp.posts.load import load_posts
from lint_anp.processes import count_cores
from lint_anp.sites import Choice, Judged, Outcome, Sites, shown

FIRST_CONTACT = (
    "The posts do not use lint-anp's fields, so unknown and missing ones were not reported in "
    "{number} of {posts}; 'lint-anp init' writes a config for this site."
)


def print_nothing(_: int, __: int) -> None:
    """Tells nobody how far an index is."""


class Request(NamedTuple):
    """What a run is asked for.

    `stdin` are the bytes of the post that `-` stands for. `diff_base` is a commit: findings that
    were there then are left out. `baseline` is the path of a baseline; None takes the one beside
    the site's config, "" none. `jobs` is the number of processes, 0 one a
    processor. `on_progress` hears how many of the posts to index were read.
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
    jobs: int = 1
    on_progress: Callable[[int, int], None] = print_nothing


class Checked(NamedTuple):
    """A report, the sites of its posts, and the paths of the files that were checked."""

    report: Report
    sites: Sites
    files: tuple[str, ...]


def run(request: Request) -> Report:
    """The report of a run, the baseline left aside; raises InputError for what the user has to mend
    first."""
    return check_all(request).report


def baseline_path(request: Request, sites: Sites) -> str:
    """The path of a run's baseline: as asked for, else beside the config of its first site."""
    if request.baseline:
        return request.baseline
    site = next(iter(sites.by_config.values()), None)
    return os.path.join(site.config.root if site else os.getcwd(), NAME)


def since_base(
    request: Request, sites: Sites, report: Report, judged: Sequence[Judged]
) -> tuple[Finding, ...]:
    """The findings of a report that did not exist at the request's diff base.

    What the changed posts were then is held beside the other posts as they are now.
    """
    from lint_anp.diff_base import OldFile, find_base, findings_since

    base = find_base(request.diff_base or "HEAD")

    def check(old: Mapping[str, OldFile]) -> list[Finding]:
        before = []
        contents = {}
        for file in old.values():
            posts = load_posts(shown(file.path), file.data)
            if sites.takes(posts, file.path):
                before.append(sites.judge(posts, file.path))
                contents[file.path] = file.data
        others = [one for one in judged if shown(one.path) not in old]
        more = compare_posts(before, others, sites, Files(contents))
        outcomes = (sites.settle(one, more(one)) for one in before)
        return [finding for outcome in outcomes for finding in outcome.findings]

    unsaved = [normal(request.stdin_name)] if request.stdin_name else []
    return findings_since(base, report.findings, check, unsaved)


def check_all(request: Request) -> Checked:
    """The findings of a run, without those that were there at its diff base.

    Raises InputError for what the user has to mend first.
    """
    choice = Choice(request.today, request.select, request.ignore, request.config_path)
    sites = Sites(choice)
    paths = [path for path in request.paths if path != "-"]
    reads_stdin = len(paths) < len(request.paths)
    if reads_stdin and not request.stdin_name:
        raise InputError("'-' reads a post from standard input; name it with --stdin-filename")
    found = find_files(paths, sites.is_excluded, force_exclude=request.force_exclude)
    judged = []
    unsaved = {}
    if reads_stdin:
        name = normal(request.stdin_name or "")
        unsaved[name] = request.stdin or b""
        judged.append(sites.judge(load_posts(shown(name), unsaved[name]), name))
    skipped = list(found.skipped)
    files = [path for path in found.files if path not in unsaved]
    jobs = request.jobs or count_cores()
    for path, one in judge_files(files, sites, choice, jobs):
        if one is not None:
            judged.append(one)
        elif path in found.named:
            skipped.append((path, "not a post"))
    if not judged and not skipped:
        raise InputError(f"{', '.join(paths)}: there is no post here; {names_of_posts()}")
    read = Files(unsaved)
    others: list[Judged] = []
    known = None
    named = len(found.named) + len(unsaved) == len(judged)
    if request.use_index and named and judged and request.diff_base is None:
        from lint_anp.site_index import compare_named

        known = compare_named(judged, sites, read, request.on_progress)
    if known is None:
        others = read_neighbours(judged, sites)
        more = compare_posts(judged, others, sites, read, jobs)
    else:
        more = of_path(known)
    outcomes = settle_files(judged, more, sites, jobs)
    report = join_outcomes(outcomes, sites, skipped)
    if request.diff_base is not None:
        everything = [*judged, *others]
        report = report._replace(findings=since_base(request, sites, report, everything))
    return Checked(report, sites, tuple(one.path for one in judged))


def of_path(known: Mapping[str, Sequence[Finding]]) -> More:
    """Tells findings that are known by the paths of their files."""
    return lambda one: known.get(one.path, ())


class Files:
    """The bytes of files, those that are not on disk yet first."""

    def __init__(self, unsaved: Mapping[str, bytes]) -> None:
        self.unsaved = unsaved

    def __call__(self, path: str) -> bytes:
        return self.unsaved[path] if path in self.unsaved else read_file(path)


def join_outcomes(
    outcomes: Sequence[Outcome], sites: Sites, skipped: Sequence[tuple[str, str]]
) -> Report:
    """The outcomes of all files as one report; named files that were `skipped` are told."""
    silenced = sorted(
        (one for outcome in outcomes for one in outcome.silenced),
        key=lambda one: place_in_report(one.finding),
    )
    posts = sum(outcome.posts for outcome in outcomes)
    foreign = sum(outcome.foreign for outcome in outcomes)
    notices = [tell_skipped(skipped)] if skipped else []
    if foreign:
        number = f"{posts:,} {'post' if posts == 1 else 'posts'}"
        notices.append(FIRST_CONTACT.format(number=f"{foreign:,}", posts=number))
    return Report(
        findings=Joined(one.findings for one in sorted(outcomes, key=lambda one: one.path)),
        posts=posts,
        files=len(outcomes),
        rules=sites.rule_texts(),
        fail_on=sites.fail_on(),
        silenced=tuple(silenced),
        notices=tuple(notices),
    )


def tell_skipped(skipped: Sequence[tuple[str, str]]) -> str:
    """That named files were not checked, and why; three are named."""
    told = [f"{shown(path)} ({reason})" for path, reason in skipped[:3]]
    more = f" and {len(skipped) - 3:,} more" if len(skipped) > 3 else ""
    return f"Skipped: {', '.join(told)}{more}."
