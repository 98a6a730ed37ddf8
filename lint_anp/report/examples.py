"""The results of rules' examples as text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lint_anp.report.phrases import count

if TYPE_CHECKING:
    from lint_anp.engine.selftest import Result


def format_results(results: "Sequence[Result]", *, quiet: bool = False) -> str:
    """A line a rule, and for each example that fails what was expected and what was found."""
    lines: list[str] = []
    rules = {result.rule: [one for one in results if one.rule == result.rule] for result in results}
    for rule, of_rule in rules.items():
        failed = [result for result in of_rule if result.problem]
        if not quiet and not failed:
            lines.append(f"ok    {rule} ({count(len(of_rule), 'example')})")
        for result in failed:
            title = f": {result.title}" if result.title else ""
            lines.append(f"FAIL  {rule}{title} ({result.file}:{result.line}): {result.problem}")
            lines += [f"      - {line}" for line in result.expected if line not in result.found]
            lines += [f"      + {line}" for line in result.found if line not in result.expected]
    failures = sum(bool(result.problem) for result in results)
    lines.append(f"{count(len(results), 'example')}, {failures} failed.")
    return "\n".join(lines) + "\n"
