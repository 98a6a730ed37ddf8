"""The command `lint-anp`, which is `python -m lint_anp`, too."""

import gc
import sys


def main() -> None:
    """Runs the command line and exits with its code.

    A run makes values and drops none in circles, so that looking for these would find nothing: not
    while it goes on, which takes a tenth of a large run, and not at its end.
    """
    gc.disable()
    from lint_anp.cli import run_cli

    code = run_cli(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
