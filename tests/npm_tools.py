"""Others' validators from npm, installed where they are missing and npm can be had."""

import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

PATIENCE = 60
"""Seconds for an installation: without a network npm would try for minutes."""


class Tool(NamedTuple):
    """A program of an npm package. The variable names it where it is there already."""

    package: str
    version: str
    program: str
    variable: str


MULTITOOL = Tool("@microsoft/sarif-multitool-linux", "5.7.0", "Sarif.Multitool", "SARIF_MULTITOOL")
RDFORMAT = Tool(
    "@umbrelladocs/rdformat-validator", "1.0.1", "bin/rdformat-validator.js", "RDFORMAT_VALIDATOR"
)


class Missing(Exception):
    """A tool that cannot be had, and why."""


def find_tool(tool: Tool, folder: Path) -> Path:
    """The program of a tool: as named by its variable, or from npm below `folder`, where one process
    installs it for all; in a place of its own, as npm takes away what it was not asked for. Raises
    Missing."""
    named = os.environ.get(tool.variable)
    if named:
        return Path(named)
    folder = folder / tool.variable.lower()
    program = folder / "node_modules" / tool.package / tool.program
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        if not program.exists():
            install(tool, folder)
            program.chmod(0o755)
    return program


def install(tool: Tool, folder: Path) -> None:
    """Installs a package by npm; raises Missing."""
    npm = shutil.which("npm")
    if npm is None:
        raise Missing(f"{tool.package} is not run: npm is missing")
    if tool is MULTITOOL and (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise Missing(f"{tool.package} is not run: it is built for Linux on x86-64")
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
    package = f"{tool.package}@{tool.version}"
    try:
        done = subprocess.run(
            [*command, "--fetch-retries=1", "--prefix", folder, package],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Missing(f"{tool.package} is not run: npm did not answer") from None
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).split("\n")[0]
        raise Missing(f"{tool.package} is not run: npm cannot install it: {reason}")
