"""Pages and lists of rules."""

import json
from pathlib import Path

import pytest

from lint_anp.engine.explain import (
    describe_language,
    explain,
    list_rules,
    list_rules_json,
    list_rules_markdown,
)
from lint_anp.engine.functions import FUNCTIONS
from lint_anp.engine.rulebook import builtin_rules

RULES = builtin_rules()
ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_table_in_the_docs_is_the_rules() -> None:
    table = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert table == list_rules_markdown(RULES), (
        "run lint-anp rules --format markdown >docs/rules.md"
    )


@pytest.mark.parametrize("rule", RULES.rules)
def test_each_page_says_why_what_to_do_and_how_to_silence_it(rule: str) -> None:
    page = explain(RULES.rules[rule])
    for part in (f"# {rule}\n", "## Why\n", "## What to do\n", "## Silence it\n", "## It "):
        assert part in page
    assert ("It is mandatory" in page) == RULES.rules[rule].mandatory


@pytest.mark.parametrize("rule", RULES.rules)
def test_each_rule_has_an_owner_and_ends_its_sentences(rule: str) -> None:
    one = RULES.rules[rule]
    assert one.owner
    assert one.why.endswith((".", ")"))
    assert one.help.endswith((".", ">."))
    assert not one.name.endswith(".")


def test_lists_name_every_rule() -> None:
    text = list_rules(RULES)
    assert all(f"  {rule} " in text for rule in RULES.rules)
    assert [rule["id"] for rule in json.loads(list_rules_json(RULES))] == list(RULES.rules)


def test_the_language_is_described_whole() -> None:
    text = describe_language()
    assert all(f"  {name}(" in text for name in FUNCTIONS)
    assert "  meta.revision.last_reviewed: a date" in text
    assert "  post.body.words: a number" in text
    assert "  post.body.image_urls: a list of texts\n" in text
    assert "  post.body.links: a list of maps with url, text\n" in text
    assert "  missing_from(a list of texts, a list of texts) -> a list of texts: the" in text
    assert "  concat(a list, a list, a list, a list, a list) -> a list: several lists" in text
