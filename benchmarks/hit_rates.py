"""How often each rule fires on a folder of posts.

python -m benchmarks.hit_rates FOLDER [--config FILE]
"""

import argparse
from datetime import date

from lint_anp.engine.rulebook import builtin_rules
from lint_anp.request import Request
from lint_anp.run import run


def main() -> None:
    """Prints, for each rule, the share of posts that it fires on and the number of findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--config")
    arguments = parser.parse_args()
    report = run(Request((arguments.folder,), date(2026, 11, 23), config_path=arguments.config))
    posts: dict[str, set[str]] = {}
    numbers: dict[str, int] = {}
    for finding in report.findings:
        posts.setdefault(finding.rule, set()).add(finding.location.path)
        numbers[finding.rule] = numbers.get(finding.rule, 0) + 1
    for rule in builtin_rules().rules:
        share = 100 * len(posts.get(rule, ())) / max(1, report.files)
        print(f"{rule}\t{share:.1f} %\t{numbers.get(rule, 0)}")


if __name__ == "__main__":
    main()
