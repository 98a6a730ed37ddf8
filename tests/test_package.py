"""A wheel holds the package alone; its rules are found, as they are in a checkout."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RULES = sorted(path.stem for path in (ROOT / "rules").rglob("*.yaml"))
LIST_RULES = (
    "import site, sys; site.addsitedir(sys.argv.pop()); from lint_anp.__main__ import main; main()"
)


def build(folder: Path, hook: str, out: Path) -> Path:
    """Runs one of hatchling's build hooks in `folder`; gives what it built, below `out`."""
    out.mkdir()
    code = f"import hatchling.build as b; print('built', b.{hook}({str(out)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True
    )
    return out / done.stdout.split("built ")[-1].strip()


def listed_rules(site: Path, elsewhere: Path) -> list[str]:
    """The rules that an installation in the folder `site` knows, asked from another folder."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", LIST_RULES, "rules", "--format", "json", str(site)],
        cwd=elsewhere,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted(rule["id"] for rule in json.loads(done.stdout))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked sdist."""
    folder = tmp_path_factory.mktemp("sdist")
    archive = build(ROOT, "build_sdist", folder / "dist")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


def test_there_are_rules() -> None:
    assert RULES


@pytest.mark.parametrize("kind", ["checkout", "sdist"])
def test_a_wheel_finds_its_rules(kind: str, sdist: Path, tmp_path: Path) -> None:
    wheel = build(ROOT if kind == "checkout" else sdist, "build_wheel", tmp_path / "dist")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert listed_rules(tmp_path / "site", tmp_path) == RULES
    tops = {path.name.partition("-")[0] for path in (tmp_path / "site").iterdir()}
    assert tops == {"lint_anp"}


def test_an_editable_install_finds_its_rules(tmp_path: Path) -> None:
    wheel = build(ROOT, "build_editable", tmp_path / "dist")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert listed_rules(tmp_path / "site", tmp_path) == RULES
