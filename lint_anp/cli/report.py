"""A check as its options say: its run, what is told of it and where, and its exit code."""

import os
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from math import inf
from typing import TYPE_CHECKING, Any

from lint_anp.cli.console import CLEAN, FINDINGS, progress_on, today_of, write_pieces
from lint_anp.cli.options import CheckOptions
from lint_anp.errors import InputError, reason_of
from lint_anp.paths import shown

if TYPE_CHECKING:
    from lint_anp.finding import Report
    from lint_anp.request import Request

CI_FORMATS = ("sarif", "github", "gitlab", "rdjson")
"""Formats whose paths count from the repository's root."""


def check_posts(options: CheckOptions) -> int:
    """Checks posts and tells the findings; gives the exit code."""
    from lint_anp.report.colour import wants_colour
    from lint_anp.report.files import write_file
    from lint_anp.request import demand_baseline, has_baseline
    from lint_anp.run import check_all

    stdin = sys.stdin.buffer.read() if "-" in options.paths else None
    request = request_of(options, stdin)
    demand_baseline(request)
    checked = check_all(request)
    report = checked.report
    if has_baseline(request, checked.sites):
        from lint_anp.baseline.held_back import hold_back

        report = hold_back(checked, request)
    sarif: dict[str, Any] = {
        "category": options.category,
        "include_suppressed": options.show_silenced,
    }
    if stdin is not None:
        sarif["typed"] = {os.path.abspath(options.stdin_filename or ""): stdin}
    file, quiet = options.output_file, options.quiet
    in_colour = file is None and wants_colour(options.colour, os.environ, sys.stdout.isatty())
    text = (
        [statistics_of(report)]
        if options.statistics
        else render(options.style, report, colour=in_colour, quiet=quiet, **sarif)
    )
    for name, path in options.reports:
        write_file(path, render(name, report, quiet=quiet, **sarif))
    if options.summary is not None:
        append_summary(options.summary, report)
    if file is None:
        write_pieces(text)
    else:
        write_file(file, text)
    return CLEAN if options.exit_zero else exit_code(report, options.fail_on)


def request_of(options: CheckOptions, stdin: bytes | None) -> "Request":
    """What a check asks of a run; `stdin` is the post that is read from there."""
    from lint_anp.request import Request

    return Request(
        paths=options.paths or (".",),
        today=options.today or today_of(os.environ),
        select=options.select,
        ignore=options.ignore,
        config_path=options.config_path,
        force_exclude=options.force_exclude,
        stdin=stdin,
        stdin_name=options.stdin_filename,
        diff_base=options.diff_base,
        baseline="" if options.no_baseline else options.baseline,
        use_index=not options.no_index,
        use_cache=not options.no_cache,
        jobs=options.jobs,
        on_progress=progress_on(sys.stderr),
        whole=told_whole(options),
    )


def told_whole(options: CheckOptions) -> float:
    """Up to how many findings of a file the reports ask for more than the line of each."""
    styles = {name for name, _ in options.reports}
    styles.add("concise" if options.statistics else options.style)
    if options.summary is not None or not styles <= {"human", "concise"}:
        return inf
    from lint_anp.report.human import BLOCK_LIMIT

    return BLOCK_LIMIT if "human" in styles else 0


def render(
    style: str,
    report: "Report",
    *,
    colour: bool = False,
    quiet: bool = False,
    typed: Mapping[str, bytes] = {},
    **sarif: Any,
) -> Iterable[str | bytes]:
    """The report in a format, in pieces; only that format's module is imported. `typed` are the
    posts from standard input, by their absolute paths."""
    if style == "human":
        from lint_anp.report.human import format_human

        return format_human(report, colour=colour, quiet=quiet)
    if style in CI_FORMATS:
        from lint_anp.report.rebase import rebase

        root = repository_root(os.environ)
        report = rebase(report, shown(os.getcwd()), root)
    if style == "sarif":
        from lint_anp.report.sarif import format_sarif

        def read(path: str) -> bytes | None:
            place = os.path.normpath(os.path.join(root, path))
            return typed[place] if place in typed else read_bytes(place)

        return format_sarif(report, read, **sarif)
    formats = import_module(f"lint_anp.report.{'json' if style == 'jsonl' else style}")
    made = getattr(formats, f"format_{style}")(report)
    return [made] if isinstance(made, str) else made


def repository_root(environment: Mapping[str, str]) -> str:
    """The folder that CI services count paths from: the one that they name, else the nearest with
    a `.git` upwards, else the current one."""
    here = folder = os.getcwd()
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        named = environment.get(name, "")
        if named and (here + os.sep).startswith(named.rstrip("/\\") + os.sep):
            return shown(named)
    while not os.path.exists(os.path.join(folder, ".git")):
        folder, last = os.path.dirname(folder), folder
        if folder == last:
            return shown(here)
    return shown(folder)


def append_summary(path: str, report: "Report") -> None:
    """Appends the report as Markdown to a file, as GitHub wants a step's summary."""
    from lint_anp.report.summary import format_summary

    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(format_summary(report))
    except OSError as error:
        reason = reason_of(error)
        raise InputError(f"{path}: the summary cannot be written: {reason}") from None


def read_bytes(path: str) -> bytes | None:
    """The content of a file, None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def statistics_of(report: "Report") -> str:
    """How often each rule was broken."""
    from lint_anp.report.statistics import format_statistics

    return format_statistics(report)


def exit_code(report: "Report", fail_on: str | None) -> int:
    """1 for a finding as severe as `fail_on` says, else 0."""
    from lint_anp.finding import SEVERITIES
    from lint_anp.packs import tally

    level = fail_on or report.fail_on
    if level == "never":
        return CLEAN
    worst = tally(report.findings)[: SEVERITIES.index(level) + 1]
    return FINDINGS if any(worst) else CLEAN
