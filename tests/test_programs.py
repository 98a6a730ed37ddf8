"""What other programs print is read in the same way on every system."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from lint_anp.programs import Printed, printed_by, run, spawn

WAYS = [
    pytest.param(run, id="as every system does"),
    pytest.param(
        spawn,
        id="as systems but Windows do",
        marks=pytest.mark.skipif(not hasattr(os, "posix_spawnp"), reason="Windows has none"),
    ),
]

Way = Callable[[list[str]], Printed | None]

LONG = "x" * 300_000
PROGRAMS = [
    pytest.param("", Printed(b"", b""), id="nothing printed"),
    pytest.param("import sys; sys.stdout.write('a\\0ü')", Printed("a\0ü".encode(), b""), id="text"),
    pytest.param(
        "import sys; sys.stderr.write('no'); print('some', end='')",
        Printed(b"some", b"no"),
        id="a complaint",
    ),
    pytest.param(
        "import sys; sys.stderr.write('x' * 300_000); print('x' * 300_000, end='')",
        Printed(LONG.encode(), LONG.encode()),
        id="more than pipes hold",
    ),
    pytest.param("print('some'); raise SystemExit(3)", None, id="a program that fails"),
    pytest.param("import os; os.kill(os.getpid(), 9)", None, id="a program that is killed"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("program", "printed"), PROGRAMS)
def test_what_a_program_prints_is_read(
    way: Way, program: str, printed: Printed | None, capfd: pytest.CaptureFixture[str]
) -> None:
    assert way([sys.executable, "-X", "utf8", "-c", program]) == printed
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("way", WAYS)
def test_what_prints_is_read_where_the_ends_of_children_are_ignored(way: Way) -> None:
    with ends_ignored():
        assert way([sys.executable, "-c", "print('some', end='')"]) == Printed(b"some", b"")


@pytest.mark.parametrize("way", WAYS)
def test_a_program_has_the_environment_that_it_is_given(way: Callable[..., Printed | None]) -> None:
    program = "import os; print(os.environ.get('GIVEN'), 'PATH' in os.environ, end='')"
    command = [sys.executable, "-E", "-c", program]
    assert way(command, {"GIVEN": "so"}) == Printed(b"so False", b"")


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
