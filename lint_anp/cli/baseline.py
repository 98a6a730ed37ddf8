"""`lint-anp baseline`: what a site lives with for now."""

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from lint_anp.cli.console import CLEAN, FINDINGS, today_of, write
from lint_anp.cli.kinds import Day

if TYPE_CHECKING:
    from lint_anp.baseline.held_back import Held


@click.group("baseline")
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
    paths: tuple[str, ...],
    baseline: str | None,
    config_path: str | None,
    today: date | None,
    *,
    may_be_new: bool = False,
) -> "Held":
    """The baseline held against all findings of a run."""
    from lint_anp.baseline.held_back import hold_baseline
    from lint_anp.request import Request, demand_baseline
    from lint_anp.run import check_all

    request = Request(
        paths=paths or (".",),
        today=today or today_of(os.environ),
        config_path=config_path,
        baseline=baseline,
    )
    if not may_be_new:
        demand_baseline(request)
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
    from lint_anp.baseline.upkeep import Note, tell_written, write_baseline
    from lint_anp.report.files import write_file

    held = held_baseline(**options, may_be_new=True)
    mandatory = held.mandatory
    note = Note(reason, owner, expires)
    written = write_baseline(held.baseline, held.applied, mandatory, note, add=add)
    write_file(held.path, [written.text])
    write(tell_written(held.baseline, written))


@baseline_group.command("check")
@baseline_options
def check_baseline_file(**options: Any) -> int:
    """Tell which entries are stale, moved, improved or expired; exit with 1 if any is."""
    from lint_anp.baseline.upkeep import is_up_to_date, tell_upkeep

    held = held_baseline(**options)
    write(tell_upkeep(held.baseline, held.applied))
    return CLEAN if is_up_to_date(held.applied) else FINDINGS


@baseline_group.command("prune")
@baseline_options
def prune_baseline_file(**options: Any) -> None:
    """Delete stale entries, and bring the paths and numbers of the others up to date."""
    from lint_anp.baseline.upkeep import prune_baseline, tell_upkeep
    from lint_anp.report.files import write_file

    held = held_baseline(**options)
    if held.baseline.source.text:
        write_file(held.path, [prune_baseline(held.applied)])
    write(tell_upkeep(held.baseline, held.applied, pruned=True))
