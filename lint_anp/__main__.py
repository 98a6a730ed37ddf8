"""`python -m lint_anp` is the command `lint-anp`."""

from lint_anp.cli import main

if __name__ == "__main__":
    main()
