"""The results of rules' examples as text."""

from lint_anp.engine.selftest import Result
from lint_anp.report.examples import format_results

RESULTS = [
    Result("one", "rules/one.yaml", "a", 9, (), (), ""),
    Result("one", "rules/one.yaml", "b", 12, ("2:1: A.", "3:1: B."), ("3:1: B.",), "it differs"),
    Result("two", "rules/two.yaml", "", 1, (), (), "there is no bad example"),
    Result("three", "rules/three.yaml", "a", 9, (), (), ""),
]


def test_a_failure_names_the_place_of_its_example() -> None:
    assert format_results(RESULTS) == (
        "FAIL  one: b (rules/one.yaml:12): it differs\n"
        "      - 2:1: A.\n"
        "FAIL  two (rules/two.yaml:1): there is no bad example\n"
        "ok    three (1 example)\n"
        "4 examples, 2 failed.\n"
    )


def test_quiet_tells_failures_only() -> None:
    assert format_results(RESULTS[:1], quiet=True) == "1 example, 0 failed.\n"
