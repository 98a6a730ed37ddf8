"""All commands, of which a run imports the one that it was asked for."""

from importlib import import_module

import click

from lint_anp import __version__
from lint_anp.cli.console import CLEAN, WRONG_INPUT, complain

COMMANDS = {
    "check": ("check", "check"),
    "templates": ("templates", "print_templates"),
    "baseline": ("baseline", "baseline_group"),
    "index": ("index", "index_group"),
    "test": ("rules", "run_examples"),
    "explain": ("rules", "explain_rule"),
    "rules": ("rules", "print_rules"),
    "schema": ("rules", "print_schema"),
    "config": ("site", "print_config"),
    "init": ("site", "write_config"),
}
"""By name: the module of a command, and what it is called there."""


class Commands(click.Group):
    """The commands, of which a run imports the one that it was asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # all, where there is none of this name: the error tells which are like it
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            module, called = COMMANDS[name]
            self.commands[name] = getattr(import_module(f"lint_anp.cli.{module}"), called)
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Lint posts that nobody has read yet: their meta, their text and their images.

    Exit codes: 0 clean or below --fail-on, 1 findings, 2 wrong input, 101 a bug of lint-anp.
    """


def run_command(arguments: list[str]) -> int:
    """The exit code of a command line."""
    try:
        code = cli.main(arguments, prog_name="lint-anp", standalone_mode=False)
        return code if isinstance(code, int) else CLEAN
    except click.UsageError as error:
        error.show()
        return WRONG_INPUT
    except click.ClickException as error:
        complain(f"error: {error.format_message()}\n")
        return WRONG_INPUT
    except click.Abort:
        raise KeyboardInterrupt from None
