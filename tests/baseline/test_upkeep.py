"""The baseline written, extended and pruned: nothing comes in or goes unseen."""

from collections.abc import Sequence
from datetime import date

import pytest

from lint_anp.baseline.baseline import Applied, Scope, apply_baseline
from lint_anp.baseline.file import Baseline, read_baseline
from lint_anp.baseline.sameness import subject_of
from lint_anp.baseline.upkeep import (
    Note,
    Written,
    is_up_to_date,
    notices,
    prune_baseline,
    tell_upkeep,
    tell_written,
    write_baseline,
)
from lint_anp.errors import InputError
from lint_anp.finding import Finding
from lint_anp.source import Source
from tests.git_site import check

TODAY = date(2026, 11, 23)
RULES = frozenset({"no-fault", "score-low", "review-required"})
PATH = "lint-anp-baseline.jsonl"
EMPTY = Baseline(Source(PATH, ""))
NO_NOTE = Note()
HEADER = '{"lint_anp_baseline": 1}\n'


def a(*faults: str) -> list[Finding]:
    return check("a.md", "\n".join(faults).encode())


def apply(findings: Sequence[Finding], baseline: Baseline) -> Applied:
    scope = Scope(["a.md"], RULES, RULES, {"review-required"}, whole=True)
    return apply_baseline(findings, baseline, TODAY, scope)


def write(
    findings: Sequence[Finding], baseline: Baseline = EMPTY, note: Note = NO_NOTE, add: bool = False
) -> Written:
    return write_baseline(baseline, apply(findings, baseline), {"review-required"}, note, add=add)


def line_of(fault: str, more: str = "") -> str:
    return f'{{"path": "a.md", "rule": "no-fault", "at": "{fault}", "fingerprint": "{fault} 1"{more}}}\n'


def test_the_first_write_holds_everything_and_counts_it_by_rule() -> None:
    written = write(a("FAULT y", "FAULT x"))
    assert written.text == HEADER + line_of("FAULT x") + line_of("FAULT y")
    assert tell_written(EMPTY, written) == (
        "     2  no-fault\nlint-anp-baseline.jsonl: 2 findings added\n"
    )


def test_a_written_baseline_silences_what_it_was_written_from() -> None:
    findings = a("FAULT y", "FAULT x")
    applied = apply(findings, read_baseline(write(findings).text, PATH))
    assert applied.kept == ()
    assert is_up_to_date(applied)


def test_an_old_baseline_does_not_swallow_what_is_new() -> None:
    baseline = read_baseline(write(a("FAULT x")).text, PATH)
    with pytest.raises(InputError) as caught:
        write(a("FAULT x", "FAULT y"), baseline)
    assert str(caught.value) == (
        "lint-anp-baseline.jsonl: 1 finding would be new in the baseline; mend what 'lint-anp check'"
        " tells, or add it with 'lint-anp baseline write --add'"
    )


def test_what_is_added_is_told_and_what_was_there_stays_as_it_was() -> None:
    text = HEADER + line_of("FAULT gone") + line_of("FAULT x", ', "reason": "old theme"')
    baseline = read_baseline(text, PATH)
    note = Note("new theme", "Ada", date(2027, 1, 31))
    written = write(a("FAULT x", "FAULT y"), baseline, note, add=True)
    more = ', "reason": "new theme", "owner": "Ada", "expires": "2027-01-31"'
    assert written.text == text + line_of("FAULT y", more)
    assert tell_written(baseline, written) == (
        "added: a.md:2:1: no-fault: FAULT y\nlint-anp-baseline.jsonl: 1 finding added\n"
    )


def test_writing_again_without_anything_new_changes_nothing() -> None:
    text = write(a("FAULT x")).text
    assert write(a("FAULT x"), read_baseline(text, PATH)).text == text


def test_a_mandatory_rule_is_refused_and_named() -> None:
    mandatory = a("FAULT z")[0]._replace(rule="review-required")
    written = write([mandatory, *a("FAULT x")])
    assert written.text == HEADER + line_of("FAULT x")
    assert tell_written(EMPTY, written) == (
        "     1  no-fault\n"
        "refused, its rule is mandatory: a.md:1:1: review-required: FAULT z\n"
        "lint-anp-baseline.jsonl: 1 finding added\n"
    )


def test_an_expired_entry_is_renewed_only_by_add() -> None:
    old = ', "reason": "old theme", "owner": "Ada", "expires": "2026-01-31"'
    baseline = read_baseline(HEADER + line_of("FAULT x", old), PATH)
    with pytest.raises(InputError):
        write(a("FAULT x"), baseline)
    new = old.replace("2026-01-31", "2027-01-31")
    note = Note(expires=date(2027, 1, 31))
    assert write(a("FAULT x"), baseline, note, add=True).text == HEADER + line_of("FAULT x", new)
    without = old.removesuffix(', "expires": "2026-01-31"')
    assert write(a("FAULT x"), baseline, add=True).text == HEADER + line_of("FAULT x", without)


def scored(value: int) -> Finding:
    place = Source("a.md", "score: 1").locate(7, 8, "score.quality")
    data = {"ratchet": {"value": value, "better": "higher"}}
    return Finding("score-low", "warning", f"It is {value}.", "", place, "s", data)


def test_a_score_rises_by_pruning_and_falls_only_by_add() -> None:
    baseline = read_baseline(write([scored(62)]).text, PATH)
    risen = read_baseline(prune_baseline(apply([scored(70)], baseline)), PATH)
    assert risen.entries[0].value == 70
    assert [one.message for one in apply([scored(62)], risen).kept] == [
        "It is 62. It got worse: the baseline has 70."
    ]
    assert read_baseline(write([scored(62)], risen, add=True).text, PATH).entries[0].value == 62


def test_pruning_deletes_what_stands_for_nothing() -> None:
    text = HEADER + line_of("FAULT gone") + line_of("FAULT x")
    baseline = read_baseline(text, PATH)
    applied = apply(a("FAULT x"), baseline)
    assert prune_baseline(applied) == HEADER + line_of("FAULT x")
    assert tell_upkeep(baseline, applied) == (
        "lint-anp-baseline.jsonl:2:1: stale, its finding is gone: a.md no-fault FAULT gone\n"
    )
    assert notices(baseline, applied) == (
        "lint-anp-baseline.jsonl: 1 entry is stale, the findings are gone; "
        "'lint-anp baseline prune' deletes what is stale.",
    )
    assert not is_up_to_date(applied)


def test_all_that_is_to_be_done_is_told_in_the_files_order() -> None:
    score = (
        '{"path": "a.md", "rule": "score-low", "at": "score", "fingerprint": "s", "value": 62}\n'
    )
    old = line_of("FAULT old", ', "expires": "2026-01-01"')
    refused = line_of("FAULT r").replace("no-fault", "review-required")
    baseline = read_baseline(HEADER + old + line_of("FAULT gone") + refused + score, PATH)
    mandatory = a("FAULT r")[0]._replace(rule="review-required")
    applied = apply([mandatory, *a("FAULT old"), scored(63)], baseline)
    assert tell_upkeep(baseline, applied) == (
        "lint-anp-baseline.jsonl:3:1: stale, its finding is gone: a.md no-fault FAULT gone\n"
        "lint-anp-baseline.jsonl:4:1: refused, its rule is mandatory: a.md review-required FAULT r\n"
        "lint-anp-baseline.jsonl:5:1: improved: a.md score-low score is 63 now\n"
        "lint-anp-baseline.jsonl:2:1: expired: a.md no-fault FAULT old\n"
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "pointer", "expected"),
    [
        ("title: A", 7, 8, "title", "title"),
        ("one  two\nthree", 0, 8, "", "one two"),
        ("one two\nthree", 4, 13, "", "two"),
        ("word " * 20, 0, 99, "", "word word word word word word word word…"),
        ("x" * 500 + " fault " + "x" * 500, 501, 506, "", "fault"),
    ],
    ids=["a pointer", "a text", "its first line", "a long text", "in the midst of a long line"],
)
def test_an_entry_shows_what_it_is_about(
    text: str, start: int, end: int, pointer: str, expected: str
) -> None:
    place = Source("a.md", text).locate(start, end, pointer)
    assert subject_of(Finding("r", "error", "m", "h", place, "f")) == expected
