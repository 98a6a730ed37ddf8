"""The command line: options in, text out, and the exit code; the only module that prints."""

import os
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from lint_anp import HOMEPAGE, __version__
from lint_anp.errors import InputError

if TYPE_CHECKING:
    from lint_anp.finding import Report
    from lint_anp.held_back import Held
    from lint_anp.sites import Site

CLEAN, FINDINGS, WRONG_INPUT, OWN_BUG, INTERRUPTED = 0, 1, 2, 101, 130
CI_FORMATS = ("sarif", "github", "gitlab", "rdjson")
"""Formats whose paths count from the repository's root."""

FORMATS = ("human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson")


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-23", param, ctx)


class ReportFile(click.ParamType[tuple[str, str]]):
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Lint posts that nobody has read yet: their meta, their text, their images, their repetition.

    Exit codes: 0 clean or below --fail-on, 1 findings, 2 wrong input, 101 a bug of lint-anp.
    """


def split_names(_: click.Context, __: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """The names of an option that may be given several times and takes commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@cli.command()
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
    from lint_anp.run import Request, baseline_path, check_all

    del no_index, no_cache  # nothing is kept on disk yet; scripts may say so from the start
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    request = Request(
        paths=paths or (".",),
        today=today or today_of(os.environ),
        stdin=stdin,
        stdin_name=stdin_filename,
        baseline="" if no_baseline else baseline,
        **options,
    )
    checked = check_all(request)
    report = checked.report
    if baseline or (not no_baseline and os.path.isfile(baseline_path(request, checked.sites))):
        from lint_anp.held_back import hold_back

        report = hold_back(checked, request)
    sarif: dict[str, Any] = {"category": category, "include_suppressed": show_silenced}
    in_colour = wants_colour(colour, os.environ, sys.stdout.isatty()) and output_file is None
    text = (
        statistics_of(report)
        if statistics
        else render(style, report, colour=in_colour, quiet=quiet, **sarif)
    )
    for name, path in reports:
        write_file(path, render(name, report, quiet=quiet, **sarif))
    if summary is not None:
        append_summary(summary, report)
    if output_file is None:
        write(text)
    else:
        write_file(output_file, text)
    return CLEAN if exit_zero else exit_code(report, fail_on)


def today_of(environment: Mapping[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), else of the clock, in UTC."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InputError(f"SOURCE_DATE_EPOCH is '{epoch}'; it must be seconds since 1970") from None


def render(
    style: str, report: "Report", *, colour: bool = False, quiet: bool = False, **sarif: Any
) -> str:
    """The report in a format; only that format's module is imported."""
    if style == "human":
        from lint_anp.report.human import format_human

        return format_human(report, colour=colour, quiet=quiet)
    if style in CI_FORMATS:
        from lint_anp.report.rebase import rebase

        root = repository_root(os.environ)
        report = rebase(report, os.getcwd().replace(os.sep, "/"), root)
    if style == "sarif":
        from lint_anp.report.sarif import format_sarif

        return format_sarif(report, lambda path: read_bytes(os.path.join(root, path)), **sarif)
    formats = import_module(f"lint_anp.report.{'json' if style == 'jsonl' else style}")
    return str(getattr(formats, f"format_{style}")(report))


def repository_root(environment: Mapping[str, str]) -> str:
    """The folder that CI services count paths from: the one that they name, else the nearest with
    a `.git` upwards, else the current one."""
    here = folder = os.getcwd()
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        named = environment.get(name, "")
        if named and (here + os.sep).startswith(named.rstrip("/\\") + os.sep):
            return named.replace(os.sep, "/")
    while not os.path.exists(os.path.join(folder, ".git")):
        folder, last = os.path.dirname(folder), folder
        if folder == last:
            return here.replace(os.sep, "/")
    return folder.replace(os.sep, "/")


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

    level = fail_on or report.fail_on
    if level == "never":
        return CLEAN
    worst = SEVERITIES[: SEVERITIES.index(level) + 1]
    return FINDINGS if any(finding.severity in worst for finding in report.findings) else CLEAN


@cli.group("baseline")
def baseline_group() -> None:
    """Live with the findings of today, and hear of new ones only."""


def baseline_options(command: Any) -> Any:
    """The options that the commands on the baseline share."""
    for option in (
        click.option("--today", type=Day(), metavar="DATE", help="The day that expiry dates meet."),
        click.option("--config", "config_path", metavar="FILE", help="Use this config."),
        click.option(
            "--baseline", metavar="FILE", help="The baseline; beside the config by default."
        ),
        click.argument("paths", nargs=-1),
    ):
        command = option(command)
    return command


def held_baseline(
    paths: tuple[str, ...], baseline: str | None, config_path: str | None, today: date | None
) -> "Held":
    """The baseline held against all findings of a run."""
    from lint_anp.held_back import hold_baseline
    from lint_anp.run import Request, check_all

    request = Request(
        paths=paths or (".",),
        today=today or today_of(os.environ),
        config_path=config_path,
        baseline=baseline,
    )
    return hold_baseline(check_all(request), request)


@baseline_group.command("write")
@baseline_options
@click.option("--add", is_flag=True, help="Let a baseline that is there grow.")
@click.option("--reason", default="", help="Why these findings may stay.")
@click.option("--owner", default="", help="Who answers for them.")
@click.option("--expires", type=Day(), metavar="DATE", help="The last day on which they may stay.")
def write_baseline_file(
    add: bool, reason: str, owner: str, expires: date | None, **options: Any
) -> None:
    """Write the findings of today into the baseline; one that is there grows with --add only."""
    from lint_anp.baseline_upkeep import Note, tell_written, write_baseline
    from lint_anp.report.files import write_file

    held = held_baseline(**options)
    mandatory = held.mandatory
    note = Note(reason, owner, expires)
    written = write_baseline(held.baseline, held.applied, mandatory, note, add=add)
    write_file(held.path, written.text)
    write(tell_written(held.baseline, written))


@baseline_group.command("check")
@baseline_options
def check_baseline_file(**options: Any) -> int:
    """Tell which entries are stale, moved, improved or expired; exit with 1 if any is."""
    from lint_anp.baseline_upkeep import is_up_to_date, tell_upkeep

    held = held_baseline(**options)
    write(tell_upkeep(held.baseline, held.applied))
    return CLEAN if is_up_to_date(held.applied) else FINDINGS


@baseline_group.command("prune")
@baseline_options
def prune_baseline_file(**options: Any) -> None:
    """Delete stale entries, and bring the paths and numbers of the others up to date."""
    from lint_anp.baseline_upkeep import prune_baseline, tell_upkeep
    from lint_anp.report.files import write_file

    held = held_baseline(**options)
    if held.baseline.source.text:
        write_file(held.path, prune_baseline(held.applied))
    write(tell_upkeep(held.baseline, held.applied, pruned=True))


@cli.command("test")
@click.argument("rules", nargs=-1, metavar="[RULE]...")
@click.option("--config", "config_path", metavar="FILE", help="The config that names your rules.")
@click.option("--quiet", "-q", is_flag=True, help="Print failures only.")
def run_examples(rules: tuple[str, ...], config_path: str | None, quiet: bool) -> int:
    """Run the examples of rules: built-in ones, and those that the config names."""
    from lint_anp.engine.selftest import test_rules
    from lint_anp.report.examples import format_results

    rulebook = site_here(config_path).rulebook
    results = test_rules(rulebook, sorted(rulebook.expand(rules)) if rules else rulebook.rules)
    write(format_results(results, quiet=quiet))
    return FINDINGS if any(result.problem for result in results) else CLEAN


@cli.command("explain")
@click.argument("rule", required=False)
@click.option("--language", is_flag=True, help="List the names and functions of the rule language.")
@click.option("--config", "config_path", metavar="FILE", help="The config that names your rules.")
def explain_rule(rule: str | None, language: bool, config_path: str | None) -> None:
    """Print a rule's page: what, why, options, examples, how to silence it."""
    from lint_anp.engine.explain import describe_language, explain

    if language:
        write(describe_language())
        return
    if rule is None:
        raise InputError("name a rule; 'lint-anp rules' lists them")
    rulebook = site_here(config_path).rulebook
    write("\n".join(explain(rulebook.rules[id_]) for id_ in sorted(rulebook.expand([rule]))))


@cli.command("rules")
@click.option("--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text")
@click.option("--config", "config_path", metavar="FILE", help="The config that names your rules.")
def print_rules(style: str, config_path: str | None) -> None:
    """List the rules."""
    from lint_anp.engine.explain import list_rules, list_rules_json, list_rules_markdown

    lists = {"text": list_rules, "json": list_rules_json, "markdown": list_rules_markdown}
    write(lists[style](site_here(config_path).rulebook))


@cli.command("schema")
@click.argument("name", type=click.Choice(["meta", "config", "rule"]), default="meta")
def print_schema(name: str) -> None:
    """Print the JSON Schema of a post's meta, of the config, or of a rule file."""
    from lint_anp.schema.shape import schema_text

    write(schema_text(name))


@cli.command("config")
@click.argument("file", required=False)
@click.option("--config", "config_path", metavar="FILE", help="Use this config.")
def print_config(file: str | None, config_path: str | None) -> None:
    """Show each value of the config that holds for FILE, and where it comes from."""
    from lint_anp.config import find_config
    from lint_anp.config_check import describe_config
    from lint_anp.sites import load_site

    if file and not os.path.lexists(file):
        raise InputError(f"{file}: there is no such file or folder")
    folder = "." if not file else file if os.path.isdir(file) else os.path.dirname(file) or "."
    write(describe_config(load_site(config_path or find_config(folder)).config, file))


@cli.command("init")
@click.argument("folder", default=".")
@click.option("--force", is_flag=True, help="Replace the config that is there.")
def write_config(folder: str, force: bool) -> None:
    """Write a commented lint-anp.yaml by looking at the posts in FOLDER."""
    from lint_anp.discovery import find_files
    from lint_anp.init import propose_config
    from lint_anp.report.files import write_file

    if not os.path.isdir(folder):
        raise InputError(f"{folder}: there is no such folder")
    path = os.path.normpath(os.path.join(folder, "lint-anp.yaml"))
    if os.path.exists(path) and not force:
        raise InputError(f"{path}: there is a config already; --force replaces it")
    found = find_files([folder], lambda _: False)
    write_file(path, propose_config(found.files))
    write(f"{path} written; read it, then run 'lint-anp check {folder}'\n")


def site_here(config_path: str | None) -> "Site":
    """The site of the current folder."""
    from lint_anp.config import find_config
    from lint_anp.sites import load_site

    return load_site(config_path or find_config("."))


def write(text: str) -> None:
    """Prints text as UTF-8, whatever the terminal's encoding; line ends stay as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """Prints to stderr."""
    sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


def main() -> None:
    """Runs the command line and exits with its code."""
    sys.exit(run_cli(sys.argv[1:]))


def run_cli(arguments: list[str]) -> int:
    """The exit code of a command line; every error is told here."""
    try:
        code = cli.main(arguments, prog_name="lint-anp", standalone_mode=False)
        return code if isinstance(code, int) else CLEAN
    except InputError as error:
        complain("".join(f"error: {fault}\n" for fault in error.faults))
        return WRONG_INPUT
    except click.UsageError as error:
        error.show()
        return WRONG_INPUT
    except click.ClickException as error:
        complain(f"error: {error.format_message()}\n")
        return WRONG_INPUT
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Exception:
        import traceback

        complain(f"{traceback.format_exc()}\nThis is a bug of lint-anp {__version__}. ")
        complain(f"Please report it with the lines above: {HOMEPAGE}/issues\n")
        return OWN_BUG
