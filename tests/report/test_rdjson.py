"""reviewdog's rdjson: columns in bytes, and what a validator of the format says."""

import json
import subprocess
from pathlib import Path

from lint_anp.report.rdjson import format_rdjson
from tests.report.sample import FILES, UMLAUTS, sample_report

REPORT = sample_report()
DIAGNOSTICS = json.loads("".join(format_rdjson(REPORT)))["diagnostics"]


def test_the_validator_accepts_it(rdformat_validator: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.rdjson"
    path.write_text("".join(format_rdjson(REPORT)), "utf-8")
    command = ["node", str(rdformat_validator), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    path.write_text("".join(format_rdjson(REPORT)).replace('"WARNING"', '"BAD"'), "utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_the_whole_diagnostic_of_a_finding() -> None:
    assert DIAGNOSTICS[4] == {
        "message": "Misspelled: 'teh'.",
        "location": {
            "path": UMLAUTS,
            "range": {
                "start": {"line": 2, "column": 19},  # the emoji has 4 bytes, the umlaut 2
                "end": {"line": 2, "column": 22},
            },
        },
        "severity": "WARNING",
        "code": {"value": "spelling"},
    }


def test_every_range_is_the_text_of_its_file_in_utf_8() -> None:
    for diagnostic, finding in zip(DIAGNOSTICS, REPORT.findings, strict=True):
        start, end = diagnostic["location"]["range"].values()
        data = FILES[diagnostic["location"]["path"]].decode("utf-8", "replace")
        line = data.removeprefix("\ufeff").split("\n")[start["line"] - 1].encode()
        place = finding.location
        marked = place.first_line[place.column - 1 : place.end_column - 1]
        assert line[start["column"] - 1 : end["column"] - 1].decode() == marked


def test_related_places_and_the_rule_are_told() -> None:
    (repeated,) = (one for one in DIAGNOSTICS if "related_locations" in one)
    assert repeated["message"].split("\n")[1:] == ["Keep one of them."]
    assert repeated["code"] == {
        "value": "paragraph-repeated-in-post",
        "url": "https://example.org/rules/paragraph-repeated-in-post",
    }
    assert [place["location"]["path"] for place in repeated["related_locations"]] == [
        UMLAUTS, "posts/quoted.md", "posts/[draft].md",
    ]  # fmt: skip
