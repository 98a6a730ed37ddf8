"""Runs the command line as a user would: each folder of `scenarios/` is one or more commands.

A scenario folder holds `site/` (the files, copied to an empty place; `-> examples` in a file
`site` takes the project's examples) and `session.txt`: commands after `$`, then what they print on
stdout and, marked `! `, on stderr, and `exit N` where the exit code is not 0.
`LINT_ANP_REWRITE=1 pytest tests/test_scenarios.py` writes what the commands print now.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = sorted(path for path in (ROOT / "tests" / "scenarios").iterdir() if path.is_dir())


def run_command(command: str, folder: Path) -> str:
    """What a command prints and its exit code, as a session file holds them."""
    words = shlex.split(command)
    stdin = None
    if "<" in words:
        at = words.index("<")
        stdin = (folder / words[at + 1]).read_bytes()
        words = words[:at]
    assert words[0] == "lint-anp"
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_ACTIONS", "LINT_ANP_OUTPUT_FORMAT")
    }
    done = subprocess.run(
        [sys.executable, "-m", "lint_anp", *words[1:]],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1795392000"},
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    printed = done.stdout.decode()
    if done.stderr:
        printed += "".join(f"! {line}\n" for line in done.stderr.decode().rstrip("\n").split("\n"))
    if done.returncode:
        printed += f"exit {done.returncode}\n"
    return printed


def replay(session: str, folder: Path) -> str:
    """The session as it runs now."""
    commands = [line[2:] for line in session.split("\n") if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{run_command(command, folder)}" for command in commands)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
def test_the_command_line_prints_what_the_session_says(scenario: Path, tmp_path: Path) -> None:
    site = scenario / "site"
    shutil.copytree(ROOT / "examples" if site.is_file() else site, tmp_path / "site")
    session = scenario / "session.txt"
    expected = session.read_text(encoding="utf-8")
    now = replay(expected, tmp_path / "site")
    if os.environ.get("LINT_ANP_REWRITE"):
        session.write_text(now, encoding="utf-8")
    assert now == expected
