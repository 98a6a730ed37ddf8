"""The command line: options in, text out, and the exit code; the only part that prints."""

import os
import sys

import click

from lint_anp import HOMEPAGE, __version__
from lint_anp.cli.baseline import baseline_group
from lint_anp.cli.check import check
from lint_anp.cli.console import CLEAN, INTERRUPTED, OWN_BUG, WRONG_INPUT, complain
from lint_anp.cli.index import index_group
from lint_anp.cli.rules import explain_rule, print_rules, print_schema, run_examples
from lint_anp.cli.site import print_config, write_config
from lint_anp.cli.templates import print_templates
from lint_anp.errors import InputError

COMMANDS: tuple[click.Command, ...] = (
    check,
    print_templates,
    baseline_group,
    index_group,
    run_examples,
    explain_rule,
    print_rules,
    print_schema,
    print_config,
    write_config,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Lint posts that nobody has read yet: their meta, their text and their images.

    Exit codes: 0 clean or below --fail-on, 1 findings, 2 wrong input, 101 a bug of lint-anp.
    """


for command in COMMANDS:
    cli.add_command(command)


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
