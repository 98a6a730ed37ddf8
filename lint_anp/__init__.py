"""lint-anp: the linter for posts that nobody has read yet."""

__version__ = "0.1.0"
HOMEPAGE = "https://github.com/lint-anp/lint-anp"
