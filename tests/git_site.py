"""Small sites in real git repositories, and a checker for whom every `FAULT` is a finding."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from lint_anp.finding import Finding
from lint_anp.source import Source

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


def git(folder: Path, *command: str) -> str:
    """What a git command prints, whatever the user's settings."""
    outer = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *command],
        cwd=folder,
        env=outer | SETTINGS,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def make_repository(folder: Path) -> Path:
    """An empty repository with the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    """Writes files; None deletes one."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())


def commit(folder: Path, files: Mapping[str, str | None]) -> str:
    """Writes files and commits everything; gives the commit's id."""
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "a step")
    return git(folder, "rev-parse", "HEAD").strip()


def check(path: str, data: bytes) -> list[Finding]:
    """The findings of a file: a `FAULT` is named by its line's text and by how often that occurs."""
    source = Source(path, data.decode())
    seen: dict[str, int] = {}
    findings = []
    for match in re.finditer(r"FAULT[^\n]*", source.text):
        text = " ".join(match[0].split())
        seen[text] = seen.get(text, 0) + 1
        place = source.locate(match.start(), match.end())
        findings.append(
            Finding("no-fault", "error", text, "Mend it.", place, f"{text} {seen[text]}")
        )
    return findings


def check_folder(folder: str = ".") -> list[Finding]:
    """The findings of all Markdown files below a folder, by their paths from here."""
    paths = sorted(
        os.path.normpath(os.path.join(top, name))
        for top, _, names in os.walk(folder)
        for name in names
        if name.endswith(".md") and "/.git" not in top
    )
    return [one for path in paths for one in check(path, Path(path).read_bytes())]


def told(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    """Findings as `path:line text`."""
    return [f"{one.location.path}:{one.location.line} {one.message}" for one in findings]
