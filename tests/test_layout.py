"""The shape of the project: imports go one way, and each text says what it must."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from lint_anp import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lint_anp"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    ("errors", "frozen", "paths", "plain_text", "processes", "programs"),
    ("source",),
    ("finding",),
    ("lines",),
    ("packs",),
    ("posts/cjk", "posts/formats", "posts/measures", "posts/tree", "posts/post"),
    ("schema/names", "schema/shape", "models"),
    ("posts",),
    ("schema",),
    ("corpus",),
    ("engine",),
    ("report",),
    ("config", "discovery", "git", "silence_comments", "suppressions", "walk"),
    ("baseline", "site/site"),
    ("site/sites",),
    ("site/judging", "site/listing", "request"),
    ("site/neighbours", "site/outcomes"),
    ("site/changed_files", "site/crew"),
    ("site/refresh",),
    ("site/index", "site/task"),
    ("site/index_judging",),
    ("site/check", "site/direct_check"),
    ("run", "survey_posts"),
    ("baseline/held_back",),
    ("cli",),
    ("__main__",),
)
"""From the bottom up; a module imports from its own layer and from those before it only."""

EXCEPTIONS = {
    ("engine/selftest", "config/config"),
    ("engine/selftest", "site/neighbours"),
    ("engine/selftest", "site/site"),
    ("engine/selftest", "site/judging"),
    ("engine/selftest", "suppressions"),
}
"""The rules' examples run the whole way, from a post's text to its findings."""


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__")


def layer_of(name: str) -> int:
    for parts in (name.split("/"), name.split("/")[:1]):
        for number, layer in enumerate(LAYERS):
            if "/".join(parts) in layer:
                return number
    raise AssertionError(f"{name} stands in no layer")


def imports_of(module: Path) -> list[str]:
    return [
        str(node.module).removeprefix("lint_anp.").replace(".", "/")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("lint_anp.")
    ]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_imports_go_one_way(module: Path) -> None:
    name = name_of(module)
    if name in (".", "__init__"):
        return
    for imported in imports_of(module):
        if (name, imported) not in EXCEPTIONS:
            assert layer_of(imported) <= layer_of(name), f"{name} imports {imported}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_each_module_opens_with_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_only_the_command_line_prints_or_exits(module: Path) -> None:
    if not name_of(module).startswith(("cli", "__main__", "models/__main__")):
        calls = re.findall(r"\b(?:print|sys\.exit|click\.echo)\(", module.read_text("utf-8"))
        assert not calls


def test_the_version_is_told_once_and_has_its_changes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_checks_path_does_not_import_the_models() -> None:
    for module in MODULES:
        if not name_of(module).startswith("models"):
            assert not any(name.startswith("models") for name in imports_of(module)), module
