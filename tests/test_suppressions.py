"""Silencing: where comments and the meta's key reach, and what is wrong with some of them."""

from datetime import date
from pathlib import Path

import pytest

from lint_anp.finding import Report
from lint_anp.request import Request
from lint_anp.run import run


def check(text: str, tmp_path: Path, name: str = "post.md") -> Report:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return run(Request((str(path),), date(2026, 1, 1)))


def told(report: Report) -> list[str]:
    return [f"{one.location.line}:{one.location.column} {one.rule}" for one in report.findings]


META = "title: Tea\nsummary: What is in the cup.\n"


@pytest.mark.parametrize(
    ("text", "findings", "silenced"),
    [
        pytest.param(f"---\n{META}mood: x # lint-anp: ignore[field-unknown] -- ours\n---\n", [], 1, id="on the line"),
        pytest.param(f"---\n{META}# lint-anp: ignore[field-unknown] -- ours\nmood: x\n---\n", [], 1, id="above it"),
        pytest.param(f"---\n{META}# lint-anp: ignore[field-unknown] -- ours\n# more\n\nmood: x\n---\n", [], 1, id="above a remark"),
        pytest.param(f"---\n{META}# lint-anp: ignore[schema] -- ours\nmood: x\n---\n", [], 1, id="a topic"),
        pytest.param(f"---\n{META}# lint-anp: ignore[field-unknown, field-invalid] -- ours\nmood: x\n---\n", ["4:35 unused-ignore"], 1, id="two, one of them unused"),
        pytest.param(f"---\n{META}# lint-anp: ignore-file[field-unknown] -- ours\nmood: x\nage: 3\n---\n", [], 2, id="the whole file"),
        pytest.param(f"---\n{META}mood: x\nlint_anp: {{ignore: {{field-unknown: ours}}}}\n---\n", [], 1, id="in the meta"),
        pytest.param(f"---\n{META}mood: 'x # lint-anp: ignore[field-unknown] -- ours'\n---\n", ["4:1 field-unknown"], 0, id="in a text"),
        pytest.param(f"---\n{META}# lint-anp: ignore[field-unknown]\nmood: x\n---\n", ["4:3 ignore-invalid", "5:1 field-unknown"], 0, id="no reason"),
        pytest.param(f"---\n{META}# lint-anp: ignore -- ours\nmood: x\n---\n", ["4:3 ignore-invalid", "5:1 field-unknown"], 0, id="no rule"),
        pytest.param(f"---\n{META}# lint-anp: off\nmood: x\n---\n", ["4:3 ignore-invalid", "5:1 field-unknown"], 0, id="other words"),
        pytest.param(f"---\n{META}flags: {{needs_human_review: 1}}\nrevision:\n  status: published # lint-anp: ignore[review-required] -- now\n---\n", ["6:11 review-required", "6:40 ignore-refused"], 0, id="a mandatory rule"),
        pytest.param(f"---\n{META}flags: {{needs_human_review: 1}}\nrevision:\n  status: published # lint-anp: ignore[flags] -- now\n---\n", ["6:11 review-required", "6:40 ignore-refused"], 0, id="the topic of a mandatory rule"),
        pytest.param(f"---\n{META}---\n\n```\n# lint-anp: ignore[x] -- y\n<!-- lint-anp: ignore[x] -- y -->\n```\n", [], 0, id="in code"),
        pytest.param(f"---\n{META}---\n\n<!-- lint-anp: ignore[field-unknown] -- y -->\n\nText.\n", ["6:23 unused-ignore"], 0, id="before a block, unused"),
        pytest.param(f"---\n{META}---\n\nWrite `<!-- lint-anp: ignore[x] -- y -->` before it, or ``{{/* lint-anp: off */}}``.\n", [], 0, id="in code spans"),
        pytest.param(f"---\n{META}---\n\n<!-- lint-anp: ignore[x] -- y\n\nText.\n", ["6:6 ignore-invalid"], 0, id="never closed"),
        pytest.param(f"---\n{META}mood: |  # lint-anp: ignore[field-unknown] -- ours\n  # lint-anp: off\n---\n", [], 1, id="behind the mark of a block scalar"),
        pytest.param(f"---\n{META}# lint-anp: ignore[field-unknown] — ours\nmood: x\n---\n", [], 1, id="a dash as an editor types it"),
        pytest.param(f"---\n{META}# lint-anp: ignore[field-unknown -- ours\nmood: x\n---\n", ["4:3 ignore-invalid", "5:1 field-unknown"], 0, id="no bracket"),
        pytest.param(f"---\n{META}# lint-anp: ignore[field-unknown] -- a\n# lint-anp: ignore[field-unknown] -- b\nmood: x\n---\n", ["5:20 unused-ignore"], 1, id="twice"),
        pytest.param(f"---\n{META}lint_anp: {{ignor: {{field-unknown: ours}}}}\nmood: x\n---\n", ["4:12 ignore-invalid", "5:1 field-unknown"], 0, id="another key in the meta"),
        pytest.param(f"---\n{META}lint_anp: {{ignore: {{field-unknown: }}}}\nmood: x\n---\n", ["4:21 ignore-invalid", "5:1 field-unknown"], 0, id="no reason in the meta"),
        pytest.param("+++\ntitle = 'A'\nsummary = 'What is in the cup.'\nmood = 'x' # lint-anp: ignore[field-unknown] -- ours\n+++\n", [], 1, id="TOML"),
    ],
)  # fmt: skip
def test_an_ignore_takes_out_what_it_names_where_it_stands(
    text: str, findings: list[str], silenced: int, tmp_path: Path
) -> None:
    report = check(text, tmp_path)
    assert told(report) == findings
    assert len(report.silenced) == silenced


def test_a_comment_before_a_block_reaches_to_its_end(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "no-tea.yaml").write_text(
        "id: no-tea\nname: N\nseverity: error\nwhy: W.\nhelp: H.\nfor_each: hit in find(post.body, ['tea'])\n"
        "require: false\nat: hit\nmessage: Tea.\n"
    )
    (tmp_path / "lint-anp.yaml").write_text("rules: [rules]\n")
    text = (
        f"---\n{META}---\n\n<!-- lint-anp: ignore[no-tea] -- a quotation -->\nOne\ntea.\n\nTea.\n"
    )
    report = check(text, tmp_path)
    assert told(report) == ["10:1 no-tea"]
    assert [(one.finding.location.line, one.reason) for one in report.silenced] == [
        (8, "a quotation")
    ]


PHRASE = "As an AI language model, I cannot help."


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        pytest.param("<!-- lint-anp: ignore[wording] -- quoted -->\n\n{phrase}\n\n{phrase}\n", ["10:1"], id="the next block only"),
        pytest.param("<!--\n  lint-anp: ignore[wording] -- it is <a> > {{b}}\n-->\n\n{phrase}\n", [], id="several lines and brackets"),
        pytest.param("{{/* lint-anp: ignore[wording] -- quoted */}}\n\n{phrase}\n", [], id="MDX"),
        pytest.param("<!-- lint-anp: ignore[wording] -- quoted -->\n\n- {phrase}\n- {phrase}\n\n{phrase}\n", ["11:1"], id="a list as a whole"),
        pytest.param("<!-- lint-anp: ignore[wording] -- quoted -->\n\n> {phrase}\n>\n> {phrase}\n\n{phrase}\n", ["12:1"], id="a quotation as a whole"),
        pytest.param("{phrase} <!-- lint-anp: ignore[wording] -- quoted -->\n\n{phrase}\n", ["8:1"], id="the block that it stands in"),
        pytest.param("- {phrase} <!-- lint-anp: ignore[wording] -- quoted -->\n- {phrase}\n", ["7:3"], id="the item that it stands in"),
        pytest.param("{phrase}\n\n<!-- lint-anp: ignore-file[wording] -- quoted -->\n", [], id="the whole file"),
    ],
)  # fmt: skip
def test_a_comment_in_a_body_speaks_of_its_block_or_the_next(
    body: str, kept: list[str], tmp_path: Path
) -> None:
    meta = "---\ntitle: A\nsummary: Bread and butter of ours.\n---\n\n"
    report = check(meta + body.format(phrase=PHRASE), tmp_path, "post.mdx")
    assert [place.split()[0] for place in told(report) if "assistant" in place] == kept
    assert report.silenced


def test_comments_in_the_body_of_a_yaml_post_count(tmp_path: Path) -> None:
    comment = "<!-- lint-anp: ignore[assistant-residue] -- quoted -->"
    text = f"title: A\nsummary: Of bread.\nbody: |\n  {comment}\n\n  {PHRASE}\n"
    assert len(check(text, tmp_path, "post.yaml").silenced) == 1


def test_a_topic_is_unused_only_where_all_its_rules_were_asked(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("---\n# lint-anp: ignore[schema] -- ours\ntitle: A\nsummary: B.\n---\n")
    day = date(2026, 1, 1)
    assert "2:20 unused-ignore" in told(run(Request((str(path),), day)))
    some = run(Request((str(path),), day, select=("field-unknown", "unused-ignore")))
    assert told(some) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!-- lint-anp: ignore[x] --" + " " * 100_000 + "-->", id="spaces"),
        pytest.param("<!-- lint-anp: ignore" + "\t" * 100_000 + "!", id="spaces before a fault"),
        pytest.param("<!-- lint-anp: ignore[schema] -- y\n" * 5_000, id="never closed"),
        pytest.param("- a `<!-- lint-anp: b` <!-- lint-anp: ignore[schema] -- y -->\n" * 2_000, id="many"),
        pytest.param("---\n" + "# lint-anp: ignore[schema] -- y\n" * 5_000 + "---\n", id="stacked"),
    ],
)  # fmt: skip
def test_hostile_comments_are_read_in_time(text: str, tmp_path: Path) -> None:
    assert check(text, tmp_path).findings


def test_json_posts_are_silenced_by_their_meta_each_for_itself(tmp_path: Path) -> None:
    one = '{"title": "A", "summary": "What is in it.", "mood": 1, "lint_anp": {"ignore": {"field-unknown": "ours"}}}'
    other = '{"title": "B", "summary": "What is in it.", "mood": 1}'
    assert told(check(f"{one}\n{other}\n", tmp_path, "p.jsonl")) == ["2:45 field-unknown"]
