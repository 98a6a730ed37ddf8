"""One run: paths become posts, posts findings, findings a report."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lint_anp.discovery import Found, find_files, names_of_posts, normal
from lint_anp.errors import InputError
from lint_anp.finding import Outcome, Report, place_in_report
from lint_anp.packs import Joined
from lint_anp.paths import shown
from lint_anp.processes import count_cores
from lint_anp.request import Request
from lint_anp.site.site import Choice
from lint_anp.site.sites import Sites

if TYPE_CHECKING:
    from lint_anp.site.judging import Judged

FIRST_CONTACT = (
    "The posts do not use lint-anp's fields, so unknown and missing ones were not reported in "
    "{number} of {posts}; 'lint-anp init' writes a config for this site."
)


class Checked(NamedTuple):
    """A report, the sites of its posts, and the paths of the files that were checked."""

    report: Report
    sites: Sites
    files: tuple[str, ...]


def run(request: Request) -> Report:
    """The report of a run, the baseline left aside; raises InputError for what the user has to mend
    first."""
    return check_all(request).report


def check_all(request: Request) -> Checked:
    """The findings of a run, without those that were there at its diff base.

    Raises InputError for what the user has to mend first.
    """
    chosen = request.select, request.ignore, request.config_path, request.use_cache
    sites = Sites(Choice(request.today, *chosen))
    paths = [path for path in request.paths if path != "-"]
    reads_stdin = len(paths) < len(request.paths)
    if reads_stdin and not request.stdin_name:
        raise InputError("'-' reads a post from standard input; name it with --stdin-filename")
    found = find_files(paths, sites.is_excluded, force_exclude=request.force_exclude)
    if not (request.use_index and request.use_cache):
        found = found._replace(walked={})  # only an index asks for it
    unsaved = {normal(request.stdin_name or ""): request.stdin or b""} if reads_stdin else {}
    outcomes, compared = check_files(found, unsaved, request, sites)
    if found.unreadable:
        from lint_anp.site.judging import tell_unreadable

        outcomes |= tell_unreadable(found.unreadable, sites)
    checked = {path: outcome for path, outcome in outcomes.items() if outcome is not None}
    others = ((path, "not a post") for path in found.files if outcomes.get(path) is None)
    skipped = [*found.skipped, *(one for one in others if one[0] in found.named)]
    if not checked and not skipped:
        raise InputError(f"{', '.join(paths)}: there is no post here; {names_of_posts()}")
    report = join_outcomes(list(checked.values()), sites, skipped)
    if request.diff_base is not None:
        from lint_anp.site.direct_check import since_base

        report = report._replace(findings=since_base(request, sites, report, compared))
    return Checked(report, sites, tuple(checked))


def check_files(
    found: Found, unsaved: Mapping[str, bytes], request: Request, sites: Sites
) -> "tuple[dict[str, Outcome | None], list[Judged]]":
    """The outcomes of the files found and of the `unsaved` ones by path, None for one that is no
    post; and what was compared, unless an index was asked."""
    if request.asks_index and request.use_cache and not unsaved:
        from lint_anp.site.check import check_in_site

        outcomes = check_in_site(found, sites, request.jobs or count_cores(), request.on_progress)
        if outcomes is not None:
            return outcomes, []
    from lint_anp.site.direct_check import judge_all

    return judge_all(found, unsaved, request, sites)


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
