"""Other programs asked for what they print."""

import os
from collections.abc import Mapping
from typing import NamedTuple

PIECE = 65_536
"""Bytes that a pipe holds."""


class Printed(NamedTuple):
    """What a program printed: to stdout, and to stderr."""

    output: bytes
    complaint: bytes


def printed_by(command: list[str], environment: Mapping[str, str] = os.environ) -> Printed | None:
    """What a program prints; None where it cannot be started, or fails."""
    try:
        return (spawn if hasattr(os, "posix_spawnp") else run)(command, environment)
    except OSError:
        return None


def spawn(command: list[str], environment: Mapping[str, str] = os.environ) -> Printed | None:
    """The same by what systems but Windows have: importing subprocess takes as long as git does."""
    output, to_output = os.pipe()
    errors, to_errors = os.pipe()
    with open(output, "rb", 0), open(errors, "rb", 0):
        try:
            actions = [(os.POSIX_SPAWN_DUP2, to_output, 1), (os.POSIX_SPAWN_DUP2, to_errors, 2)]
            process = os.posix_spawnp(command[0], command, environment, file_actions=actions)
        finally:
            os.close(to_output)
            os.close(to_errors)
        printed = Printed(*read_both(output, errors))
    try:
        _, status = os.waitpid(process, 0)
    except ChildProcessError:  # who started this process ignores how children end, and so it does
        status = 0
    return None if status else printed


def read_both(*pipes: int) -> list[bytes]:
    """All that comes through some pipes; one that nobody reads would stop who writes to it."""
    from select import select

    pieces: dict[int, list[bytes]] = {pipe: [] for pipe in pipes}
    open_ones = list(pipes)
    while open_ones:
        for pipe in select(open_ones, [], [])[0]:
            pieces[pipe].append(os.read(pipe, PIECE))
            if not pieces[pipe][-1]:
                open_ones.remove(pipe)
    return [b"".join(some) for some in pieces.values()]


def run(command: list[str], environment: Mapping[str, str] = os.environ) -> Printed | None:
    """The same by what every system has."""
    import subprocess

    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    return None if done.returncode else Printed(done.stdout, done.stderr)
