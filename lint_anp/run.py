"""One run: paths become posts, posts findings, findings a report."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from math import inf
from typing import NamedTuple

from lint_anp.baseline_file import NAME
from lint_anp.crew import judge_files, settle_files
from lint_anp.discovery import Found, find_files, names_of_posts, normal
from lint_anp.errors import InputError
from lint_anp.finding import Finding, Outcome, Report, place_in_report
from lint_anp.judging import Judged, counts_as_post, judge_posts, settle
from lint_anp.neighbours import More, compare_posts, read_file, read_neighbours, root_of
from lint_anp.packs import Joined
from lint_anp.posts.load import load_posts
from lint_anp.processes import count_cores
from lint_anp.site import Choice, shown
from lint_anp.sites import Sites

FIRST_CONTACT = (
    "The posts do not use lint-anp's fields, so unknown and missing ones were not reported in "
    "{number} of {posts}; 'lint-anp init' writes a config for this site."
)


FEW = 50
"""Named files; what so few give is not kept, as judging them takes no longer than looking it up."""


def print_nothing(_: int, __: int) -> None:
    """Tells nobody how far an index is."""


class Request(NamedTuple):
    """What a run is asked for.

    `stdin` are the bytes of the post that `-` stands for. `diff_base` is a commit: findings that
    were there then are left out. `baseline` is the path of a baseline; None takes the one beside
    the site's config, "" none. `jobs` is the number of processes, 0 one a
    processor. `on_progress` hears how many of the posts to index were read. Of a file with more
    than `whole` findings the report asks for the lines only.
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


def has_baseline(request: Request, sites: Sites) -> bool:
    """Whether a run has a baseline: one that was asked for, or the one beside the config."""
    if request.baseline is None:
        return os.path.isfile(baseline_path(request, sites))
    return bool(request.baseline)


def since_base(
    request: Request, sites: Sites, report: Report, judged: Sequence[Judged]
) -> tuple[Finding, ...]:
    """The findings of a report that did not exist at the request's diff base.

    What the changed posts were then is held beside all posts of now and of then, each of which
    counts once. So a post has nothing new by what became of another one.
    """
    from lint_anp.diff_base import OldFile, find_base, findings_since

    base = find_base(request.diff_base or "HEAD")

    def check(old: Mapping[str, OldFile]) -> list[Finding]:
        others = {shown(one.path): one for one in judged}
        before = []
        contents = {}
        for path, file in old.items():
            posts = load_posts(shown(file.path), file.data)
            if counts_as_post(posts, file.path, sites):
                one, others[path] = join_texts(judge_posts(posts, file.path, sites), others[path])
                before.append(one)
                contents[file.path] = file.data
        more = compare_posts(before, others.values(), sites, Files(contents))
        outcomes = (settle(one, sites, more(one)) for one in before)
        return [finding for outcome in outcomes for finding in outcome.findings]

    unsaved = [normal(request.stdin_name)] if request.stdin_name else []
    return findings_since(base, report.findings, check, unsaved)


def join_texts(before: Judged, now: Judged) -> tuple[Judged, Judged]:
    """What a file was, its texts joined with those that they became, and what else it holds now."""
    texts = zip(before.texts, chain(now.texts, repeat(None)), strict=False)
    joined = tuple(one._replace(later=later) for one, later in texts)
    return before._replace(texts=joined), now._replace(texts=now.texts[len(joined) :])


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
    if not (request.use_index and request.use_cache):
        found = found._replace(walked={})  # only an index asks for it
    unsaved = {normal(request.stdin_name or ""): request.stdin or b""} if reads_stdin else {}
    outcomes, compared = check_files(found, unsaved, request, sites, choice)
    checked = {path: outcome for path, outcome in outcomes.items() if outcome is not None}
    others = ((path, "not a post") for path in found.files if outcomes.get(path) is None)
    skipped = [*found.skipped, *(one for one in others if one[0] in found.named)]
    if not checked and not skipped:
        raise InputError(f"{', '.join(paths)}: there is no post here; {names_of_posts()}")
    report = join_outcomes(list(checked.values()), sites, skipped)
    if request.diff_base is not None:
        report = report._replace(findings=since_base(request, sites, report, compared))
    return Checked(report, sites, tuple(checked))


def check_files(
    found: Found, unsaved: Mapping[str, bytes], request: Request, sites: Sites, choice: Choice
) -> tuple[dict[str, Outcome | None], list[Judged]]:
    """The outcomes of the files found and of the `unsaved` ones by path, None for one that is no
    post; and what was compared, unless an index was asked."""
    files = [path for path in found.files if path not in unsaved]
    jobs = request.jobs or count_cores()
    use_index = request.use_index and request.diff_base is None
    are_named = len(found.named) == len(found.files)
    if use_index and request.use_cache and not unsaved and not (are_named and len(files) <= FEW):
        from lint_anp.site_check import check_many

        outcomes = check_many(found, sites, choice, jobs, request.on_progress)
        if outcomes is not None:
            return outcomes, []
    judged = [
        judge_posts(load_posts(shown(name), data), name, sites) for name, data in unsaved.items()
    ]
    judged += judge_files(files, sites, choice, jobs)
    posts = [one for one in judged if one.posts]
    read = Files(unsaved)
    known: Mapping[str, Sequence[Finding]] | None = None
    if use_index and are_named and posts and root_of(posts[0].path, sites) is not None:
        from lint_anp.site_check import compare_named

        known = compare_named(posts, sites, read, request.on_progress)
    others: list[Judged] = []
    if known is None:
        others = read_neighbours(posts, sites)
        more = compare_posts(posts, others, sites, read, jobs)
    else:
        more = of_path(known)
    is_plain = request.diff_base is None and not has_baseline(request, sites)
    settled = settle_files(posts, more, sites, jobs, request.whole if is_plain else inf)
    outcomes = dict.fromkeys(one.path for one in judged)
    outcomes |= {one.path: outcome for one, outcome in zip(posts, settled, strict=True)}
    return outcomes, [*posts, *others]


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
