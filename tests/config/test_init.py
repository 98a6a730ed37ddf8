"""A first config that loads and says what it found."""

from pathlib import Path

from lint_anp.config.check import check_config
from lint_anp.config.file import load_config
from lint_anp.config.init import propose_config
from lint_anp.engine.rulebook import builtin_rules


def propose(folder: Path, *posts: str) -> str:
    paths = []
    for number, text in enumerate(posts):
        path = folder / f"{number}.md"
        path.write_text(text)
        paths.append(str(path))
    config = propose_config(paths)
    (folder / "lint-anp.yaml").write_text(config)
    check_config(load_config(str(folder / "lint-anp.yaml")), builtin_rules())
    return config


def test_a_foreign_site_gets_no_schema_and_its_names(tmp_path: Path) -> None:
    post = "---\ntitle: A\ndescription: B\nupdatedDate: 2026-01-01\nheroImage: a.png\ntags: []\nreadingTime: 3\n---\n"
    config = propose(tmp_path, post, post)
    assert "schema: none\n" in config
    assert "  summary: description\n" in config
    assert "  revision.last_reviewed: updatedDate\n" in config
    assert "  reading_time: readingTime\n" in config
    assert "# Fields that no rule reads: description, updatedDate, heroImage, tags" in config


def test_a_site_of_ours_keeps_the_schema(tmp_path: Path) -> None:
    config = propose(tmp_path, "---\ntitle: A\nsummary: B\nscore: {quality: 5}\n---\n")
    assert "schema: none" not in config
    assert "\nfields:" not in config


def test_posts_without_meta_get_a_config_all_the_same(tmp_path: Path) -> None:
    assert "1 markdown" in propose(tmp_path, "Text.\n")
