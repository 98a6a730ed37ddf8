"""Configs: found upwards, read with all faults at once, held against the rulebook."""

from pathlib import Path

import pytest

from lint_anp.config.check import check_config, describe_config
from lint_anp.config.config import find_config
from lint_anp.config.file import load_config
from lint_anp.engine.rulebook import builtin_rules
from lint_anp.errors import InputError
from lint_anp.models.config import Config as ConfigModel


def write(folder: Path, text: str, name: str = "lint-anp.yaml") -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return str(folder / name)


def faults_of(path: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        check_config(load_config(path), builtin_rules())
    return [fault.rpartition("/")[2] for fault in caught.value.faults]


def test_the_nearest_config_upwards_is_the_sites(tmp_path: Path) -> None:
    top = write(tmp_path, "")
    near = write(tmp_path / "a", "fail_on: note\n")
    (tmp_path / "a" / "b").mkdir()
    assert find_config(str(tmp_path / "a" / "b")) == near
    assert find_config(str(tmp_path)) == top


def test_pyproject_counts_where_it_has_the_table(tmp_path: Path) -> None:
    top = write(tmp_path, "[tool.lint-anp]\nfail_on = 'error'\n", "pyproject.toml")
    write(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert find_config(str(tmp_path / "a")) == top
    assert load_config(top).fail_on == "error"
    both = write(tmp_path, "fail_on: never\n")
    assert find_config(str(tmp_path)) == both


def test_a_config_holds_what_is_written(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "exclude: [drafts/**]\nseverity: {provenance: note}\noptions: {review-overdue: {days: 9}}\n"
        "overrides:\n  - paths: [old/**]\n    severity: {review-overdue: off}\n"
        "fields: {summary: description}\nschema: none\n",
    )
    config = load_config(path)
    check_config(config, builtin_rules())
    assert config.exclude == ("drafts/**",)
    assert config.severity == {"provenance": "note"}
    assert config.options == {"review-overdue": {"days": 9}}
    assert config.overrides[0].severity == {"review-overdue": "off"}
    assert config.fields == {"summary": "description"}
    assert not config.bound
    assert config.places["options.review-overdue.days"].endswith(":3:28")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(
            "exlude: [a]\nfail_on: fatal\nselect: x\n",
            [
                "lint-anp.yaml:1:1: unknown key 'exlude'; did you mean 'exclude'?",
                "lint-anp.yaml:2:10: fail_on is 'fatal'; it must be one of error, warning, note, never",
                "lint-anp.yaml:3:9: select is 'x'; it must be a list of texts",
            ],
            id="keys and values",
        ),
        pytest.param(
            "ignore: [review-overdo]\nseverity: {provenence: note}\noptions: {review-overdue: {dais: 3, days: x}}\n",
            [
                "lint-anp.yaml:1:10: there is no rule or topic 'review-overdo'; did you mean 'review-overdue'?",
                "lint-anp.yaml:2:12: there is no rule or topic 'provenence'; did you mean 'provenance'?",
                "lint-anp.yaml:3:28: 'review-overdue' has no option 'dais'; did you mean 'days'?",
                "lint-anp.yaml:3:37: the option 'days' of 'review-overdue' must be a number",
            ],
            id="rules and options",
        ),
        pytest.param(
            "options: {placeholder-text: {pattern: 'TODO('}}\n",
            ["lint-anp.yaml:1:30: the option 'pattern' of 'placeholder-text' is not a regular expression: missing ): TODO("],
            id="no pattern",
        ),
        pytest.param(
            "severity: {review-required: off}\n",
            ["lint-anp.yaml:1:12: 'review-required' is mandatory; lift it with 'lift_mandatory:'"],
            id="a mandatory rule off",
        ),
        pytest.param(
            "fields: {sumary: description}\n",
            ["lint-anp.yaml:1:18: 'sumary' is not a field of a post; did you mean 'summary'?"],
            id="fields that we do not have",
        ),
        pytest.param("a: [\n", ["lint-anp.yaml:1:4: the '[' that opens here is not closed, or a comma is missing in it"], id="no YAML"),
        pytest.param("- a\n", ["lint-anp.yaml:1:1: a config is made of 'key: value' lines"], id="a list"),
        pytest.param("ignore: [a]\nignore: [b]\n", ["lint-anp.yaml:2:1: the key 'ignore' stands twice"], id="twice"),
    ],
)  # fmt: skip
def test_faults_are_told_at_their_places(text: str, faults: list[str], tmp_path: Path) -> None:
    assert faults_of(write(tmp_path, text)) == faults


def test_only_the_roots_config_lifts_a_mandatory_rule(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    lift = "lift_mandatory: {review-required: a test site}\n"
    check_config(load_config(write(tmp_path, lift)), builtin_rules())
    (fault,) = faults_of(write(tmp_path / "blog", lift))
    assert fault.startswith("lint-anp.yaml")
    with pytest.raises(InputError, match="only the config at the site's root may lift"):
        check_config(load_config(str(tmp_path / "blog" / "lint-anp.yaml")), builtin_rules())


def test_each_value_is_shown_with_its_origin(tmp_path: Path) -> None:
    path = write(tmp_path, "fail_on: note\noverrides: [{paths: [old/**]}]\n")
    text = describe_config(load_config(path), str(tmp_path / "old" / "a.md"))
    lines = text.split("\n")
    assert any(line.startswith('fail_on: "note"') and line.endswith(":1:1") for line in lines)
    assert "select: []  # default" in lines
    assert "# old/a.md is under the override for old/**" in lines


def test_every_key_of_the_model_is_read() -> None:
    from lint_anp.config.config import Config

    names = {field.alias or name for name, field in ConfigModel.model_fields.items()}
    assert names == set(Config._fields) - {"path", "root", "places"}
