"""`lint-anp config` and `init`: the config of a site, shown and proposed."""

import os

import click

from lint_anp.cli.console import write
from lint_anp.errors import InputError


@click.command("config")
@click.argument("file", required=False)
@click.option("--config", "config_path", metavar="FILE", help="Use this config.")
def print_config(file: str | None, config_path: str | None) -> None:
    """Show each value of the config that holds for FILE, and where it comes from."""
    from lint_anp.config.check import describe_config
    from lint_anp.config.config import find_config
    from lint_anp.site.site import load_site

    if file and not os.path.lexists(file):
        raise InputError(f"{file}: there is no such file or folder")
    folder = "." if not file else file if os.path.isdir(file) else os.path.dirname(file) or "."
    write(describe_config(load_site(config_path or find_config(folder)).config, file))


@click.command("init")
@click.argument("folder", default=".")
@click.option("--force", is_flag=True, help="Replace the config that is there.")
def write_config(folder: str, force: bool) -> None:
    """Write a commented lint-anp.yaml by looking at the posts in FOLDER."""
    from lint_anp.config.init import propose_config
    from lint_anp.discovery import find_files
    from lint_anp.report.files import write_file

    if not os.path.isdir(folder):
        raise InputError(f"{folder}: there is no such folder")
    path = os.path.normpath(os.path.join(folder, "lint-anp.yaml"))
    if os.path.exists(path) and not force:
        raise InputError(f"{path}: there is a config already; --force replaces it")
    found = find_files([folder], lambda _: False)
    write_file(path, [propose_config(found.files)])
    write(f"{path} written; read it, then run 'lint-anp check {folder}'\n")
