"""Git asked through its plumbing: the repository, its commits, the contents of its objects.

No command here writes to the work tree, the index or the objects.
"""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lint_anp.errors import InputError, reason_of

if TYPE_CHECKING:
    import subprocess

SETTINGS = ("-c", "core.fsmonitor=false")
"""A repository may name a program as its fsmonitor; a linter does not start it."""

ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",  # a file may be called '*.md'
    "GIT_OPTIONAL_LOCKS": "0",  # do not rewrite the index with fresh time stamps
    "GIT_TERMINAL_PROMPT": "0",  # a partial clone may fetch; it must not ask for a password
    "LC_ALL": "C",
}

REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE")
"""By these a hook is told its repository; for git in any other folder they name a wrong one, or
take that folder for its root."""

REFUSALS = {
    "not a git repository": "'{folder}' is in no git repository; run it in one, or leave out what "
    "asks git",
    "must be run in a work tree": "'{folder}' is in a git repository, but in no work tree of it; "
    "run it in a checkout",
    "dubious ownership": "git does not trust the repository of '{folder}', which another user "
    "owns; run 'git config --global --add safe.directory FOLDER'",
}
"""Why git refuses a folder: by words of its own message, ours."""


def repository_of(folder: str) -> str | None:
    """The root of the git work tree that a folder lies in."""
    folder = os.path.abspath(folder)
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def surroundings(repository: str | None) -> dict[str, str]:
    """The environment of git in a folder of a repository, which it finds by itself, or of none."""
    names = () if repository is None else REPOSITORY
    return {name: value for name, value in os.environ.items() if name not in names}


def find_root(folder: str = ".") -> str:
    """The top folder of the work tree that `folder` lies in; raises InputError outside of one."""
    return os.path.realpath(ask(folder, "rev-parse", "--show-toplevel").rstrip("\n"))


def find_merge_base(root: str, ref: str) -> str:
    """The id of the commit at which HEAD and `ref` went apart.

    Raises InputError for a name that git does not know, and where there is no such commit.
    """
    commit, head = find_commit(root, ref), find_commit(root, "HEAD")
    done = run_git(root, "merge-base", commit, head)
    if done.returncode == 0:
        return text_of(done.stdout).split("\n")[0]
    if is_shallow(root):
        raise InputError(
            f"'{ref}' and HEAD have no common commit in this shallow clone; run "
            "'git fetch --unshallow' (GitHub: 'fetch-depth: 0' for actions/checkout, GitLab: "
            "'GIT_DEPTH: 0')"
        )
    raise InputError(f"'{ref}' and HEAD have no common commit; name a branch that HEAD stems from")


def find_commit(root: str, ref: str) -> str:
    """The id of the commit that a name stands for; raises InputError where there is none."""
    if ref and not ref.startswith("-"):
        done = run_git(root, "rev-parse", "--verify", "--quiet", ref + "^{commit}")
        if done.returncode == 0:
            return text_of(done.stdout).strip()
    if ref == "HEAD":
        raise InputError("the repository has no commit yet, so there is nothing to compare with")
    fetch = "git fetch --unshallow origin" if is_shallow(root) else "git fetch origin"
    raise InputError(
        f"git knows no commit by the name '{ref}'; see 'git branch --all', or run '{fetch}' first"
    )


def is_shallow(root: str) -> bool:
    """Whether a clone holds only the last commits."""
    return ask(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def read_blobs(root: str, blobs: Iterable[str]) -> dict[str, bytes]:
    """The contents of objects by their ids; raises InputError for one that is not there."""
    asked = list(dict.fromkeys(blobs))
    if not asked:
        return {}
    printed = run_git(root, "cat-file", "--batch", stdin="\n".join(asked) + "\n").stdout
    contents: dict[str, bytes] = {}
    at = 0
    for blob in asked:
        end = printed.find(b"\n", at)
        header = printed[at:end].split(b" ")  # id, type, size
        if end < 0 or len(header) != 3:
            raise InputError(
                f"git cannot read the object {blob}: the clone is damaged or partial; run "
                "'git fsck', or 'git fetch --refetch origin'"
            )
        at = end + 1 + int(header[2])
        contents[blob] = printed[end + 1 : at]
        at += 1
    return contents


def ask(folder: str, *command: str, stdin: str = "", index: str | None = None) -> str:
    """What a git command prints; raises InputError, in git's own words at worst, if it fails."""
    done = run_git(folder, *command, stdin=stdin, index=index)
    if done.returncode == 0:
        return text_of(done.stdout)
    words = text_of(done.stderr).strip()
    for sign, refusal in REFUSALS.items():
        if sign in words:
            raise InputError(refusal.format(folder=folder))
    raise InputError(f"'git {command[0]}' failed: {words or f'exit code {done.returncode}'}")


def run_git(
    folder: str, *command: str, stdin: str = "", index: str | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Runs a git command in a folder, on another index file where one is given.

    Raises InputError where git cannot be started.
    """
    import subprocess

    more: Mapping[str, str] = {} if index is None else {"GIT_INDEX_FILE": index}
    try:
        return subprocess.run(
            ["git", "-C", folder, *SETTINGS, *command],
            input=stdin.encode("utf-8", "surrogateescape"),
            capture_output=True,
            env={**surroundings(repository_of(folder)), **ENVIRONMENT, **more},
            check=False,
        )
    except OSError as error:
        reason = reason_of(error)
        raise InputError(
            f"'git' cannot be started: {reason}; install it, or leave out what asks git"
        ) from None


def text_of(output: bytes) -> str:
    """What git printed; names that are not UTF-8 survive as surrogates."""
    return output.decode("utf-8", "surrogateescape")


def split(output: str) -> list[str]:
    """The records of a command that was given -z."""
    return output.split("\0")[:-1]
