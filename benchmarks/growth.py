"""Time against size: no input, however odd, may make a step of lint-anp grow faster than itself.

    python -m benchmarks.growth [NAME …] [--most 10] [--patience 20]

Each input is made in sizes from 1 KB to `--most` MB, loaded and judged by itself with all rules, as
`check` does it; after a size that took `--patience` seconds no larger one is tried. An exponent of
1 is time that grows as the size does; it is taken from the two largest sizes.
"""

import argparse
import gc
import math
import time
from datetime import date
from typing import NamedTuple

from benchmarks.hostile import INPUTS
from benchmarks.measure import machine
from lint_anp.posts.load import load_posts
from lint_anp.site.judging import judge_posts, settle
from lint_anp.site.site import Choice
from lint_anp.site.sites import Sites

SMALLEST = 1_000
STEPS = 5
"""Sizes, each ten times the one before."""


class Row(NamedTuple):
    """What one size of an input took: bytes, and seconds of loading and of checking."""

    size: int
    load: float
    check: float
    findings: int


def measure(name: str, size: int, sites: Sites) -> Row:
    """The cost of an input of about a size."""
    path, make = INPUTS[name]
    data = make(size).encode()
    best = Row(len(data), math.inf, math.inf, 0)
    for _ in range(3 if size <= 100_000 else 1):
        start = time.process_time()
        posts = load_posts(path, data)
        loaded = time.process_time()
        findings = settle(judge_posts(posts, path, sites), sites).findings
        end = time.process_time()
        best = Row(
            len(data), min(best.load, loaded - start), min(best.check, end - loaded), len(findings)
        )
    return best


def exponent(before: float, after: float, ratio: float) -> float:
    """The power of the size by which the time grew."""
    return math.log(after / before) / math.log(ratio) if before > 0 and after > 0 else 0.0


def line(name: str, rows: list[Row]) -> str:
    """The table's row of an input."""
    last, before = rows[-1], rows[-2]
    ratio = last.size / before.size
    megabytes = last.size / 1e6
    return (
        f"| {name} | {megabytes:.1f} | {last.findings:,} "
        f"| {last.load / megabytes * 1e3:.0f} | {exponent(before.load, last.load, ratio):.2f} "
        f"| {last.check / megabytes * 1e3:.0f} | {exponent(before.check, last.check, ratio):.2f} "
        f"| {(last.load + last.check) / megabytes * 2.1:.2f} |"
    )


def main() -> None:
    """Prints the table as Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="inputs; all by default")
    parser.add_argument("--most", type=float, default=10)
    parser.add_argument("--patience", type=float, default=20)
    arguments = parser.parse_args()
    gc.disable()
    print(f"{machine()}; up to {arguments.most:g} MB\n")
    print("| input | MB | findings | load ms/MB | exponent | check ms/MB | exponent | 2.1 MB s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in arguments.names or INPUTS:
        sites = Sites(Choice(date(2026, 1, 1)))
        rows: list[Row] = []
        for step in range(STEPS):
            size = min(SMALLEST * 10**step, int(arguments.most * 1e6))
            rows.append(measure(name, size, sites))
            if rows[-1].load + rows[-1].check > arguments.patience or size >= arguments.most * 1e6:
                break
        print(line(name, rows), flush=True)


if __name__ == "__main__":
    main()
