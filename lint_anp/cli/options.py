"""The options of a check, which need no parser where they are none but flags and a format."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

FORMATS = ("human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson")


class CheckOptions(NamedTuple):
    """What the command line says of a check, and what holds where it says nothing."""

    paths: tuple[str, ...] = ()
    style: str = "human"
    reports: tuple[tuple[str, str], ...] = ()
    output_file: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config_path: str | None = None
    fail_on: str | None = None
    exit_zero: bool = False
    force_exclude: bool = False
    stdin_filename: str | None = None
    today: date | None = None
    diff_base: str | None = None
    baseline: str | None = None
    no_baseline: bool = False
    summary: str | None = None
    category: str = ""
    show_silenced: bool = False
    statistics: bool = False
    quiet: bool = False
    colour: str = "auto"
    jobs: int = 0
    no_index: bool = False
    no_cache: bool = False


FLAGS = {
    "-q": "quiet",
    **{
        "--" + name.replace("_", "-"): name
        for name, without in CheckOptions._field_defaults.items()
        if without is False
    },
}
"""The fields of options that take no value, by how they are written."""

OUTPUT_FORMAT = "LINT_ANP_OUTPUT_FORMAT"
"""The variable of the environment that names a format."""

COMPLETION = "_LINT_ANP_COMPLETE"
"""The variable with which a shell asks how a word goes on."""


def read_plainly(arguments: list[str], environment: Mapping[str, str]) -> CheckOptions | None:
    """The options of a check of paths, perhaps with flags and a format, as hooks write it; None for
    any other command line: the parser that reads it takes longer to import than such a check
    takes."""
    if arguments[:1] != ["check"] or OUTPUT_FORMAT in environment or COMPLETION in environment:
        return None
    given: dict[str, Any] = {}
    paths: list[str] = []
    words = iter(arguments[1:])
    for word in words:
        option, equals, value = word.partition("=")
        if option == "--format":
            given["style"] = value if equals else next(words, "")
        elif word in FLAGS:
            given[FLAGS[word]] = True
        elif word.startswith("-"):
            return None
        else:
            paths.append(word)
    options = CheckOptions(tuple(paths), **given)
    return options if options.style in FORMATS else None
