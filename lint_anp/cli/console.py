"""What the commands share: exit codes, today's date, and printing."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TextIO

from lint_anp.errors import InputError, reason_of
from lint_anp.plain_text import as_bytes

FEW = 100
"""Posts; fewer are read before a bar could be seen."""

CLEAN, FINDINGS, WRONG_INPUT, OWN_BUG, INTERRUPTED = 0, 1, 2, 101, 130


def today_of(environment: Mapping[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), else of the clock, in UTC."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InputError(f"SOURCE_DATE_EPOCH is '{epoch}'; it must be seconds since 1970") from None


def write(text: str) -> None:
    """Prints text as UTF-8, whatever the terminal's encoding; line ends stay as they are."""
    write_pieces([text])


def write_pieces(pieces: Iterable[str | bytes]) -> None:
    """Prints a text that comes in pieces, as far as it is read: the exit code does not depend on
    it. Raises InputError where it cannot be written."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(map(as_bytes, pieces))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        drop_output()
        reason = reason_of(error)
        raise InputError(f"the output cannot be written: {reason}") from None


def drop_output() -> None:
    """Lets what is left to print go nowhere, as it could not be printed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """Prints to stderr."""
    sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


def open_streams() -> None:
    """Opens those of the three streams that were closed, on nothing: the exit code tells all the
    same, and no file of the run takes the place of one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def progress_on(stream: TextIO) -> Callable[[int, int], None]:
    """Shows on a terminal how many of the posts to index were read, nothing where there are few."""

    def show(done: int, total: int) -> None:
        if stream.isatty() and total > FEW and (done % FEW == 0 or done == total):
            end = "\r\x1b[K" if done == total else ""
            stream.write(f"\rReading posts: {done:,} of {total:,}{end}")
            stream.flush()

    return show
