"""Silencing: where comments and the meta's key reach, and what is wrong with some of them."""

from datetime import date
from pathlib import Path

import pytest

from lint_anp.finding import Report
from lint_anp.run import Request, run


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
        pytest.param(f"---\n{META}flags: {{needs_human_review: 1}}\nrevision:\n  status: published # lint-anp: ignore[flags] -- now\n---\n", ["6:11 review-required", "6:40 unused-ignore"], 0, id="the topic of a mandatory rule"),
        pytest.param(f"---\n{META}---\n\n```\n# lint-anp: ignore[x] -- y\n<!-- lint-anp: ignore[x] -- y -->\n```\n", [], 0, id="in code"),
        pytest.param(f"---\n{META}---\n\n<!-- lint-anp: ignore[field-unknown] -- y -->\n\nText.\n", ["6:23 unused-ignore"], 0, id="before a block, unused"),
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


def test_json_posts_are_silenced_by_their_meta_each_for_itself(tmp_path: Path) -> None:
    one = '{"title": "A", "summary": "What is in it.", "mood": 1, "lint_anp": {"ignore": {"field-unknown": "ours"}}}'
    other = '{"title": "A", "summary": "What is in it.", "mood": 1}'
    assert told(check(f"{one}\n{other}\n", tmp_path, "p.jsonl")) == ["2:45 field-unknown"]
