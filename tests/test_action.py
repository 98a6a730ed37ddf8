"""The GitHub Action: its steps run as a runner would run them, and its text is audited."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from lint_anp import __version__
from tests.git_site import commit, make_repository

ROOT = Path(__file__).resolve().parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
INSTALL, CHECK, UPLOAD, TELL = STEPS.values()
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")
BAD = (
    "---\ntitle: A\nsummary: How to rotate logs on one small host.\nslug: Not A Slug\n---\nText.\n"
)
GOOD = BAD.replace("Not A Slug", "a-slug").replace("title: A", "title: B")
SLUG = "error file=bad.md,line=4,endLine=4,col=7,endColumn=17,title=field-invalid"


class Job(NamedTuple):
    """A runner's folders, and what the steps so far have put out."""

    workspace: Path
    temp: Path
    outputs: dict[str, str]

    @property
    def summary(self) -> str:
        return (self.temp / "summary.md").read_text("utf-8")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job in which lint-anp is installed, and whose repository holds modules of its own."""
    site = tmp_path / "work space"
    installed = tmp_path / "temp" / "lint-anp"
    site.mkdir()
    installed.mkdir(parents=True)
    for name in ("lint_anp", "rules"):
        (installed / name).symlink_to(ROOT / name)
    for name in ("click.py", "yaml.py", "json.py", "lint_anp.py"):
        (site / name).write_text("raise SystemExit('the checked repository was run')\n")
    (site / "good.md").write_text(GOOD)
    (site / "bad.md").write_text(BAD)
    return Job(site, tmp_path / "temp", {})


def run_step(job: Job, step: Mapping[str, Any], inputs: Mapping[str, str]) -> tuple[int, str]:
    """The exit code of a step, and what it prints; its outputs join the job's."""
    defaults = {name: about.get("default", "") for name, about in ACTION["inputs"].items()}
    known = {
        **{f"inputs.{name}": value for name, value in (defaults | dict(inputs)).items()},
        **{f"steps.{name}": value for name, value in job.outputs.items()},
        "runner.temp": str(job.temp),
    }
    out = job.temp / "output"
    out.write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=job.workspace,
        env={
            **{name: text for name, text in os.environ.items() if not name.startswith("GIT")},
            **{
                name: EXPRESSION.sub(lambda found: known.get(found[1], ""), value)
                for name, value in step["env"].items()
            },
            "RUNNER_TEMP": str(job.temp),
            "GITHUB_WORKSPACE": str(job.workspace),
            "GITHUB_OUTPUT": str(out),
            "GITHUB_STEP_SUMMARY": str(job.temp / "summary.md"),
            "GITHUB_ACTION_PATH": str(ROOT),
        },
        capture_output=True,
        check=False,
    )
    for line in out.read_text().splitlines():
        name, _, value = line.partition("=")
        job.outputs[f"{step['id']}.outputs.{name}"] = value
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def check(job: Job, **inputs: str) -> tuple[int, str]:
    """The check with the Python of this test run; the names of inputs may have `_` for `-`."""
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    return run_step(job, CHECK, {"python": sys.executable, **given})


def test_every_input_and_output_reaches_the_shell_as_a_variable() -> None:
    for step in (INSTALL, CHECK, TELL):
        assert "${{" not in step["run"], step["name"]
        for name, value in step["env"].items():
            assert EXPRESSION.search(value), value
            assert re.search(rf"\${name}\b", step["run"]) or name == "PYTHONPATH", name
    read = re.findall(r"inputs\.([\w-]+)", str(STEPS))
    assert set(read) == set(ACTION["inputs"])
    assert set(re.findall(r"inputs\.([\w-]+)", UPLOAD["if"])) == {"upload-sarif"}


def test_every_input_is_described_and_no_input_is_required() -> None:
    for name, about in ACTION["inputs"].items():
        assert about["description"].strip(), name
        assert not about.get("required"), name


def test_other_actions_are_pinned_to_a_commit_whose_version_is_told() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    used = re.findall(r"uses: (\S+@.*)", text)
    assert len(used) == 1
    assert re.fullmatch(r"github/codeql-action/upload-sarif@[0-9a-f]{40} # v\d+\.\d+\.\d+", used[0])


def test_the_auditor_has_nothing_to_say() -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert zizmor, "zizmor is missing; install the extra 'dev'"
    command = [zizmor, "--offline", "--no-progress", "--persona=auditor", "--color=never"]
    done = subprocess.run(
        [*command, "action.yml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "No findings to report. Good job!")


def test_findings_are_told_only_at_the_end_and_decide_the_job(job: Job) -> None:
    assert check(job) == (0, "")
    assert job.outputs == {
        "check.outputs.exit-code": "1",
        "check.outputs.sarif-file": f"{job.temp}/lint-anp.sarif",
    }
    assert job.summary.startswith("## lint-anp: 1 error in 1 of 2 files\n")
    code, printed = run_step(job, TELL, {})
    assert code == 1
    assert printed.startswith(f"::{SLUG}")


@pytest.mark.parametrize(
    ("outcome", "annotated"),
    [("success", False), ("failure", True), ("skipped", True)],
    ids=["uploaded", "without the permission", "not asked for, or from a fork"],
)
def test_findings_that_were_not_uploaded_are_annotations(
    job: Job, outcome: str, annotated: bool
) -> None:
    check(job)
    job.outputs["upload.outcome"] = outcome
    code, printed = run_step(job, TELL, {})
    assert code == 1
    assert (SLUG in printed) == annotated


def test_an_upload_may_fail_and_is_not_tried_from_forks() -> None:
    assert UPLOAD["continue-on-error"] is True
    assert " ".join(UPLOAD["if"].split()) == (
        "${{ inputs.upload-sarif == 'true' && github.event.pull_request.head.repo.fork != true "
        "&& github.event.pull_request.user.login != 'dependabot[bot]' }}"
    )
    assert UPLOAD["with"] == {"sarif_file": "${{ steps.check.outputs.sarif-file }}"}


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"paths": "good.md"}, "0"),
        ({"paths": "good.md\nbad.md\n"}, "1"),
        ({"paths": "*.md"}, "1"),
        ({"fail_on": "never"}, "0"),
        ({"options": "--ignore=field-invalid\n\n--no-baseline\n"}, "0"),
        ({"diff_base": "HEAD"}, "0"),
        ({"config": "other.yaml"}, "0"),
        ({"paths": "--statistics\n$(exit 3)\n; exit 4", "options": "--exit-zero"}, "0"),
    ],
    ids=[
        "one path",
        "a path a line",
        "a glob",
        "nothing fails the job",
        "an option a line",
        "only what is new",
        "another config",
        "odd names are names, not options and not commands",
    ],
)
def test_inputs_are_what_the_check_is_asked_for(
    job: Job, inputs: dict[str, str], code: str
) -> None:
    (job.workspace / "other.yaml").write_text("ignore: [field-invalid]\n")
    for name in ("--statistics", "$(exit 3)", "; exit 4"):
        (job.workspace / name).mkdir()
        (job.workspace / name / "post.md").write_text(BAD.replace("title: A", f"title: {name}"))
    commit(make_repository(job.workspace), {})
    assert check(job, **inputs) == (0, "")
    assert job.outputs["check.outputs.exit-code"] == code


def test_wrong_input_fails_the_check_with_its_reason(job: Job) -> None:
    assert check(job, paths="nowhere.md") == (
        2, "error: nowhere.md: there is no such file or folder\n",
    )  # fmt: skip
    assert job.outputs == {}


def test_the_log_is_that_of_the_findings(job: Job) -> None:
    check(job, category="posts")
    (run,) = json.loads((job.temp / "lint-anp.sarif").read_text("utf-8"))["runs"]
    assert run["automationDetails"] == {"id": "posts/"}
    assert [result["ruleId"] for result in run["results"]] == ["field-invalid"]


def test_the_action_installs_this_project(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_DEPS", "1")  # what it depends on is here already …
    monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")  # … and "0" is how pip is told so
    shutil.rmtree(job.temp / "lint-anp")
    code, printed = run_step(job, INSTALL, {"python": sys.executable})
    assert code == 0, printed
    done = subprocess.run(
        [sys.executable, "-P", "-m", "lint_anp", "--version"],
        env={"PYTHONPATH": str(job.temp / "lint-anp"), "PATH": os.environ["PATH"]},
        cwd=job.workspace,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"lint-anp {__version__}\n"
    assert (job.temp / "lint-anp" / "lint_anp" / "cli").is_dir()
