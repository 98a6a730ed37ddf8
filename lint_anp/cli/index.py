"""`lint-anp index`: what a site keeps to compare one post with all others at once."""

import os
import sys

import click

from lint_anp.cli.console import progress_on, write
from lint_anp.errors import InputError
from lint_anp.report.phrases import count


@click.group("index")
def index_group() -> None:
    """Look at, build or drop the index of a site, kept in .lint-anp beside its config.

    It is a cache: checking named files builds it and keeps it up to date.
    """


@index_group.command("status")
@click.argument("folder", default=".")
@click.option("--config", "config_path", metavar="FILE", help="Use this config.")
def show_status(folder: str, config_path: str | None) -> None:
    """Tell where the index is, how large, and how many files changed since."""
    from lint_anp.site.index import status_of

    status = status_of(check_folder(folder), config_path)
    if status is None:
        write("There is no index yet; 'lint-anp index build' makes it, or checking a named file.\n")
        return
    each = f", {status.size / status.posts:,.0f} bytes a post" if status.posts else ""
    write(
        f"{status.path}: {count(status.posts, 'post')} in {count(status.files, 'file')}, "
        f"{status.size:,} bytes{each}; {count(status.changed, 'file')} changed since.\n"
    )


@index_group.command("build")
@click.argument("folder", default=".")
@click.option("--config", "config_path", metavar="FILE", help="Use this config.")
def build_index(folder: str, config_path: str | None) -> None:
    """Make the index, or bring it up to date."""
    from lint_anp.site.index import bring_up_to_date

    status, changed = bring_up_to_date(check_folder(folder), config_path, progress_on(sys.stderr))
    held = f"{count(status.posts, 'post')} in {count(status.files, 'file')}"
    write(f"{status.path}: {held}; {changed:,} read.\n")


@index_group.command("drop")
@click.argument("folder", default=".")
@click.option("--config", "config_path", metavar="FILE", help="Use this config.")
def drop(folder: str, config_path: str | None) -> None:
    """Delete the index; the next check of a named file builds it again."""
    from lint_anp.site.index import drop_site_index

    dropped = drop_site_index(check_folder(folder), config_path)
    write("The index is deleted.\n" if dropped else "There is no index.\n")


def check_folder(folder: str) -> str:
    """The folder, which must be there."""
    if not os.path.isdir(folder):
        raise InputError(f"{folder}: there is no such folder")
    return folder
