"""What the rules cost a post beyond loading and measuring it.

python -m benchmarks.rules POST [--rounds 300]
"""

import argparse
import time
from datetime import date

from lint_anp.config.config import Config
from lint_anp.engine.check import judge_rule
from lint_anp.engine.plan import make_plan
from lint_anp.engine.rulebook import builtin_rules
from lint_anp.engine.view import PostView
from lint_anp.posts.load import read_posts
from lint_anp.site.judging import hold_meta


def main() -> None:
    """Prints the microseconds of each rule, the dearest first, and of all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("post")
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    post = read_posts(arguments.post)[0]
    conformed = hold_meta(post, Config(None, "."))
    meta = conformed.values if conformed else {}
    rulebook = builtin_rules()
    plan = make_plan(rulebook, rulebook.rules, {}, {}, arguments.post, post.format)
    costs: dict[str, float] = dict.fromkeys(plan.rules, 0.0)
    for _ in range(arguments.rounds):
        view = PostView(post, conformed, None)
        measures = (
            view.body.text,
            view.body.words,
            view.body.sentences,
            view.body.flesch,
            view.body.repeated_runs,
            view.body.lowered_words,
        )
        del measures
        for active in plan.judged:
            start = time.perf_counter()
            for _ in judge_rule(active, post, conformed, view, meta, date(2026, 1, 1)):
                pass
            costs[active.rule.id] += time.perf_counter() - start
    words = PostView(post, conformed, None).body.words
    print(f"{words} words; microseconds a post, beyond loading and measuring\n")
    for rule, cost in sorted(costs.items(), key=lambda row: -row[1])[:12]:
        print(f"{cost / arguments.rounds * 1e6:8.1f}  {rule}")
    print(f"{sum(costs.values()) / arguments.rounds * 1e6:8.1f}  all {len(plan.judged)} rules")


if __name__ == "__main__":
    main()
