"""SARIF logs: what GitHub, GitLab and VS Code read, and what no validator looks at."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from lint_anp.finding import Finding, Related, Report, Silenced
from lint_anp.report import sarif
from lint_anp.report.sarif import format_sarif
from lint_anp.report.sarif_texts import TEXT_LIMIT, describe_rule, link_related
from lint_anp.source import Source
from tests.report.sample import BROKEN, FILES, RULES, UMLAUTS, find, sample_report
from tests.validate_sarif import differing_hashes, faults_of, write_logs

REPORT = sample_report()


def run_of(report: Report = REPORT, **options: Any) -> dict[str, Any]:
    """The only run of a report's log."""
    log = json.loads("".join(format_sarif(report, FILES.get, **options)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def spelling(path: str, needle: str = "a", **changes: Any) -> Finding:
    """A finding in the first line of a file."""
    location = Source(path, needle).locate(0, len(needle))
    return Finding("spelling", "note", "Misspelled.", "", location, needle)._replace(**changes)


def uri_of(result: dict[str, Any]) -> dict[str, str]:
    """The artifact location of a result."""
    return dict(result["locations"][0]["physicalLocation"]["artifactLocation"])


def test_the_validator_finds_no_error_and_no_warning(multitool: Path, tmp_path: Path) -> None:
    (sample, folder), (examples, root) = write_logs(tmp_path)
    everything = tmp_path / "everything.sarif"
    options = {"include_suppressed": True, "category": "posts"}
    everything.write_text("".join(format_sarif(REPORT, FILES.get, **options)), "utf-8")  # type: ignore[arg-type]
    for log, site in ((sample, folder), (examples, root), (everything, folder)):
        assert faults_of(multitool, log) == []
        assert differing_hashes(multitool, log, site) == []


@pytest.mark.parametrize(
    ("at", "value", "rule"),
    [
        (("ruleIndex",), 99, "SARIF1009"),
        (("message",), {"id": "only"}, "GH1007"),
        (("locations", 0, "physicalLocation", "region"), {}, "GH1003"),
        (("locations", 0, "physicalLocation", "artifactLocation", "uri"), "a b.md", "SARIF1002"),
    ],
    ids=["an index without a rule", "no text", "no region", "a URI with a space"],
)
def test_the_validator_is_no_rubber_stamp(
    multitool: Path, tmp_path: Path, at: tuple[Any, ...], value: object, rule: str
) -> None:
    log = json.loads("".join(format_sarif(REPORT, FILES.get)))
    place = log["runs"][0]["results"][0]
    for step in at[:-1]:
        place = place[step]
    place[at[-1]] = value
    path = tmp_path / "wrong.sarif"
    path.write_text(json.dumps(log))
    assert rule in {fault.split(":")[0] for fault in faults_of(multitool, path)}


def test_the_whole_result_of_a_finding() -> None:
    assert run_of()["results"][4] == {
        "ruleId": "spelling",
        "ruleIndex": 2,
        "level": "warning",
        "message": {"text": "Misspelled: 'teh'."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "posts/%C3%BCber%20uns%2C%2050%25%3A%20%F0%9F%98%80%20%231.md",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {
                        "startLine": 2,
                        "startColumn": 16,  # the emoji before it has two units
                        "endLine": 2,
                        "endColumn": 19,
                        "snippet": {"text": "teh"},
                    },
                }
            }
        ],
        "partialFingerprints": {
            "lintAnp/v1": "7c665c4596fee70862d6d406e2c46d22",
            "primaryLocationLineHash": "62c3af862db95f51:1",
        },
    }


def test_the_run_says_how_it_counts_and_from_where() -> None:
    run = run_of()
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["originalUriBaseIds"]["%SRCROOT%"].keys() == {"description"}
    assert "automationDetails" not in run


def test_every_result_is_of_the_rule_at_its_index() -> None:
    run = run_of(include_suppressed=True)
    rules = run["tool"]["driver"]["rules"]
    ids = [rules[result["ruleIndex"]]["id"] for result in run["results"]]
    assert ids == [result["ruleId"] for result in run["results"]]
    assert len(set(ids)) == 3


def test_every_region_is_the_text_of_its_file_in_utf_16() -> None:
    for result in run_of()["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        data = FILES[unquote(uri_of(result)["uri"])].decode("utf-8", "replace")
        line = data.removeprefix("\ufeff").split("\n")[region["startLine"] - 1]
        units = line.encode("utf-16-le")
        start, end = 2 * (region["startColumn"] - 1), 2 * (region["endColumn"] - 1)
        assert region["snippet"]["text"] == units[start:end].decode("utf-16-le")


def test_a_finding_over_lines_has_a_region_of_its_first_line() -> None:
    text = "ab 😀\r\ncd\r\n"
    finding = spelling("a.md", location=Source("a.md", text).locate(1, 8))
    log = "".join(format_sarif(Report((finding,), 1, 1, RULES), {"a.md": text.encode()}.get))
    (result,) = json.loads(log)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 2,
        "endLine": 1,
        "endColumn": 6,
        "snippet": {"text": "b 😀"},
    }


def test_a_file_that_is_gone_has_no_snippet_and_no_line_hash() -> None:
    (result,) = run_of(Report((spelling("gone.md"),), 1, 1, RULES))["results"]
    assert result["partialFingerprints"].keys() == {"lintAnp/v1"}
    assert "snippet" not in result["locations"][0]["physicalLocation"]["region"]


def test_a_byte_order_mark_is_text_behind_the_start_of_a_file() -> None:
    text = "a\n\ufeffbcd\n"
    finding = spelling("a.md", location=Source("a.md", text).locate(3, 5))
    for data in (text.encode(), text.encode("utf-8-sig")):
        log = "".join(format_sarif(Report((finding,), 1, 1, RULES), {"a.md": data}.get))
        result = json.loads(log)["runs"][0]["results"][0]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startColumn"], region["snippet"]) == (2, {"text": "bc"})


def test_a_very_long_region_has_no_snippet() -> None:
    text = "a" * (sarif.SNIPPET_LIMIT + 1)
    log = "".join(
        format_sarif(Report((spelling("a.md", text),), 1, 1, RULES), lambda _: text.encode())
    )
    region = json.loads(log)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["endColumn"] == len(text) + 1
    assert "snippet" not in region


@pytest.mark.parametrize(
    ("path", "uri", "base"),
    [
        ("a b/ü.md", "a%20b/%C3%BC.md", "%SRCROOT%"),
        ("a:b.md", "a%3Ab.md", "%SRCROOT%"),
        ("./posts/../a.md", "a.md", "%SRCROOT%"),
        ("byte \udcff.md", "byte%20%FF.md", "%SRCROOT%"),
        ("../../other/a.md", "other/a.md", "%OUTSIDE%"),
        ("/elsewhere/a.md", "a.md", "%OUTSIDE%"),
    ],
)
def test_uris_are_relative_and_tell_no_machine_path(path: str, uri: str, base: str) -> None:
    run = run_of(Report((spelling(path, related=(Related(path, 1, 1, "Here."),)),), 1, 1, RULES))
    (result,) = run["results"]
    assert uri_of(result) == {"uri": uri, "uriBaseId": base}
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"] == uri_of(result)
    assert base in run["originalUriBaseIds"]


def test_every_link_has_one_related_location_and_every_location_a_link() -> None:
    results = run_of()["results"]
    for result in results:
        links = re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])
        ids = [place["id"] for place in result.get("relatedLocations", [])]
        assert sorted(map(int, links)) == ids
    assert [len(result.get("relatedLocations", [])) for result in results] == [0, 0, 0, 0, 0, 3]


@pytest.mark.parametrize(
    ("message", "related", "linked"),
    [
        pytest.param("No place.", (), "No place.", id="nothing related"),
        pytest.param(
            "It stands in line 3.", (("p.md", 3),), "It stands in [line 3](1).", id="line"
        ),
        pytest.param(
            "See a.md:3 and b.md:30.",
            (("b.md", 3), ("a.md", 3)),
            "See [a.md:3](2) and b.md:30. See [b.md:3](1).",
            id="only whole names",
        ),
        pytest.param(
            "Also in other/a.md:3.",
            (("a.md", 3),),
            "Also in other/a.md:3. See [a.md:3](1).",
            id="not the end of a longer path",
        ),
        pytest.param("Twice.", (("[x].md", 3),), r"Twice. See [\[x\].md:3](1).", id="brackets"),
        pytest.param(
            "Bad link '[x](1)'.",
            (("a.md", 2),),
            r"Bad link '\[x\](1)'. See [a.md:2](1).",
            id="quoted links stay text",
        ),
        pytest.param("Quotes [x] only.", (), "Quotes [x] only.", id="brackets alone stay"),
    ],
)
def test_messages_link_their_related_places(
    message: str, related: tuple[tuple[str, int], ...], linked: str
) -> None:
    places = tuple(Related(path, line, 1, "Here.") for path, line in related)
    assert link_related(spelling("p.md", message=message, related=places)) == linked


def test_silenced_findings_are_left_out_unless_asked_for() -> None:
    assert len(run_of()["results"]) == 6
    assert all("suppressions" not in result for result in run_of()["results"])
    results = run_of(include_suppressed=True)["results"]
    assert [result["suppressions"] for result in results] == [
        *([[]] * 5),
        [{"kind": "inSource", "status": "accepted", "justification": "a name"}],
        [],
    ]


def test_what_the_baseline_silences_is_external() -> None:
    silenced = Silenced(spelling("a.md"), "baseline", "")
    (result,) = run_of(Report((), 1, 1, RULES, (silenced,)), include_suppressed=True)["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted"}]


def test_a_category_is_told_only_when_given() -> None:
    assert run_of(category="docs")["automationDetails"] == {"id": "docs/"}


def test_unreadable_files_and_notices_are_notifications() -> None:
    run = run_of()
    unreadable, notice = run["invocations"][0]["toolExecutionNotifications"]
    assert unreadable["message"] == {"text": "Not UTF-8 from byte 8 on."}
    assert unreadable["associatedRule"] == {"id": "file-unreadable", "index": 0}
    place = unreadable["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": BROKEN, "uriBaseId": "%SRCROOT%"}
    assert notice["message"] == {"text": "No index was used."}
    descriptors = run["tool"]["driver"]["notifications"]
    for told in (unreadable, notice):
        assert descriptors[told["descriptor"]["index"]]["id"] == told["descriptor"]["id"]


def test_above_the_limit_the_least_severe_are_left_out_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "RESULT_LIMIT", 3)
    severities = ("note", "warning", "error", "warning", "error")
    findings = tuple(
        spelling(f"{number}.md", severity=severity) for number, severity in enumerate(severities)
    )
    silenced = Silenced(spelling("0.md", severity="error"), "comment", "x")
    run = run_of(Report(findings, 5, 5, RULES, (silenced,)), include_suppressed=True)
    kept = [(uri_of(result)["uri"], result["level"]) for result in run["results"]]
    assert kept == [("1.md", "warning"), ("2.md", "error"), ("4.md", "error")]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == (
        "3 findings left out, the least severe: code scanning refuses more than 3 results in a run."
    )


def test_the_limit_is_that_of_code_scanning() -> None:
    assert sarif.RESULT_LIMIT == 25_000


def test_results_are_sorted_and_the_same_bytes_in_any_order() -> None:
    places = [
        (
            unquote(uri_of(result)["uri"]),
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in run_of(include_suppressed=True)["results"]
    ]
    assert places == sorted(places)
    shuffled = REPORT._replace(findings=REPORT.findings[::-1])
    assert "".join(format_sarif(shuffled, FILES.get)) == "".join(format_sarif(REPORT, FILES.get))


def test_what_is_left_out_depends_on_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULT_LIMIT", 3)
    shuffled = REPORT._replace(findings=REPORT.findings[::-1])
    assert "".join(format_sarif(shuffled, FILES.get)) == "".join(format_sarif(REPORT, FILES.get))


def test_our_own_fingerprint_does_not_move_with_the_text() -> None:
    moved = spelling("a.md", location=Source("a.md", "\n\n  a").locate(4, 5))
    before, after = (
        run_of(Report((finding,), 1, 1, RULES))["results"][0]["partialFingerprints"]
        for finding in (spelling("a.md"), moved)
    )
    assert before == after


def test_a_rule_is_described_from_its_file() -> None:
    described = describe_rule(RULES[1])
    assert described["name"] == "ParagraphRepeatedInPost"
    assert described["shortDescription"] == {"text": "A post does not repeat its paragraphs"}
    assert described["fullDescription"] == {
        "text": "A reader who meets a paragraph twice stops reading."
    }
    assert described["helpUri"] == "https://example.org/rules/paragraph-repeated-in-post"
    assert described["defaultConfiguration"] == {"level": "warning"}
    assert described["properties"] == {
        "tags": ["repetition", "duplicate-content"],
        "precision": "high",
        "problem.severity": "warning",
    }
    assert described["help"] == {
        "text": (
            "A reader who meets a paragraph twice stops reading.\n\nKeep one of them.\n\n"
            "In Markdown, put <!-- lint-anp: ignore[paragraph-repeated-in-post] -- reason --> "
            "before the block; in YAML and TOML, put "
            "# lint-anp: ignore[paragraph-repeated-in-post] -- reason on the line or above it; in "
            'JSON, add "lint_anp": {"ignore": {"paragraph-repeated-in-post": "reason"}} to the '
            "meta. The reason is required."
        ),
        "markdown": (
            "# A post does not repeat its paragraphs\n\n## Why\n\n"
            "A reader who meets a paragraph twice stops reading.\n\n## What to do\n\n"
            "Keep one of them.\n\n## How to silence it\n\n"
            "In Markdown, put `<!-- lint-anp: ignore[paragraph-repeated-in-post] -- reason -->` "
            "before the block; in YAML and TOML, put "
            "`# lint-anp: ignore[paragraph-repeated-in-post] -- reason` on the line or above it; "
            'in JSON, add `"lint_anp": {"ignore": {"paragraph-repeated-in-post": "reason"}}` to '
            "the meta. The reason is required."
        ),
    }


def test_a_mandatory_rule_says_that_nothing_silences_it() -> None:
    text = str(describe_rule(RULES[0])["help"])
    assert "This rule is mandatory: only the site's own lint-anp.yaml can lift it" in text
    assert "ignore[" not in text


def test_a_name_is_never_the_id_in_another_case() -> None:
    assert describe_rule(RULES[2])["name"] == "SpellingRule"


@pytest.mark.parametrize("why", ["word " * 400, "漢" * 2_000])
def test_descriptions_keep_to_the_limit(why: str) -> None:
    described = describe_rule(RULES[0]._replace(why=why))
    text = described["fullDescription"]["text"]  # type: ignore[index]
    assert len(text) <= TEXT_LIMIT
    assert text.endswith(" …")


def test_a_note_is_a_recommendation_and_tags_keep_to_the_limit() -> None:
    rule = RULES[2]._replace(tags=tuple(f"tag-{number}" for number in range(20)))
    properties: Any = describe_rule(rule)["properties"]
    assert properties["problem.severity"] == "recommendation"
    assert properties["tags"] == ["language", *(f"tag-{number}" for number in range(9))]


def test_the_columns_of_the_sample_are_not_code_points() -> None:
    finding = find("spelling", "warning", "x", UMLAUTS, "teh")
    assert finding.location.column == 15
    assert finding.location.utf16[0] == 16
