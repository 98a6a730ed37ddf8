"""How well and how fast repetition is found in labelled posts, as one Markdown table.

    python -m benchmarks.boilerplate [--posts 2000] [--seed 1] [--keep DIR]
    python -m benchmarks.boilerplate --corpus FILE.jsonl.xz [--keep DIR]

The posts are made up (the same for a seed and a number) or read from a labelled corpus; the linter
is run as a command on the site that is written from them.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.boilerplate.corpus import NEGATIVE, POSITIVE, Corpus, read_corpus, write_site
from benchmarks.boilerplate.costs import check_changes, check_site, index_bytes
from benchmarks.boilerplate.families import FamilyQuality, score_families
from benchmarks.boilerplate.findings import Findings
from benchmarks.boilerplate.generator import Generator
from benchmarks.boilerplate.runs import RunCheck, check_runs
from benchmarks.boilerplate.scorer import Quality, degrees, group_sizes, score
from benchmarks.measure import Cost

Row = tuple[str, str]


def main() -> None:
    """Writes the site, checks it, prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", help="a labelled corpus instead of made-up posts")
    parser.add_argument("--keep", help="write the site there and leave it")
    arguments = parser.parse_args()
    corpus = choose_corpus(arguments.corpus, arguments.posts, arguments.seed)
    if arguments.keep:
        print_table(corpus, Path(arguments.keep).resolve())
        return
    with tempfile.TemporaryDirectory() as folder:
        print_table(corpus, Path(folder))


def choose_corpus(file: str | None, posts: int, seed: int) -> Corpus:
    """A labelled corpus from a file or made up."""
    if file:
        return lambda: read_corpus(file)
    generator = Generator(posts, seed)
    return lambda: iter(generator)


def print_table(corpus: Corpus, folder: Path) -> None:
    """Judges a corpus from its writing to its last figure; the report lies outside of the site, or
    its lines would be posts."""
    site, report = folder / "site", folder / "report.jsonl"
    posts = write_site(corpus, site)
    groups = group_sizes(corpus)
    run = check_site(site, report)
    findings = Findings(report)
    quality = score(corpus, findings, groups)
    print(f"| {posts} posts | |\n| --- | --- |")
    print_rows(quality_rows(quality))
    print_rows(family_rows(score_families(corpus, findings, groups)))
    print_rows(run_rows(check_runs(corpus, findings)))
    print_rows(site_rows(run))
    changed = check_changes(site, report)
    print_rows(change_rows(changed, index_bytes(site) / posts))


def print_rows(rows: Iterator[Row]) -> None:
    """Prints rows as soon as they are known: the later ones take long."""
    for name, value in rows:
        print(f"| {name} | {value} |", flush=True)


def quality_rows(quality: Quality) -> Iterator[Row]:
    """What was found and what was flagged without need."""
    yield "paragraph-boilerplate: F1", f"{quality.f1:.4f}"
    yield "precision, recall", f"{quality.precision:.4f}, {quality.recall:.4f}"
    for label in POSITIVE:
        yield f"recall {label}", rate(quality.found.share(label))
    for size in sorted(quality.sizes.total, key=lambda name: int(name.split("-")[0].split()[0])):
        yield f"recall, families of {size} posts", rate(quality.sizes.share(size))
    for changed, recall in degrees(quality.degraded):
        yield f"recall, families of 6, {changed} changed", recall
    yield "recall, stock sentences", rate(quality.found.share("stock"))
    yield "recall, within a post", rate(quality.found.share("W"))
    for label in NEGATIVE:
        yield f"flagged {label}", percent(quality.wrong.share(label))
    yield "flagged by stock-sentence, negatives", percent(quality.wrong.share("stock"))
    yield "flagged within a post, negatives", percent(quality.wrong.share("within"))
    yield "flagged by any rule, negatives", percent(quality.wrong.share("any rule"))


def family_rows(families: FamilyQuality) -> Iterator[Row]:
    """Families and their templates."""
    yield "families: B³ precision, recall", f"{families.precision:.4f}, {families.recall:.4f}"
    yield "error of the number of posts", f"{families.error:.2%}"
    yield "templates exact, 6 posts and more", f"{families.exact} of {families.templates}"


def run_rows(runs: RunCheck) -> Iterator[Row]:
    """Verbatim runs."""
    yield "runs of 12 words in 3 posts missed", f"{runs.missed} of {runs.places}"


def site_rows(cost: Cost) -> Iterator[Row]:
    """The whole site: seconds and MiB."""
    yield "all posts: seconds of CPU, of the clock", f"{cost.cpu:.1f}, {cost.wall:.1f}"
    yield "all posts: peak memory", f"{cost.memory:.0f} MiB"


def change_rows(cost: Cost, index: float) -> Iterator[Row]:
    """One changed post against an index that is there, and the index's bytes a post."""
    yield "one changed post", f"{1000 * cost.wall:.0f} ms, {cost.memory:.0f} MiB"
    yield "index", f"{index:.0f} bytes a post" if index else "none"


def rate(share: float | None) -> str:
    """A share between 0 and 1."""
    return "none" if share is None else f"{share:.4f}"


def percent(share: float | None) -> str:
    """A small share in percent."""
    return "none" if share is None else f"{share:.3%}"


if __name__ == "__main__":
    main()
