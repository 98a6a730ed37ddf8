"""What is kept of a config and its rules is what reading them gives, or it is not used."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lint_anp.config import kept
from lint_anp.config.file import load_config
from lint_anp.config.kept import MOST, Setup, cache_folder, keep, load_kept
from lint_anp.discovery import RACY
from lint_anp.engine.rulebook import read_rules, rule_files
from lint_anp.errors import InputError

CONFIG = """\
rules: [content-rules]
exclude: [drafts/**, "old/*.md"]
severity: {provenance: note}
options: {review-overdue: {days: 9}, own-titles: {least: 4, words: [one, two]}}
overrides:
  - paths: [old/**]
    severity: {review-overdue: off}
    options: {own-titles: {least: 2}}
  - paths: [new/**]
fields: {summary: description}
language: en
"""

TITLES = """\
id: own-titles
name: Titles of enough words
severity: warning
owner: editorial
why: A title of one word says little.
applies_to: {formats: [markdown], paths: ["**/*.md"]}
options: {least: 3, words: [a], few: {file: few.txt}}
values:
  number: length(words(meta.title))
  missing: options.least - number
require: number >= options.least or meta.title in options.few
at: meta.title
message: "The title has {number} {number|plural:word,words}, {missing} too few."
help: Write more of them.
tags: [style]
sources: ["https://example.com/titles"]
examples:
  good: [{title: enough, post: "---\\ntitle: One two three four\\n---\\n"}]
  bad: [{title: one, finds: ["2:8: x"], post: "---\\ntitle: One\\n---\\n"}]
"""

IMAGES = """\
id: own-images
name: Images that are named
severity: note
owner: editorial
why: A name tells what is to be seen.
for_each: image in post.body.images
require: has(image.alt)
at: image
message: The image '{image.url}' has no name.
help: Name it.
examples:
  good: [{title: a name, post: "---\\ntitle: A\\n---\\n\\n![a](a.png)\\n"}]
  bad: [{title: none, finds: ["5:1: x"], post: "---\\ntitle: A\\n---\\n\\n<img src=a.png>\\n"}]
"""

Change = Callable[[Path], object]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A config with two rules, none of which changed just now; it is in the current folder."""
    site = tmp_path / "site"
    (site / "content-rules" / "titles").mkdir(parents=True)
    (site / "lint-anp.yaml").write_text(CONFIG)
    (site / "content-rules" / "titles" / "own-titles.yaml").write_text(TITLES)
    (site / "content-rules" / "titles" / "few.txt").write_text("many\nmore\n")
    (site / "content-rules" / "own-images.yaml").write_text(IMAGES)
    age(site)
    monkeypatch.chdir(site)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "cache"))
    return str(site / "lint-anp.yaml")


def age(site: Path) -> None:
    """Lets all files be of before."""
    before = time.time_ns() - 2 * RACY
    for path in site.rglob("*"):
        os.utime(path, ns=(before, before))


def read(path: str) -> Setup:
    config = load_config(path)
    files = rule_files(os.path.join(config.root, folder) for folder in config.rules)
    return Setup(config, read_rules(files, bound=config.bound).rules)


def kept_file(path: str) -> Path:
    return Path(kept.kept_at(path, os.environ))


def test_what_is_kept_is_what_was_read(config: str) -> None:
    setup = read(config)
    assert sorted(setup.rules) == ["own-images", "own-titles"]
    assert load_kept(config, os.environ) is None
    keep(setup, os.environ)
    assert load_kept(config, os.environ) == setup


def test_it_is_told_from_the_current_folder(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(read(config), os.environ)
    monkeypatch.chdir(Path(config).parent / "content-rules")
    found = load_kept(config, os.environ)
    assert found == read(config)
    assert found.rules["own-images"].file == "own-images.yaml"


def test_a_config_of_no_rules_is_kept(config: str) -> None:
    Path(config).write_text("# fail_on: note\n")
    age(Path(config).parent)
    keep(read(config), os.environ)
    assert load_kept(config, os.environ) == read(config)


def in_rules(name: str, text: str) -> Change:
    return lambda site: (site / "content-rules" / name).write_text(text)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda site: (site / "lint-anp.yaml").write_text(CONFIG + "# more\n"), id="the config changed"),
        pytest.param(in_rules("own-images.yaml", IMAGES + "# more\n"), id="a rule changed"),
        pytest.param(in_rules("titles/few.txt", "many\n"), id="a rule's list of words changed"),
        pytest.param(in_rules("own-other.yaml", IMAGES.replace("own-images", "own-other")), id="a rule is new"),
        pytest.param(lambda site: (site / "content-rules" / "own-images.yaml").unlink(), id="a rule is gone"),
        pytest.param(lambda site: (site / "content-rules" / "titles" / "few.txt").unlink(), id="a rule's list of words is gone"),
    ],
)  # fmt: skip
def test_it_is_read_again_where(change: Change, config: str) -> None:
    keep(read(config), os.environ)
    change(Path(config).parent)
    assert load_kept(config, os.environ) is None


def test_it_is_read_again_by_another_version(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(read(config), os.environ)
    monkeypatch.setattr(kept, "MADE_BY", "2 0.9.9")
    assert load_kept(config, os.environ) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '["1 0.1.0", {}, "", []]', "null"])
def test_it_is_read_again_where_damaged(damage: str, config: str) -> None:
    keep(read(config), os.environ)
    text = kept_file(config).read_text()
    kept_file(config).write_text(damage or text[: len(text) // 2])
    assert load_kept(config, os.environ) is None


def test_it_is_read_again_where_a_letter_is_another(config: str) -> None:
    keep(read(config), os.environ)
    text = kept_file(config).read_text()
    assert "has no name" in text
    kept_file(config).write_text(text.replace("has no name", "has no fame"))
    assert load_kept(config, os.environ) is None


@pytest.mark.parametrize("place", [2, 3])
def test_it_is_read_again_where_it_has_another_form(place: int, config: str) -> None:
    keep(read(config), os.environ)
    parts = json.loads(kept_file(config).read_text().split("\n")[1])
    parts[place] = "text"
    text = json.dumps(parts)
    kept_file(config).write_text(f"{kept.digest_of(text)}\n{text}")
    assert load_kept(config, os.environ) is None


def test_a_folder_without_rules_is_told_as_before(config: str) -> None:
    keep(read(config), os.environ)
    for path in (Path(config).parent / "content-rules").rglob("*.yaml"):
        path.unlink()
    with pytest.raises(InputError, match="there is no rule file"):
        read(config)
    assert load_kept(config, os.environ) is None


def just_now(site: Path) -> None:
    os.utime(site / "content-rules" / "own-images.yaml")


def a_day(site: Path) -> None:
    (site / "content-rules" / "own-images.yaml").write_text(
        IMAGES.replace("for_each", "options: {since: 2026-01-02}\nfor_each")
    )
    age(site)


def lifted(site: Path) -> None:
    (site / "lint-anp.yaml").write_text(CONFIG + "lift_mandatory: {own-images: none here}\n")
    age(site)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(just_now, id="a file changed just now, and may have done so again"),
        pytest.param(a_day, id="a value is none of JSON's"),
        pytest.param(lifted, id="whether it may stand depends on a config above"),
    ],
)
def test_it_is_not_kept_where(change: Change, config: str) -> None:
    change(Path(config).parent)
    keep(read(config), os.environ)
    assert not kept_file(config).exists()


def test_the_cache_holds_those_kept_last(config: str) -> None:
    keep(read(config), os.environ)
    folder = kept_file(config).parent
    for number in range(MOST + 5):
        (folder / f"{number}.json").write_text("[]")
        os.utime(folder / f"{number}.json", ns=(number, number))
    keep(read(config), os.environ)
    assert len(list(folder.iterdir())) == MOST
    assert not (folder / "5.json").exists()
    assert load_kept(config, os.environ) is not None


def test_a_cache_that_cannot_be_written_is_done_without(config: str) -> None:
    kept_file(config).parent.parent.mkdir(parents=True, exist_ok=True)
    kept_file(config).parent.write_text("a file")
    keep(read(config), os.environ)
    assert load_kept(config, os.environ) is None


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "~/.cache/lint-anp"),
        ("linux", {"XDG_CACHE_HOME": "/elsewhere"}, "/elsewhere/lint-anp"),
        ("linux", {"XDG_CACHE_HOME": "elsewhere"}, "~/.cache/lint-anp"),
        ("darwin", {"XDG_CACHE_HOME": "/elsewhere"}, "~/Library/Caches/lint-anp"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/lint-anp"),
        ("win32", {}, "~/AppData/Local/lint-anp"),
    ],
)
def test_the_cache_is_where_the_system_wants_it(
    platform: str, environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert cache_folder(environment) == os.path.expanduser(folder)


def test_a_user_without_a_home_keeps_nothing(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    keep(read(config), {})
    assert load_kept(config, {}) is None
    assert not Path("~").exists()
