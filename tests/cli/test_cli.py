"""Exit codes: who is at fault decides them, whatever the format."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lint_anp import cli
from lint_anp.cli.console import today_of
from lint_anp.cli.options import FORMATS
from lint_anp.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
FAULTY = "---\ntitle: A\nsummary: What is in it.\nscore: {quality: 140}\n---\n\nText.\n"


@pytest.fixture
def post(tmp_path: Path) -> str:
    path = tmp_path / "post.md"
    path.write_text(FAULTY)
    return str(path)


@pytest.mark.parametrize("style", FORMATS)
def test_the_format_never_changes_the_exit_code(style: str, post: str) -> None:
    assert cli.run_cli(["check", post, "--format", style]) == 1
    assert cli.run_cli(["check", post, "--format", style, "--exit-zero"]) == 0
    assert cli.run_cli(["check", post, "--format", style, "--fail-on", "never"]) == 0
    assert cli.run_cli(["check", post, "--format", style, "--select", "provenance"]) == 0


@pytest.mark.parametrize("style", FORMATS)
def test_two_runs_give_the_same_bytes(style: str, post: str, tmp_path: Path) -> None:
    outputs = []
    for number in range(2):
        out = tmp_path / f"out{number}"
        cli.run_cli(["check", post, "--format", style, "--output-file", str(out)])
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1] != b""


@pytest.mark.parametrize("style", FORMATS)
def test_a_rule_may_run_below_some_paths_only(style: str, post: str, tmp_path: Path) -> None:
    config = tmp_path / "lint-anp.yaml"
    below = "overrides: [{paths: ['*.md'], severity: {field-invalid: error}}]"
    config.write_text(f"severity: {{field-invalid: off}}\n{below}\n")
    out = tmp_path / "out"
    assert cli.run_cli(["check", post, "--format", style, "--output-file", str(out)]) == 1
    assert "140" in out.read_text()


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        pytest.param(InputError("a.md:1:2: one", "b.md: two"), 2, "error: a.md:1:2: one\nerror: b.md: two\n", id="the user's input"),
        pytest.param(KeyboardInterrupt(), 130, "interrupted\n", id="Ctrl-C"),
        pytest.param(RuntimeError("oops"), 101, "RuntimeError: oops\n\nThis is a bug of lint-anp", id="our own bug"),
    ],
)  # fmt: skip
def test_errors_have_codes_of_their_own(
    error: BaseException,
    code: int,
    told: str,
    post: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("lint_anp.run.check_all", fail)
    assert cli.run_cli(["check", post]) == code
    assert told in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        pytest.param("check post.md >&-", 1, "", id="stdout is closed"),
        pytest.param("check no.md 2>&-", 2, "", id="stderr is closed"),
        pytest.param("check --stdin-filename a.md - <&-", 1, "", id="stdin is closed"),
        pytest.param("check post.md | true", 1, "", id="nobody reads the findings"),
        pytest.param("rules --format json | true", 0, "", id="nobody reads the rules"),
        pytest.param("check post.md >/dev/full", 2, "error: the output cannot be written: no space left on device\n", id="the disk is full"),
        pytest.param("rules >/dev/full", 2, "error: the output cannot be written: no space left on device\n", id="the disk is full, for another command"),
    ],
)  # fmt: skip
def test_streams_that_cannot_be_used_are_no_bug(
    line: str, code: int, told: str, post: str, tmp_path: Path
) -> None:
    if "/dev/full" in line and not os.path.exists("/dev/full"):
        pytest.skip("there is no device that is always full here")
    assert run_in_shell(f'"$PYTHON" -m lint_anp {line}', tmp_path) == (code, told)


def test_a_current_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    line = 'mkdir gone && cd gone && rmdir ../gone && "$PYTHON" -m lint_anp check .'
    told = "error: the current folder is gone; change to one that is there\n"
    assert run_in_shell(line, tmp_path) == (2, told)


def run_in_shell(line: str, folder: Path) -> tuple[int, str]:
    """The exit code of a line, and what it prints to stderr."""
    environment = os.environ | {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stderr.decode()


def test_today_is_that_of_the_environment() -> None:
    assert today_of({"SOURCE_DATE_EPOCH": "1795392000"}).isoformat() == "2026-11-23"
    with pytest.raises(InputError, match="must be seconds since 1970"):
        today_of({"SOURCE_DATE_EPOCH": "soon"})


def test_sarif_quotes_the_post_that_was_typed_rather_than_its_file(
    post: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = FAULTY.replace("title: A", "title: A\ndifficulty: expert")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    monkeypatch.chdir(tmp_path)
    options = ["--stdin-filename", "post.md", "--format", "sarif", "--select", "field-invalid"]
    assert cli.run_cli(["check", "-", *options, "--output-file", "out"]) == 1
    (run,) = json.loads(Path("out").read_text())["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [one["region"]["snippet"]["text"] for one in places] == ["expert", "140"]


def test_several_reports_are_written_in_one_run(post: str, tmp_path: Path) -> None:
    reports = [f"--report={style}={tmp_path / style}" for style in ("sarif", "gitlab", "junit")]
    cli.run_cli(["check", post, *reports, "--summary", str(tmp_path / "summary")])
    for name in ("sarif", "gitlab", "junit", "summary"):
        assert "140" in (tmp_path / name).read_text()
