"""Folders of posts, checked by lint-anp and by the yardsticks that are installed, side by side.

    python -m benchmarks.speed FOLDER... [--runs 5] [--copies 0]

`--copies N` checks N more copies of each post, one word in twelve changed, so that a corpus of a
few hundred real posts stands for one of thousands. lint-anp runs with nothing kept, then with what
the run before kept, nothing or one post changed since. The yardsticks do far less: rumdl and
markdownlint-cli2 look at Markdown's form, check-jsonschema at front matter against a schema, jscpd
at verbatim repetition.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from benchmarks.measure import machine, medians

WORDS = ("amber", "birch", "cinder", "delta", "ember", "fjord", "gravel", "harbour", "indigo")


def copy_posts(folder: str, copies: int, target: str) -> int:
    """Writes each post and `copies` changed ones below `target`; gives the number of posts."""
    number = 0
    for parent, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if not name.endswith((".md", ".mdx")):
                continue
            with open(os.path.join(parent, name), encoding="utf-8", newline="") as file:
                text = file.read()
            for copy in range(copies + 1):
                below = os.path.join(target, str(copy), os.path.relpath(parent, folder))
                os.makedirs(below, exist_ok=True)
                with open(os.path.join(below, name), "w", encoding="utf-8", newline="") as file:
                    file.write(change_words(text, copy) if copy else text)
                number += 1
    return number


def change_words(text: str, seed: int) -> str:
    """The text with one plain word in twelve of its body replaced."""
    chance = random.Random(f"{seed} {len(text)}")
    head, fence, body = text.partition("\n---\n")
    words = (body if fence else head).split(" ")
    changed = [
        chance.choice(WORDS) if word.isalpha() and chance.random() < 1 / 12 else word
        for word in words
    ]
    return (head + fence if fence else "") + " ".join(changed)


def copy_front_matter(folder: str, target: str) -> list[str]:
    """Writes the front matter of each post below `target` as a file of its own; gives the paths."""
    paths: list[str] = []
    for parent, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            with open(os.path.join(parent, name), encoding="utf-8", newline="") as file:
                fence, _, rest = file.read().partition("\n")
            kind = {"---": "yaml", "+++": "toml"}.get(fence.strip())
            meta, end, _ = rest.partition(f"\n{fence}\n")
            if kind and end:
                paths.append(os.path.join(target, f"{len(paths)}.{kind}"))
                with open(paths[-1], "w", encoding="utf-8", newline="") as file:
                    file.write(meta + "\n")
    return paths


def commands_for(folder: str, apart: str) -> dict[str, Sequence[str]]:
    """The command lines by name: lint-anp's, then each yardstick that is installed; what these need
    beside the posts is written to the folder `apart`."""
    own = [sys.executable, "-m", "lint_anp", "check", folder, "--format", "concise"]
    first = next(os.path.join(top, names[0]) for top, _, names in os.walk(folder) if names[1:])
    commands: dict[str, Sequence[str]] = {
        "lint-anp, one process": [*own, "--no-cache", "--no-index", "-j1"],
        "lint-anp": [*own, "--no-cache", "--no-index"],
        "lint-anp, no comparison": [*own, "--no-cache", "-j1", "--ignore=boilerplate,uniqueness"],
        "lint-anp, nothing changed": own,
        "lint-anp, one changed": ["sh", "-c", 'echo >> "$0" && exec "$@"', first, *own],
    }
    yardsticks = {
        "rumdl": ["check", "--no-cache", folder],
        "rumdl, nothing changed": ["check", "--cache-dir", os.path.join(apart, "rumdl"), folder],
        "markdownlint-cli2": [os.path.join(folder, "**", "*.md")],
        "jscpd": ["--silent", folder],
    }
    for name, arguments in yardsticks.items():
        if path := shutil.which(name.partition(",")[0]):
            commands[name] = [path, *arguments]
    if path := shutil.which("check-jsonschema"):
        schema = os.path.join(apart, "schema.json")
        with open(schema, "wb") as file:
            subprocess.run([sys.executable, "-m", "lint_anp", "schema"], stdout=file, check=True)
        commands["check-jsonschema"] = [
            path,
            "--schemafile",
            schema,
            *copy_front_matter(folder, apart),
        ]
    return commands


def main() -> None:
    """Prints the table as Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as target, tempfile.TemporaryDirectory() as apart:
        number = sum(
            copy_posts(folder, arguments.copies, os.path.join(target, str(place)))
            for place, folder in enumerate(arguments.folders)
        )
        with open(os.path.join(target, "lint-anp.yaml"), "w", encoding="utf-8") as config:
            config.write("fail_on: warning\n")  # which makes it a site, whose outcomes are kept
        print(f"{number} posts; {machine()}; medians of {arguments.runs} runs\n")
        print("| command | CPU s | wall s | MiB | exit |\n| --- | ---: | ---: | ---: | ---: |")
        for name, cost in medians(commands_for(target, apart), arguments.runs).items():
            print(
                f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} | {cost.code} |"
            )


if __name__ == "__main__":
    main()
