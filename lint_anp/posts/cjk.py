"""Characters of scripts without spaces."""

import re
from functools import cache

from lint_anp.posts.measures import beyond_ascii

SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Characters of Thai, Lao, Burmese and Khmer, which are no CJK and set no spaces either."""

FIRST = "\u3040"
"""The least of them; punctuation comes before it."""


@cache
def run_of_cjk() -> re.Pattern[str]:
    """A run of them; compiled where there are any, as that takes a millisecond."""
    return re.compile(
        "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
    )


def count_cjk(text: str) -> int:
    """How many characters of a text are of such a script."""
    rest = beyond_ascii(text)
    if max(set(rest), default="") < FIRST:
        return 0
    return sum(map(len, run_of_cjk().findall(rest)))


def without_cjk(text: str) -> str:
    """A text with spaces in the place of such characters."""
    return run_of_cjk().sub(" ", text)
