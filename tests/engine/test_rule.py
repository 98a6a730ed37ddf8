"""Rule files: what is read, and all faults at once at their places."""

from datetime import date
from pathlib import Path

import pytest

from lint_anp.config.config import Config
from lint_anp.engine.check import check_post, make_findings
from lint_anp.engine.plan import make_plan
from lint_anp.engine.rule import read_rule
from lint_anp.engine.rulebook import Rulebook, read_rules, rule_files
from lint_anp.errors import InputError
from lint_anp.paths import relative
from lint_anp.posts.load import load_posts
from lint_anp.site.judging import hold_meta

HEAD = "id: my-rule\nname: N\nseverity: warning\nwhy: W.\nhelp: H.\n"


def faults_of(text: str, name: str = "my-rule") -> list[str]:
    _, faults = read_rule(f"rules/{name}.yaml", text, "own")
    return [fault.removeprefix(f"rules/{name}.yaml:") for fault in faults]


def findings(
    rule_text: str, post_text: str, path: str = "post.md", *, bound: bool = True
) -> list[str]:
    rule, faults = read_rule("rules/my-rule.yaml", rule_text, "own", bound=bound)
    assert not faults
    (post,) = load_posts(path, post_text.encode())
    plan = make_plan(Rulebook({rule.id: rule}), [rule.id], {}, {}, path, post.format)
    conformed = hold_meta(post, Config(None, ".", schema=None if bound else "none"))
    broken = check_post(post, conformed, plan, date(2026, 1, 1))
    return [
        f"{one.location.line}:{one.location.column} {one.location.pointer}: {one.message}"
        for one in make_findings([(post, one) for one in broken])
    ]


def test_a_whole_rule_has_no_faults() -> None:
    text = (
        HEAD
        + "when: has(meta.title)\nrequire: length(meta.title) > 3\nat: meta.title\nmessage: M.\n"
    )
    assert faults_of(text) == []


def test_folders_and_files_of_rules_that_cannot_be_read_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, *_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(HEAD)
    monkeypatch.setattr("lint_anp.engine.rulebook.open", refuse, raising=False)
    with pytest.raises(InputError) as caught:
        read_rules(rule_files(["."]))
    assert caught.value.faults == ("a.yaml: the rule file cannot be read: permission denied",)
    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(InputError) as caught:
        rule_files(["more"])
    assert caught.value.faults == ("more: the folder cannot be read: permission denied",)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(
            HEAD.replace("name: N\n", "nam: N\n") + "require: meta.titel == 1\nmessage: '{meta.sumary}'\n",
            [
                "2:1: unknown key 'nam'; did you mean 'name'?",
                "6:15: unknown field 'titel'; did you mean 'title'?",
                "7:17: unknown field 'sumary'; did you mean 'summary'?",
            ],
            id="all at once",
        ),
        pytest.param(
            HEAD + "require: |\n  has(meta.title)\n    and meta.titel == 'x'\nmessage: M.\n",
            ["8:14: unknown field 'titel'; did you mean 'title'?"],
            id="in a block",
        ),
        pytest.param(
            HEAD + 'require: "meta.title == \\"a\\" and meta.x == 1"\nmessage: M.\n',
            ["6:40: unknown field 'x'"],
            id="in quotes, behind escapes",
        ),
        pytest.param(HEAD + "message: M.\n", ["1:1: 'require' is missing: say what must hold"], id="no require"),
        pytest.param("name: N\n", ["1:1: 'help' is missing", "1:1: 'id' is missing", "1:1: 'message' is missing", "1:1: 'severity' is missing", "1:1: 'why' is missing"], id="fields missing"),
        pytest.param(HEAD.replace("warning", "fatal") + "require: true\nmessage: M.\n", ["3:11: severity is 'fatal'; it must be one of error, warning, note, off"], id="severity"),
        pytest.param(HEAD.replace("my-rule", "mine") + "require: true\nmessage: M.\n", ["1:5: the id is 'mine', but the file's name is 'my-rule'"], id="id"),
        pytest.param(HEAD + "require: meta.title\nmessage: M.\n", ["6:10: this gives a text; true or false is needed"], id="no condition"),
        pytest.param(HEAD + "require: true\nmessage: '{meta.title'\n", ["7:11: '{' is not closed; write '{{' for a brace"], id="an open brace"),
        pytest.param(HEAD + "require: true\nmessage: '{1|plural:post}'\n", ["7:14: write {n|plural:post,posts}"], id="plural"),
        pytest.param(HEAD + "for_each: images\nrequire: true\nmessage: M.\n", ["6:11: write 'image in post.images': a name, in, a list"], id="for_each"),
        pytest.param(HEAD + "require: options.most > 1\nmessage: M.\n", ["6:18: unknown field 'most'; there is none"], id="an option without options"),
        pytest.param(HEAD + "options: {one: '(', other: '[', text: ')'}\nrequire: matches(meta.title, options.one)\nmessage: '{length(find_pattern(post.body.prose, options.other))} {options.text}'\n", ["6:16: not a regular expression: missing ): (", "6:28: not a regular expression: missing ]: ["], id="an option that is no pattern"),
        pytest.param(HEAD + "for_each: a in meta.tools\nrequire: any(any(a == b and b == c for c in meta.tools) for b in meta.tools)\nmessage: M.\n", ["7:17: loops may stand in each other 2 deep, for_each among them"], id="three loops"),
        pytest.param(HEAD + "for_each: a in meta.tools\nrequire: any(a == b for b in meta.tools)\nmessage: M.\n", [], id="two loops"),
        pytest.param(HEAD + "require: true\nat: lower(meta.title)\nmessage: M.\n", ["7:5: a place is meta.…, post, or the name behind for_each"], id="at"),
        pytest.param(HEAD + "from: schema\nmessage: M.\n", ["1:5: no part of lint-anp judges 'my-rule'"], id="from without code"),
        pytest.param("id: [\n", ["1:5: the '[' that opens here is not closed, or a comma is missing in it"], id="no YAML"),
        pytest.param("- a\n", ["1:1: a rule file is made of 'key: value' lines"], id="a list"),
    ],
)  # fmt: skip
def test_faults_are_told_at_their_places(text: str, faults: list[str]) -> None:
    told = [fault.partition("; there are")[0] for fault in faults_of(text)]
    assert told == faults


def test_a_rule_file_that_cannot_be_read_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(HEAD, encoding="utf-16")
    files = [relative(str(tmp_path / name)) for name in ("one.yaml", "two.yaml")]
    with pytest.raises(InputError) as caught:
        read_rules(files)
    assert caught.value.faults == (
        f"{files[0]}: the rule file is not UTF-8; save it as UTF-8",
        f"{files[1]}: the rule file cannot be read: no such file or directory",
    )


def test_a_rule_is_named_by_one_word() -> None:
    text = HEAD.replace("my-rule", "my: rule") + "require: true\nmessage: M.\n"
    text = text.replace("id: my: rule", "id: 'my: rule'")
    assert faults_of(text, "my: rule") == [
        "1:1: the file's name is 'my: rule'; write it in lower-case-with-hyphens"
    ]


POST = "---\ntitle: Tea\ntools: [git, cron]\nimage_sources:\n  - {url: a.png}\n---\n\nText. ![x](b.png)\n"


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        pytest.param(
            "require: length(meta.title) > 9\nat: meta.title\nmessage: '{length(meta.title)} {length(meta.title)|plural:letter,letters}'\n",
            ["2:8 title: 3 letters"],
            id="a value",
        ),
        pytest.param("require: false\nat: meta.revision.status\nmessage: '{meta.revision.status}.'\n", ["2:1 revision.status: (none)."], id="an absent value"),
        pytest.param("for_each: tool in meta.tools\nrequire: tool == 'git'\nat: tool\nmessage: '{tool}'\n", ["3:14 tools[1]: cron"], id="an item"),
        pytest.param("for_each: image in post.images\nrequire: image.in_body and false\nat: image.url\nmessage: '{image.url}'\n", ["5:11 image_sources[0].url: a.png", "8:12 : b.png"], id="images of body and meta"),
        pytest.param("for_each: hit in find(post.body, ['text'])\nrequire: false\nmessage: '{hit.text}'\n", ["8:1 : Text"], id="a spot in the prose"),
        pytest.param("for_each: hit in find(post.body, ['', 'text'])\nrequire: false\nmessage: '{hit.text}'\n", ["8:1 : Text"], id="an empty phrase stands nowhere"),
        pytest.param("require: false\nmessage: '{{x}}'\n", ["2:8 title: {x}"], id="the whole post"),
        pytest.param("options: {text: '" + "b" * 9_999 + "'}\nrequire: false\nmessage: 'A {options.text}.'\n", ["2:8 title: A " + "b" * 500 + "…."], id="a long value"),
        pytest.param("values: {n: length(meta.tools)}\nrequire: n > 2\nat: meta.tools\nmessage: '{n}'\n", ["3:8 tools: 2"], id="a named value"),
        pytest.param("values: {n: length(meta.tools), m: n + 1}\nrequire: n > 2\nat: meta.tools\nmessage: '{n} {m}'\n", ["3:8 tools: 2 3"], id="a value that only the finding has"),
        pytest.param("values: {m: length(meta.tools), n: m + 1}\nrequire: n > 3\nat: meta.tools\nmessage: '{n}'\n", ["3:8 tools: 3"], id="a value of a value"),
        pytest.param("values: {n: length(meta.slug)}\nrequire: length(meta.tools) > 2\nmessage: '{n}'\n", [], id="a value that the finding lacks"),
        pytest.param("require: length(meta.tools) > 2\nat: post if has(meta.title) else post\nmessage: M.\n", ["2:8 title: M."], id="the post in any case"),
        pytest.param("require: meta.score.quality > 5\nmessage: M.\n", [], id="not applicable"),
        pytest.param("when: meta.title == 'Coffee'\nrequire: false\nmessage: M.\n", [], id="not looked at"),
    ],
)  # fmt: skip
def test_findings_stand_where_at_says(rule: str, found: list[str]) -> None:
    assert findings(HEAD + rule, POST) == found


@pytest.mark.parametrize(
    ("rule", "meta", "found"),
    [
        pytest.param("for_each: one in meta.foo\nrequire: one == 'a'\nmessage: '{one}'\n", "foo: [a, b]\n", ["3:10 foo[1]: b"], id="a list"),
        pytest.param("for_each: one in meta.foo\nrequire: one == 'a'\nmessage: '{one}'\n", "foo: 3\n", [], id="a number is no list"),
        pytest.param("for_each: one in meta.foo\nrequire: one == 'a'\nmessage: '{one}'\n", "foo: abc\n", [], id="a text is no list"),
        pytest.param("require: matches(meta.title, meta.foo)\nmessage: M.\n", "foo: '^B'\n", ["2:8 title: M."], id="a pattern"),
        pytest.param("require: matches(meta.title, meta.foo)\nmessage: M.\n", "foo: '('\n", [], id="no pattern"),
        pytest.param("require: false\nat: 'meta.title if meta.foo > 3 else meta.foo'\nmessage: M.\n", "foo: 4\n", ["2:8 title: M."], id="a place"),
        pytest.param("require: false\nat: 'meta.title if meta.foo > 3 else meta.foo'\nmessage: M.\n", "foo: [a]\n", ["2:8 title: M."], id="no place, so the post's"),
        pytest.param("require: false\nat: meta.foo[meta.foo.a]\nmessage: M.\n", "foo: {a: [b]}\n", ["2:8 title: M."], id="a list is no step to a place"),
    ],
)  # fmt: skip
def test_a_rule_does_not_apply_to_a_value_of_another_kind(
    rule: str, meta: str, found: list[str]
) -> None:
    text = f"---\ntitle: Tea\n{meta}---\n\nText.\n"
    assert findings(HEAD + rule, text, bound=False) == found


def test_a_rule_may_apply_to_some_formats_and_paths_only() -> None:
    text = (
        HEAD
        + "applies_to: {formats: [markdown], paths: ['blog/**']}\nrequire: false\nmessage: M.\n"
    )
    assert len(findings(text, POST, "blog/a.md")) == 1
    assert findings(text, POST, "docs/a.md") == []
    assert findings(text, POST, "blog/a.mdx") == []
