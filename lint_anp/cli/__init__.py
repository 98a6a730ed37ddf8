"""The command line: options in, text out, and the exit code; the only part that prints."""

import os

from lint_anp import HOMEPAGE, __version__
from lint_anp.cli.console import INTERRUPTED, OWN_BUG, WRONG_INPUT, complain, open_streams
from lint_anp.cli.options import read_plainly
from lint_anp.errors import InputError


def run_cli(arguments: list[str]) -> int:
    """The exit code of a command line; every error is told here."""
    open_streams()
    try:
        check_current_folder()
        options = read_plainly(arguments, os.environ)
        if options is not None:
            from lint_anp.cli.report import check_posts

            return check_posts(options)
        from lint_anp.cli.commands import run_command

        return run_command(arguments)
    except InputError as error:
        complain("".join(f"error: {fault}\n" for fault in error.faults))
        return WRONG_INPUT
    except KeyboardInterrupt:
        complain("interrupted\n")
        return INTERRUPTED
    except Exception:
        import traceback

        complain(f"{traceback.format_exc()}\nThis is a bug of lint-anp {__version__}. ")
        complain(f"Please report it with the lines above: {HOMEPAGE}/issues\n")
        return OWN_BUG


def check_current_folder() -> None:
    """Raises InputError where the current folder is gone: no path can be told from there."""
    try:
        os.getcwd()
    except OSError:
        raise InputError("the current folder is gone; change to one that is there") from None
