"""Others' validators as fixtures: a test that needs one is skipped where it cannot be had."""

from pathlib import Path

import pytest

from tests.npm_tools import MULTITOOL, RDFORMAT, Missing, Tool, find_tool


def provide(tool: Tool, config: pytest.Config) -> Path:
    """The program of a tool, kept in pytest's cache."""
    assert config.cache is not None
    try:
        return find_tool(tool, config.cache.mkdir("npm"))
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def multitool(pytestconfig: pytest.Config) -> Path:
    """Microsoft's validator of SARIF."""
    return provide(MULTITOOL, pytestconfig)


@pytest.fixture(scope="session")
def rdformat_validator(pytestconfig: pytest.Config) -> Path:
    """A validator of reviewdog's format."""
    return provide(RDFORMAT, pytestconfig)
