"""What other programs print is read in the same way on every system."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from lint_anp.programs import printed_by, run, spawn

WAYS = [
    pytest.param(run, id="as every system does"),
    pytest.param(
        spawn,
        id="as systems but Windows do",
        marks=pytest.mark.skipif(not hasattr(os, "posix_spawnp"), reason="Windows has none"),
    ),
]

PROGRAMS = [
    pytest.param("", b"", id="nothing printed"),
    pytest.param("import sys; sys.stdout.write('a\\0ü')", "a\0ü".encode(), id="text"),
    pytest.param("print('x' * 300_000, end='')", b"x" * 300_000, id="more than a pipe holds"),
    pytest.param("import sys; print('no', file=sys.stderr)", b"", id="stderr is left out"),
    pytest.param("print('some'); raise SystemExit(3)", None, id="a program that fails"),
    pytest.param("import os; os.kill(os.getpid(), 9)", None, id="a program that is killed"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("program", "printed"), PROGRAMS)
def test_what_a_program_prints_is_read(
    way: Callable[[list[str]], bytes | None],
    program: str,
    printed: bytes | None,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert way([sys.executable, "-X", "utf8", "-c", program]) == printed
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("way", WAYS)
def test_what_prints_is_read_where_the_ends_of_children_are_ignored(
    way: Callable[[list[str]], bytes | None],
) -> None:
    with ends_ignored():
        assert way([sys.executable, "-c", "print('some', end='')"]) == b"some"


@contextmanager
def ends_ignored() -> Iterator[None]:
    """As a run is started by a program that does not care how its children end."""
    if not hasattr(signal, "SIGCHLD"):
        yield
        return
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_program_that_is_not_there_prints_nothing() -> None:
    assert printed_by(["no-such-program-anywhere"]) is None
