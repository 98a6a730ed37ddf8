"""`lint-anp check`: the main command and its options."""

from typing import Any

import click

from lint_anp.cli.kinds import Day, split_names
from lint_anp.cli.options import FORMATS, OUTPUT_FORMAT, CheckOptions
from lint_anp.cli.report import check_posts


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
    envvar=OUTPUT_FORMAT,
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
@click.option("--no-cache", is_flag=True, help="Use nothing that earlier runs kept.")
def check(**options: Any) -> int:
    """Check posts: files, folders, globs, or '-' for standard input.  [default: this folder]"""
    return check_posts(CheckOptions(**options))
