"""Paths as reports, configs and indexes write them: with `/`."""

import os


def shown(path: str) -> str:
    """A path as reports print it."""
    return path if os.sep == "/" else path.replace(os.sep, "/")


def relative(path: str, folder: str = os.curdir) -> str:
    """A path as seen from a folder; the whole path where none leads there from the folder, as
    between the drives of Windows."""
    try:
        return shown(os.path.relpath(path, folder))
    except ValueError:
        return shown(os.path.abspath(path))


def bytewise(path: str) -> str:
    """A path with a character for each of its bytes: a database takes it, as it does no name that
    is not UTF-8, and has it in the order of bytes."""
    return path if path.isascii() else os.fsencode(path).decode("latin-1")


def from_bytewise(path: str) -> str:
    """The path that `bytewise` was given."""
    return path if path.isascii() else os.fsdecode(path.encode("latin-1"))


def name_in(root: str, path: str) -> str:
    """The name that the index of a site has for a file."""
    return bytewise(relative(path, root))


def rank_of(path: str) -> str:
    """What paths are put in order by, the same from whichever folder they are told."""
    return bytewise(os.path.abspath(path))


def is_outside(path: str) -> bool:
    """Whether a path as `relative` gives it leads out of its folder."""
    return path == ".." or path.startswith("../") or os.path.isabs(path)


def from_here(path: str) -> str:
    """A path as seen from the current folder where it lies below, else as it is."""
    here = relative(path)
    return shown(path) if is_outside(here) else here
