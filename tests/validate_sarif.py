"""Holds SARIF logs against Microsoft's validator, with GitHub's rules, and against its line hashes.

`python -m tests.validate_sarif` validates the tests' sample and a check of `examples/`; with
arguments, `FILE.sarif` by `FILE.sarif`, whose URIs count from the current folder. The validator is
named by SARIF_MULTITOOL or installed by npm into `build/`; where it cannot be had, the script says
so and passes.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lint_anp.report.sarif import format_sarif
from tests.npm_tools import MULTITOOL, Missing, find_tool
from tests.report.sample import FILES, sample_report

ROOT = Path(__file__).resolve().parent.parent
GITHUB_RULES = (  # off by default; GH1004 is left off: it knows a limit of 1,000 results
    "GH1001.ProvideRequiredLocationProperties",
    "GH1002.InlineThreadFlowLocations",
    "GH1003.ProvideRequiredRegionProperties",
    "GH1005.LocationsMustBeRelativeUrisOrFilePaths",
    "GH1006.ProvideCheckoutPath",
    "GH1007.ProvideFullyFormattedMessageStrings",
)


def run_multitool(multitool: Path, *arguments: str | Path) -> None:
    """Runs the tool; its exit code says nothing about what it found."""
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run([multitool, *arguments], env=environment, check=False, capture_output=True)


def read_log(path: Path) -> dict[str, Any]:
    """The first run of a log, as the tool writes it: with a byte order mark."""
    run: dict[str, Any] = json.loads(path.read_text("utf-8-sig"))["runs"][0]
    return run


def faults_of(multitool: Path, log: Path) -> list[str]:
    """The validator's errors and warnings on a log."""
    with tempfile.TemporaryDirectory() as folder:
        config, verdict = Path(folder, "config.json"), Path(folder, "verdict.sarif")
        options = {f"{rule}.Options": {"RuleEnabled": "Error"} for rule in GITHUB_RULES}
        config.write_text(json.dumps(options))
        kinds = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note")
        run_multitool(multitool, "validate", log, *kinds, "-c", config, "-o", verdict, "-q")
        run = read_log(verdict)
    notes = sum(result.get("level") == "note" for result in run["results"])
    assert notes, "the validator always has a note on what it cannot reach: it did not run"
    return [
        f"{result['ruleId']}: {result['message'].get('arguments', result['message'].get('text'))}"
        for result in run["results"]
        if result.get("level", "warning") in ("error", "warning")
    ]


def differing_hashes(multitool: Path, log: Path, site: Path) -> list[str]:
    """The line hashes of a log that the tool computes otherwise from the files of `site`.

    The first line behind a byte order mark is no fault: the tool drops the mark, code scanning,
    whose hash it is, keeps it.
    """
    content = json.loads(log.read_text("utf-8"))
    run = content["runs"][0]
    run["originalUriBaseIds"]["%SRCROOT%"]["uri"] = site.resolve().as_uri() + "/"
    ours = [
        result["partialFingerprints"].pop("primaryLocationLineHash", None)
        for result in run["results"]
    ]
    with tempfile.TemporaryDirectory() as folder:
        bare, hashed = Path(folder, "bare.sarif"), Path(folder, "hashed.sarif")
        bare.write_text(json.dumps(content))
        insert = ("--insert", "RollingHashPartialFingerprints")
        run_multitool(multitool, "rewrite", bare, *insert, "-o", hashed)
        results = read_log(hashed)["results"]
    theirs = [result["partialFingerprints"].get("primaryLocationLineHash") for result in results]
    return [
        f"{result['locations'][0]['physicalLocation']}: {mine}, the tool says {other}"
        for mine, other, result in zip(ours, theirs, results, strict=True)
        if mine != other
    ]


def write_logs(folder: Path) -> list[tuple[Path, Path]]:
    """The sample's log and that of `examples/`, each with the folder from which its URIs count."""
    for path, data in FILES.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    sample, examples = folder / "sample.sarif", folder / "examples.sarif"
    sample.write_text("".join(format_sarif(sample_report(), FILES.get)), "utf-8")
    check = [
        "check",
        "examples",
        "--exit-zero",
        "--format",
        "sarif",
        "--output-file",
        str(examples),
    ]
    subprocess.run([sys.executable, "-m", "lint_anp", *check], cwd=ROOT, check=True)
    return [(sample, folder), (examples, ROOT)]


def main(arguments: list[str]) -> int:
    """Validates the logs, prints what is wrong with them; gives the exit code."""
    try:
        multitool = find_tool(MULTITOOL, ROOT / "build" / "npm")
    except Missing as missing:
        print(missing)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        logs = [(Path(name), Path.cwd()) for name in arguments] or write_logs(Path(folder))
        faults = [
            f"{log.name}: {fault}"
            for log, site in logs
            for fault in (*faults_of(multitool, log), *differing_hashes(multitool, log, site))
        ]
        print(*faults, f"{len(logs)} SARIF logs validated, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
