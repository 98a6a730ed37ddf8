"""Start-up: one post as a whole process, beside the yardsticks that are installed, and the ten
dearest imports.

python -m benchmarks.startup POST [--runs 15]
"""

import argparse
import re
import shutil
import subprocess
import sys

from benchmarks.measure import machine, medians

IMPORT_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| (\s*)(\S+)")


def dearest_imports(post: str, number: int = 10) -> list[tuple[str, float, float]]:
    """The modules whose own import takes longest: name, own and cumulative milliseconds."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "lint_anp", "check", post],
        capture_output=True,
        text=True,
        check=False,
    )
    rows = [
        (name, int(own) / 1000, int(cumulative) / 1000)
        for own, cumulative, _, name in IMPORT_LINE.findall(done.stderr)
    ]
    return sorted(rows, key=lambda row: -row[1])[:number]


def main() -> None:
    """Prints both tables as Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("post")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    commands = {
        "bare interpreter": [sys.executable, "-c", "pass"],
        "lint-anp check": [sys.executable, "-m", "lint_anp", "check", arguments.post],
    }
    for name, options in {"yamllint": [], "proselint": ["check"], "markdownlint-cli2": []}.items():
        if path := shutil.which(name):
            commands[name] = [path, *options, arguments.post]
    print(f"{machine()}; medians of {arguments.runs} runs\n")
    print("| command | CPU ms | wall ms | MiB |\n| --- | ---: | ---: | ---: |")
    for name, cost in medians(commands, arguments.runs).items():
        print(f"| {name} | {cost.cpu * 1000:.0f} | {cost.wall * 1000:.0f} | {cost.memory:.0f} |")
    print("\n| import | own ms | with its imports ms |\n| --- | ---: | ---: |")
    for name, own, cumulative in dearest_imports(arguments.post):
        print(f"| {name} | {own:.1f} | {cumulative:.1f} |")


if __name__ == "__main__":
    main()
