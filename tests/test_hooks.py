"""The hooks as pre-commit and prek really run them, in small sites of real repositories."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from filelock import FileLock

from tests.git_site import SETTINGS, commit, git, make_repository, write

ROOT = Path(__file__).resolve().parent.parent
TOOLS = {"pre-commit": "pre_commit", "prek": "prek"}
GOOD = """---
title: Rotating logs on a small host
summary: How to rotate logs on one small host, and how to see that it works.
slug: rotating-logs
---
A first paragraph.
"""
BAD = GOOD.replace("rotating-logs", "Rotating Logs")
CONFIG = """\
repos:
- repo: {hook}
  rev: {rev}
  hooks:
  - id: lint-anp
    args: [--format, concise, --select, field-invalid]
    verbose: true
  - id: lint-anp-all
    args: [--format, concise, --select, field-invalid]
    verbose: true
"""


class Hook(NamedTuple):
    """This project as a repository that tools install the hook from, and where they keep it."""

    folder: Path
    rev: str
    store: Path


@pytest.fixture(scope="session")
def hook(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Hook:
    """The hook, installed once for all processes of the test run."""
    shared = tmp_path_factory.getbasetemp()
    shared = (shared if worker_id == "master" else shared.parent) / "hook"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            make_repository(shared)
            for name in listed.split("\0")[:-1]:
                if (ROOT / name).is_file() and not name.startswith("tests/"):
                    (shared / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(ROOT / name, shared / name)
            commit(shared, {})
    return Hook(shared, git(shared, "rev-parse", "HEAD").strip(), shared.parent / "store")


def run_tool(tool: str, hook: Hook, folder: Path, *command: str) -> tuple[int, str]:
    """The exit code of a tool, and what it prints."""
    outer = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    store = str(hook.store / tool)
    done = subprocess.run(
        [sys.executable, "-m", TOOLS[tool], *command],
        cwd=folder,
        env=outer | SETTINGS | {"PRE_COMMIT_HOME": store, "PREK_HOME": store, "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def found_in(printed: str, rule: str = "field-invalid") -> list[str]:
    """The files in which findings were told, in order, as often as they were told."""
    return sorted(re.findall(rf"^ *(\S.*):\d+:\d+: error {rule}", printed, re.MULTILINE))


@pytest.fixture
def site(tmp_path: Path, hook: Hook) -> Path:
    folder = make_repository(tmp_path / "site")
    config = CONFIG.format(hook=hook.folder, rev=hook.rev)
    commit(folder, {".pre-commit-config.yaml": config, "posts/old.md": BAD, "package.json": "{}"})
    return folder


@pytest.fixture(params=TOOLS)
def tool(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def stage(site: Path, files: Mapping[str, str | None]) -> None:
    write(site, files)
    git(site, "add", "--all")


def test_the_manifest_is_valid(tool: str, hook: Hook) -> None:
    code, printed = run_tool(tool, hook, ROOT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert code == 0, printed


def test_the_hook_can_be_tried_before_it_is_configured(tool: str, hook: Hook, site: Path) -> None:
    stage(site, {"posts/new.md": BAD})
    code, printed = run_tool(tool, hook, site, "try-repo", str(hook.folder), "lint-anp")
    assert (code, found_in(printed)) == (1, ["posts/new.md"]), printed


def test_of_one_staged_post_only_its_own_findings_are_told(
    tool: str, hook: Hook, site: Path
) -> None:
    stage(site, {"posts/new one.md": BAD, "posts/good.md": GOOD, "data.json": '{"a": 1}'})
    code, printed = run_tool(tool, hook, site, "run", "lint-anp")
    assert (code, found_in(printed)) == (1, ["posts/new one.md"]), printed


def test_posts_without_findings_and_other_files_pass(tool: str, hook: Hook, site: Path) -> None:
    stage(site, {"posts/good.md": GOOD, "tsconfig.json": '{"a": 1}', ".hidden.yml": "a: 1\n"})
    code, printed = run_tool(tool, hook, site, "run", "lint-anp")
    assert code == 0, printed


@pytest.mark.parametrize("number", [8, 3_000])
def test_posts_spread_over_processes_are_told_once_each(
    tool: str, hook: Hook, site: Path, number: int
) -> None:
    names = [f"posts/ü 🙂/a post, {place}.md" for place in range(number)]
    stage(site, {name: BAD if place % 4 == 0 else GOOD for place, name in enumerate(names)})
    code, printed = run_tool(tool, hook, site, "run", "lint-anp")
    assert (code, found_in(printed)) == (1, sorted(names[::4])), printed[-2000:]


def test_posts_that_repeat_each_other_in_two_processes_are_told_once_each(
    tool: str, hook: Hook, site: Path
) -> None:
    config = CONFIG.format(hook=hook.folder, rev=hook.rev)
    write(site, {".pre-commit-config.yaml": config.replace("field-invalid", "slug-repeated")})
    names = [f"posts/{place}.md" for place in range(8)]
    for turn in ("the index is built", "the index is there"):
        same = {name: f"{GOOD}\n{turn} in {name}\n" for name in names}
        stage(site, same)
        code, printed = run_tool(tool, hook, site, "run", "lint-anp")
        assert (code, found_in(printed, "slug-repeated")) == (1, names), printed
    stage(site, dict.fromkeys(names[2:]))
    stage(site, dict.fromkeys(names[:2], f"{GOOD}\nTwo are left.\n"))
    code, printed = run_tool(tool, hook, site, "run", "lint-anp")
    assert found_in(printed, "slug-repeated") == names[:2], printed


def test_what_is_staged_is_judged_and_not_what_is_not(tool: str, hook: Hook, site: Path) -> None:
    stage(site, {"posts/bad.md": BAD, "posts/good.md": GOOD})
    write(site, {"posts/bad.md": GOOD, "posts/good.md": BAD})
    code, printed = run_tool(tool, hook, site, "run", "lint-anp")
    assert (code, found_in(printed)) == (1, ["posts/bad.md"]), printed
    assert (site / "posts/bad.md").read_text() == GOOD


def test_a_renamed_post_is_told_under_its_new_name(tool: str, hook: Hook, site: Path) -> None:
    (site / "neu").mkdir()
    git(site, "mv", "posts/old.md", "neu/ümlaut.md")
    code, printed = run_tool(tool, hook, site, "run", "lint-anp")
    assert (code, found_in(printed)) == (1, ["neu/ümlaut.md"]), printed


def test_the_whole_site_is_checked_even_if_a_commit_only_deletes(
    tool: str, hook: Hook, site: Path
) -> None:
    commit(site, {"posts/other.md": GOOD})
    stage(site, {"posts/other.md": None})
    code, printed = run_tool(tool, hook, site, "run", "lint-anp")
    assert code == 0, printed
    assert "no files to check" in printed
    code, printed = run_tool(tool, hook, site, "run", "lint-anp-all")
    assert (code, found_in(printed)) == (1, ["posts/old.md"]), printed
