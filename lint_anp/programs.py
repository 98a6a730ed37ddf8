"""Other programs asked for what they print."""

import os


def printed_by(command: list[str]) -> bytes | None:
    """What a program prints to stdout; None where it cannot be started, or fails."""
    try:
        return spawn(command) if hasattr(os, "posix_spawnp") else run(command)
    except OSError:
        return None


def spawn(command: list[str]) -> bytes | None:
    """The same by what systems but Windows have: importing subprocess takes as long as git does."""
    reading, writing = os.pipe()
    with open(reading, "rb") as pipe:
        try:
            output = os.POSIX_SPAWN_DUP2, writing, 1
            errors = os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0
            process = os.posix_spawnp(
                command[0], command, os.environ, file_actions=[output, errors]
            )
        finally:
            os.close(writing)
        printed = pipe.read()
    try:
        _, status = os.waitpid(process, 0)
    except ChildProcessError:  # who started this process ignores how children end, and so it does
        status = 0
    return None if status else printed


def run(command: list[str]) -> bytes | None:
    """The same by what every system has."""
    import subprocess

    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return None if done.returncode else done.stdout
