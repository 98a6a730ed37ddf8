"""What it costs to check a site as a whole, and one changed post against it."""

import statistics
import sys
from pathlib import Path

from benchmarks.measure import Cost, measure

CHANGED_POSTS = 5


def command(site: Path, report: Path, *paths: str) -> list[str]:
    """The command that checks some paths of a site for repetition."""
    return [
        sys.executable,
        "-m",
        "lint_anp",
        "check",
        *(str(site / path) for path in paths),
        "--select",
        "boilerplate",
        "--format",
        "jsonl",
        "--output-file",
        str(report),
        "--quiet",
        "--no-cache",  # so that the index holds what is compared, and no findings
    ]


def check_site(site: Path, report: Path) -> Cost:
    """Checks all posts of a site; the findings go into the report."""
    cost = measure(command(site, report, "posts"))
    if cost.code not in (0, 1):
        raise SystemExit(f"lint-anp stopped with exit code {cost.code}")
    return cost


def check_changes(site: Path, report: Path) -> Cost:
    """The median cost of checking a post after a word was added to it; a first run is not
    counted, since it may find the whole index out of date."""
    posts = sorted((site / "posts").rglob("*.md"))
    step = max(1, len(posts) // (CHANGED_POSTS + 1))
    costs: list[Cost] = []
    for post in posts[::step][: CHANGED_POSTS + 1]:
        text = post.read_text(encoding="utf-8")
        post.write_text(f"{text}\nOne more remark closes this post.\n", encoding="utf-8")
        costs.append(measure(command(site, report, str(post.relative_to(site)))))
        post.write_text(text, encoding="utf-8")
    counted = costs[1:] or costs
    return Cost(
        statistics.median(cost.cpu for cost in counted),
        statistics.median(cost.wall for cost in counted),
        max(cost.memory for cost in counted),
        counted[-1].code,
    )


def index_bytes(site: Path) -> int:
    """What the index takes on disk."""
    return sum(file.stat().st_size for file in (site / ".lint-anp").rglob("*") if file.is_file())
