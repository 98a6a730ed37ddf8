"""Reports written to files: whole or not at all."""

import os
import stat
from collections.abc import Iterable

from lint_anp.errors import InputError, reason_of
from lint_anp.plain_text import as_bytes


def write_file(path: str, pieces: Iterable[str | bytes]) -> None:
    """Writes a text, in pieces, as UTF-8 to the file at `path`: others see the old content or the
    new, never a part. A link stays one and its target is replaced; a pipe or a device is written
    to.

    Raises InputError where it cannot be written.
    """
    data = map(as_bytes, pieces)
    try:
        if is_stream(path):
            with open(path, "wb") as stream:
                stream.writelines(data)
        else:
            replace_file(os.path.realpath(path), data)
    except OSError as error:
        reason = reason_of(error)
        raise InputError(
            f"{path}: the report cannot be written: {reason}; name a file in a folder that is "
            "there and may be written to"
        ) from error


def is_stream(path: str) -> bool:
    """Whether a pipe or a device stands at `path`, or one that stands for an open file."""
    if path.startswith(("/dev/", "/proc/")):
        return True
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def replace_file(path: str, data: Iterable[bytes]) -> None:
    """Puts a new file in the place of `path`, with the permissions of the one it replaces."""
    draft = f"{path}.{os.urandom(4).hex()}.tmp"
    try:
        with open(draft, "xb") as file:
            file.writelines(data)
        if os.path.exists(path):
            os.chmod(draft, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(draft, path)
    except BaseException:
        if os.path.exists(draft):
            os.unlink(draft)
        raise
