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
RUN = (
    "import site, sys; sys.path.insert(0, sys.argv[-1]); site.addsitedir(sys.argv.pop()); "
    "from lint_anp.__main__ import main; main()"
)
"""Before the checkout, which is installed here, too."""


def build(folder: Path, hook: str, out: Path) -> Path:
    """Runs one of hatchling's build hooks in `folder`; gives what it built, below `out`."""
    out.mkdir()
    code = f"import hatchling.build as b; print('built', b.{hook}({str(out)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True
    )
    return out / done.stdout.split("built ")[-1].strip()


def run_installed(site: Path, folder: Path, *arguments: str, cache: str = "") -> str:
    """What a command of an installation in the folder `site` prints in another folder."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment |= dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"), cache or str(site))
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments, str(site)],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return done.stdout


def listed_rules(site: Path, elsewhere: Path) -> list[str]:
    """The rules that an installation knows, asked from another folder."""
    told = json.loads(run_installed(site, elsewhere, "rules", "--format", "json"))
    return sorted(rule["id"] for rule in told)


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


def test_an_installation_keeps_the_rules_of_a_site(sdist: Path, tmp_path: Path) -> None:
    wheel = build(sdist, "build_wheel", tmp_path / "dist")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    posts = tmp_path / "posts"
    (posts / "content-rules").mkdir(parents=True)
    (posts / "lint-anp.yaml").write_text("rules: [content-rules]\nselect: [own-titles]\n")
    (posts / "post.md").write_text(f"---\ntitle: {'long ' * 40}\n---\n")
    rule = ROOT / "rules" / "consistency" / "title-length.yaml"
    text = rule.read_text(encoding="utf-8").replace("id: title-length", "id: own-titles")
    (posts / "content-rules" / "own-titles.yaml").write_text(text, encoding="utf-8")
    for path in posts.rglob("*.yaml"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    cache = tmp_path / "cache"
    printed = [
        run_installed(tmp_path / "installed", posts, "check", *options, cache=str(cache))
        for options in ([], [], ["--no-cache"])
    ]
    assert "own-titles" in printed[0]
    assert printed == printed[:1] * 3
    assert len(list(cache.rglob("*.json"))) == 1


def test_an_editable_install_finds_its_rules(tmp_path: Path) -> None:
    wheel = build(ROOT, "build_editable", tmp_path / "dist")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert listed_rules(tmp_path / "site", tmp_path) == RULES
