"""The examples and messages of all rules, and that an example which proves nothing fails."""

import re
from pathlib import Path

import pytest

from lint_anp.engine.precompile import module_texts
from lint_anp.engine.rulebook import builtin_folder, builtin_rules, list_rule_files, read_rules
from lint_anp.engine.selftest import test_rule as results_of

RULES = read_rules(list_rule_files(builtin_folder()))
RULE = (
    "id: my-rule\nname: N\nseverity: warning\nwhy: W.\nhelp: H.\n"
    "when: has(meta.slug)\nrequire: meta.slug == 'a'\nat: meta.slug\nmessage: M.\n"
)


@pytest.mark.parametrize("rule", RULES.rules)
def test_the_examples_of_each_rule_hold(rule: str) -> None:
    assert [result for result in results_of(RULES, RULES.rules[rule]) if result.problem] == []


@pytest.mark.parametrize("rule", RULES.rules)
def test_each_message_starts_with_words_that_are_always_the_same(rule: str) -> None:
    start = RULES.rules[rule].code.message[0]  # what SARIF's readers group results by
    assert isinstance(start, str)
    assert re.match(r"\S+ \S+[ .]", start)


GOOD = 'good:\n    - {title: t, post: "---\\nslug: a\\n---\\n"}\n'
NO_GOOD = "there is no good example; show what the rule accepts"
NO_BAD = "there is no bad example; show what the rule finds"


@pytest.mark.parametrize(
    ("examples", "problems"),
    [
        pytest.param(
            GOOD + "  bad:\n    - {title: t, finds: ['2:7: M.'], post: \"---\\nslug: b\\n---\\n\"}",
            ["", ""],
            id="it holds",
        ),
        pytest.param(
            "bad:\n    - {title: t, finds: ['2:1: M.'], post: \"---\\nslug: b\\n---\\n\"}",
            [NO_GOOD, "it finds something else"],
            id="another column",
        ),
        pytest.param(
            "bad:\n    - {title: t, finds: ['2:7: M.'], post: \"---\\nslug: a\\n---\\n\"}",
            [NO_GOOD, "it finds nothing"],
            id="nothing",
        ),
        pytest.param(
            'bad:\n    - {title: t, finds: [], post: "---\\nslug: a\\n---\\n"}',
            [NO_GOOD, "a bad example must say what it finds"],
            id="no promise",
        ),
        pytest.param(
            'good:\n    - {title: t, post: "---\\ntitle: a\\n---\\n"}',
            [
                NO_BAD,
                "the rule does not look at this example; it cannot fail",
            ],
            id="not looked at",
        ),
    ],
)
def test_an_example_that_proves_nothing_fails(
    examples: str, problems: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "my-rule.yaml"
    path.write_text(f"{RULE}examples:\n  {examples}\n")
    rulebook = read_rules([str(path)])
    assert [
        result.problem for result in results_of(rulebook, rulebook.rules["my-rule"])
    ] == problems


def test_the_compiled_rules_are_the_rules() -> None:
    names: dict[str, object] = {}
    for text in module_texts(builtin_folder()).values():
        exec(text, names)
    compiled = names["RULES"]
    assert isinstance(compiled, tuple)
    assert [rule.id for rule in compiled] == list(RULES.rules)
    assert [rule.code for rule in compiled] == [rule.code for rule in RULES.rules.values()]
    assert list(names["JUDGES"]) == list(RULES.rules)  # type: ignore[call-overload]
    assert list(builtin_rules().rules) == list(RULES.rules)
