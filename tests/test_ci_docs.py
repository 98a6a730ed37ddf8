"""The set-ups in docs/ are run: what stands there is copied by people who cannot try it first."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.git_site import commit, git, make_repository
from tests.test_action import ACTION

ROOT = Path(__file__).resolve().parent.parent
POST = "---\ntitle: A\nsummary: How to rotate logs on one host.\nslug: Not A Slug\n---\nText.\n"
CLEAN = POST.replace("Not A Slug", "a-slug").replace("title: A", "title: B")
HOOKS = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())]
VARIABLES = {
    "GITHUB_STEP_SUMMARY": "summary.md",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": "origin/main",
}


def blocks(name: str, kind: str) -> list[str]:
    """The blocks of code of a kind in a page of the documentation."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def commands() -> list[str]:
    """All commands of lint-anp in the code of the pages, up to a pipe."""
    code = "\n".join(block for kind in ("yaml", "sh") for block in blocks("ci.md", kind))
    found = re.findall(r"(?<![\w/@-])lint-anp (?:check|baseline) [^|\n]*", code)
    return sorted({command.strip() for command in found})


def steps_of_workflows() -> list[dict[str, Any]]:
    """The steps of all GitHub workflows."""
    workflows = [yaml.safe_load(block) for block in blocks("ci.md", "yaml") if "runs-on" in block]
    assert len(workflows) == 3
    return [step for one in workflows for step in one["jobs"]["lint-anp"]["steps"]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a fault that is not yet on origin/main."""
    folder = make_repository(tmp_path / "site")
    commit(folder, {"readme": ""})
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    commit(folder, {"content/post.md": POST})
    return folder


@pytest.mark.parametrize("command", commands())
def test_every_command_finds_what_is_there(
    command: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    words = [os.path.expandvars(word) for word in shlex.split(command)]
    assert "$" not in "".join(words)
    if "content" not in words:
        words.append("content/post.md")  # as xargs adds it
    done = subprocess.run(
        [sys.executable, "-m", "lint_anp", *words[1:]],
        cwd=site,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (0 if "--exit-zero" in words else 1), done.stderr
    assert "field-invalid" in done.stdout
    written = [word.partition("=")[2] for word in words if "=" in word]
    assert [name for name in written if "field-invalid" not in (site / name).read_text()] == []


def test_the_action_is_used_with_inputs_that_it_has() -> None:
    uses = [step for step in steps_of_workflows() if "lint-anp/" in step.get("uses", "")]
    assert len(uses) == 2
    for step in uses:
        assert set(step["with"]) <= set(ACTION["inputs"])


def test_the_reports_of_a_gitlab_job_are_those_that_it_writes() -> None:
    jobs = [yaml.safe_load(one)["lint-anp"] for one in blocks("ci.md", "yaml") if "gitlab" in one]
    assert len(jobs) == 2
    for job in jobs:
        script = " ".join(job["script"])
        for name in job["artifacts"]["reports"].values():
            assert f"={name}" in script


@pytest.mark.parametrize("tool", ["pre_commit", "prek"])
def test_the_hooks_configs_are_valid_and_name_our_hooks(tool: str, tmp_path: Path) -> None:
    configs = [block for block in blocks("ci.md", "yaml") if "rev:" in block]
    assert len(configs) == 2
    for number, text in enumerate(configs):
        (tmp_path / f"{number}.yaml").write_text(text)
        hooks = yaml.safe_load(text)["repos"][0]["hooks"]
        assert {hook["id"] for hook in hooks} <= set(HOOKS)
    (text,) = blocks("ci.md", "toml")
    names = ["0.yaml", "1.yaml"]
    if tool == "prek":
        (tmp_path / "prek.toml").write_text(text)
        names.append("prek.toml")
        assert [hook["id"] for hook in tomllib.loads(text)["repos"][0]["hooks"]] == HOOKS
    done = subprocess.run(
        [sys.executable, "-m", tool, "validate-config", *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_git_hook_judges_what_is_committed(site: Path) -> None:
    (hook,) = (block for block in blocks("ci.md", "sh") if ".git/hooks" in block)
    path = site / ".git" / "hooks" / "pre-commit"
    path.write_text(hook.replace("lint-anp check", f"{sys.executable} -m lint_anp check"))
    path.chmod(0o755)
    commit(site, {"other.txt": "text\n", "gone.md": CLEAN})
    commit(site, {"gone.md": None, "a ü 😀.md": CLEAN})
    with pytest.raises(AssertionError, match=r"b ü 😀\.md:4:7: error field-invalid"):
        commit(site, {"b ü 😀.md": POST.replace("title: A", "title: C")})
