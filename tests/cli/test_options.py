"""A check of paths with flags and a format is read as the parser of all options reads it."""

from collections.abc import Callable
from typing import Any

import pytest

from lint_anp.cli import check
from lint_anp.cli.commands import run_command
from lint_anp.cli.options import FLAGS, FORMATS, CheckOptions, read_plainly

PLAIN = [
    pytest.param(["check"], id="no paths"),
    pytest.param(["check", "a.md", "b c.md", "check", ""], id="paths"),
    *[pytest.param(["check", flag, "a.md"], id=flag) for flag in sorted(FLAGS)],
    pytest.param(["check", *sorted(FLAGS)], id="all flags"),
    pytest.param(["check", "a.md", "--quiet", "b.md", "-q"], id="a flag between paths, and again"),
    *[pytest.param(["check", "a.md", "--format", name], id=name) for name in FORMATS],
    pytest.param(["check", "--format=github", "a.md", "-q"], id="a format with its option"),
    pytest.param(["check", "--format", "no", "--format", "json"], id="the last of two formats"),
    pytest.param(["check", "a=b.md"], id="a path with an equals sign"),
]

NOT_PLAIN: list[tuple[list[str], dict[str, str]]] = [
    ([], {}),
    (["rules"], {}),
    (["--version"], {}),
    (["--help"], {}),
    (["check", "--help"], {}),
    (["check", "-"], {}),
    (["check", "--", "-a.md"], {}),
    (["check", "--select", "images"], {}),
    (["check", "--select=images"], {}),
    (["check", "-j1"], {}),
    (["check", "--quie"], {}),
    (["check", "--quiet=yes"], {}),
    (["check", "--format", "text"], {}),
    (["check", "--format="], {}),
    (["check", "a.md", "--format"], {}),
    (["check", "--format", "--quiet", "a.md"], {}),
    (["check", "--form", "json"], {}),
    (["check", "--format", "json"], {"LINT_ANP_OUTPUT_FORMAT": "human"}),
    (["check", "a.md"], {"LINT_ANP_OUTPUT_FORMAT": "json"}),
    (["check", "a.md"], {"_LINT_ANP_COMPLETE": "bash_complete"}),
]


@pytest.mark.parametrize("arguments", PLAIN)
def test_a_plain_command_line_is_read_as_the_parser_does(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[CheckOptions] = []
    keep: Callable[[CheckOptions], Any] = read.append
    monkeypatch.setattr(check, "check_posts", keep)
    monkeypatch.delenv("LINT_ANP_OUTPUT_FORMAT", raising=False)
    assert run_command(arguments) == 0
    assert read == [read_plainly(arguments, {})]


@pytest.mark.parametrize(("arguments", "environment"), NOT_PLAIN)
def test_any_other_is_left_to_the_parser(arguments: list[str], environment: dict[str, str]) -> None:
    assert read_plainly(arguments, environment) is None
