"""`lint-anp check`: the main command, its options and its formats."""

import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from math import inf
from typing import TYPE_CHECKING, Any

import click

from lint_anp.cli.console import (
    CLEAN,
    FINDINGS,
    Day,
    progress_on,
    split_names,
    today_of,
    write_pieces,
)
from lint_anp.errors import InputError
from lint_anp.paths import shown

if TYPE_CHECKING:
    from lint_anp.finding import Report

CI_FORMATS = ("sarif", "github", "gitlab", "rdjson")
"""Formats whose paths count from the repository's root."""

FORMATS = ("human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson")


class ReportFile(click.ParamType):  # type: ignore[type-arg]
    """A further report, as FORMAT=FILE."""

    name = "format=file"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, _, path = value.partition("=")
        if name not in FORMATS or not path:
            self.fail(f"{value!r} is not FORMAT=FILE with a format of {', '.join(FORMATS)}")
        return name, path


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="human",
    show_default=True,
    envvar="LINT_ANP_OUTPUT_FORMAT",
    help="How findings are printed.",
)
@click.option(
    "--report",
    "reports",
    type=ReportFile(),
    multiple=True,
    metavar="FORMAT=FILE",
    help="Also write a report to a file; may be given several times.",
)
@click.option(
    "--output-file", "-o", metavar="FILE", help="Write the findings there, not to stdout."
)
@click.option(
    "--select",
    "-s",
    multiple=True,
    callback=split_names,
    metavar="RULES",
    help="Run only these rules or topics.",
)
@click.option(
    "--ignore",
    "-i",
    multiple=True,
    callback=split_names,
    metavar="RULES",
    help="Leave out these rules or topics.",
)
@click.option("--config", "config_path", metavar="FILE", help="Use this config for every post.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="The least severity that makes the exit code 1.  [default: warning]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even when named.")
@click.option("--stdin-filename", metavar="NAME", help="The name of the post read from '-'.")
@click.option(
    "--today",
    type=Day(),
    metavar="DATE",
    help="The day that dates are held against.  [default: SOURCE_DATE_EPOCH, the clock]",
)
@click.option("--diff-base", metavar="REF", help="Only findings that are new since REF.")
@click.option("--baseline", metavar="FILE", help="The baseline; beside the config by default.")
@click.option("--no-baseline", is_flag=True, help="Report what the baseline holds, too.")
@click.option(
    "--summary", metavar="FILE", help="Append a Markdown summary (GitHub's step summary)."
)
@click.option("--category", default="", metavar="NAME", help="SARIF's automationDetails category.")
@click.option("--show-silenced", is_flag=True, help="Put silenced findings into SARIF, too.")
@click.option("--statistics", is_flag=True, help="Print how often each rule was broken instead.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings only: no closing count.")
@click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto heeds NO_COLOR, FORCE_COLOR, the terminal.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Processes that judge files; 0 is one a processor.",
)
@click.option("--no-index", is_flag=True, help="Use no index of the site's posts on disk.")
@click.option("--no-cache", is_flag=True, help="Use no results of earlier runs.")
def check(
    paths: tuple[str, ...],
    style: str,
    reports: tuple[tuple[str, str], ...],
    output_file: str | None,
    fail_on: str | None,
    exit_zero: bool,
    stdin_filename: str | None,
    today: date | None,
    statistics: bool,
    quiet: bool,
    colour: str,
    no_index: bool,
    no_cache: bool,
    baseline: str | None,
    no_baseline: bool,
    summary: str | None,
    category: str,
    show_silenced: bool,
    **options: Any,
) -> int:
    """Check posts: files, folders, globs, or '-' for standard input.  [default: this folder]"""
    from lint_anp.report.colour import wants_colour
    from lint_anp.report.files import write_file
    from lint_anp.request import Request, has_baseline
    from lint_anp.run import check_all

    stdin = sys.stdin.buffer.read() if "-" in paths else None
    request = Request(
        paths=paths or (".",),
        today=today or today_of(os.environ),
        stdin=stdin,
        stdin_name=stdin_filename,
        baseline="" if no_baseline else baseline,
        use_index=not no_index,
        use_cache=not no_cache,
        on_progress=progress_on(sys.stderr),
        whole=told_whole(style, reports, is_counted=statistics, is_summed=summary is not None),
        **options,
    )
    checked = check_all(request)
    report = checked.report
    if has_baseline(request, checked.sites):
        from lint_anp.baseline.held_back import hold_back

        report = hold_back(checked, request)
    sarif: dict[str, Any] = {"category": category, "include_suppressed": show_silenced}
    if stdin is not None:
        sarif["typed"] = {os.path.abspath(stdin_filename or ""): stdin}
    in_colour = wants_colour(colour, os.environ, sys.stdout.isatty()) and output_file is None
    text = (
        [statistics_of(report)]
        if statistics
        else render(style, report, colour=in_colour, quiet=quiet, **sarif)
    )
    for name, path in reports:
        write_file(path, render(name, report, quiet=quiet, **sarif))
    if summary is not None:
        append_summary(summary, report)
    if output_file is None:
        write_pieces(text)
    else:
        write_file(output_file, text)
    return CLEAN if exit_zero else exit_code(report, fail_on)


def told_whole(
    style: str, reports: Iterable[tuple[str, str]], *, is_counted: bool, is_summed: bool
) -> float:
    """Up to how many findings of a file the reports ask for more than the line of each."""
    styles = {name for name, _ in reports} | ({"concise"} if is_counted else {style})
    if is_summed or not styles <= {"human", "concise"}:
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
        raise InputError(f"{path}: the summary cannot be written: {error.strerror}") from None


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
