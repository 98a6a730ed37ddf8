"""The baseline against a run's findings: what stays silent, what is new, what is stale."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.baseline.baseline import Applied, Scope, apply_baseline, faults_of
from lint_anp.baseline.changes import find_moves_below
from lint_anp.baseline.file import Baseline, Entry, format_baseline, read_baseline
from lint_anp.finding import Finding
from lint_anp.source import Source
from tests.git_site import check, check_folder, commit, git, make_repository, told, write

TODAY = date(2026, 11, 23)
NAME = "lint-anp-baseline.jsonl"
RULES = frozenset({"no-fault", "score-low", "review-required"})
TEXT = "".join(f"line {number} of the post\n" for number in range(20))


def entry_of(finding: Finding, **more: object) -> Entry:
    values = {"value": None, **more}
    path = finding.location.path
    return Entry(path, finding.rule, "", finding.fingerprint, **values)  # type: ignore[arg-type]


def baseline_of(entries: Sequence[Entry], path: str = NAME) -> Baseline:
    return read_baseline(format_baseline(entries), path)


def apply(
    findings: Sequence[Finding],
    entries: Sequence[Entry],
    files: Sequence[str] = ("a.md", "b.md"),
    moves: Mapping[str, str] = {},
    **more: object,
) -> Applied:
    scope = Scope(files, RULES, RULES)._replace(**more)  # type: ignore[arg-type]
    return apply_baseline(findings, baseline_of(entries), TODAY, scope, lambda _: moves)


def a(*faults: str) -> list[Finding]:
    """The findings of a.md with these lines."""
    return check("a.md", "\n".join(faults).encode())


def paths_and_marks(entries: Sequence[Entry]) -> list[str]:
    return [f"{entry.path} {entry.fingerprint}" for entry in entries]


def test_what_the_baseline_holds_is_silenced_wherever_it_stands_now() -> None:
    applied = apply(a("", "", "FAULT x", "FAULT y"), [entry_of(one) for one in a("FAULT x")])
    assert told(applied.kept) == ["a.md:4 FAULT y"]
    assert [(one.finding.message, one.by, one.reason) for one in applied.silenced] == [
        ("FAULT x", "baseline", "it is in the baseline")
    ]
    assert not applied.stale


def test_the_reason_of_an_entry_is_that_of_the_silence() -> None:
    applied = apply(a("FAULT x"), [entry_of(a("FAULT x")[0], reason="the theme needs it")])
    assert applied.silenced[0].reason == "the theme needs it"


def test_one_fault_mended_and_one_brought_in_are_both_seen() -> None:
    applied = apply(a("FAULT x", "FAULT new"), [entry_of(one) for one in a("FAULT x", "FAULT y")])
    assert told(applied.kept) == ["a.md:2 FAULT new"]
    assert paths_and_marks(applied.stale) == ["a.md FAULT y 1"]


def test_one_more_fault_of_the_same_text_is_seen() -> None:
    applied = apply(a("FAULT x", "FAULT x"), [entry_of(one) for one in a("FAULT x")])
    assert told(applied.kept) == ["a.md:2 FAULT x"]


def test_the_same_fault_of_another_file_is_new() -> None:
    applied = apply(check("b.md", b"FAULT x"), [entry_of(one) for one in a("FAULT x")])
    assert told(applied.kept) == ["b.md:1 FAULT x"]
    assert paths_and_marks(applied.stale) == ["a.md FAULT x 1"]


@pytest.mark.parametrize(
    ("more", "is_stale"),
    [
        ({}, True),
        ({"files": ("b.md",)}, False),
        ({"files": ("b.md",), "whole": True}, True),
        ({"ran": {"score-low"}}, False),
        ({"ran": {"score-low"}, "known": {"score-low"}}, True),
        ({"files": ("b.md",), "known": {"score-low"}}, True),
    ],
    ids=[
        "its file was checked",
        "its file was not named",
        "its file is no post of the site any more",
        "its rule did not run",
        "its rule is gone",
        "its rule is gone, its file was not named",
    ],
)
def test_an_entry_is_stale_where_its_finding_would_be_seen(
    more: dict[str, object], is_stale: bool
) -> None:
    applied = apply([], [entry_of(one) for one in a("FAULT x")], **more)  # type: ignore[arg-type]
    assert bool(applied.stale) == is_stale
    assert bool(applied.current) != is_stale


def scored(value: object, better: str = "higher") -> Finding:
    place = Source("a.md", "score: 1").locate(7, 8, "score.quality")
    data = {"ratchet": {"value": value, "better": better}}
    return Finding("score-low", "warning", f"It is {value}.", "", place, "s", data)


@pytest.mark.parametrize(
    ("before", "now", "better", "message", "kept_value"),
    [
        (62, 62, "higher", None, 62),
        (62, 70, "higher", None, 70),
        (62, 61, "higher", "It is 61. It got worse: the baseline has 62.", 62),
        (12, 11, "lower", None, 11),
        (12, 12.5, "lower", "It is 12.5. It got worse: the baseline has 12.", 12),
        (None, 62, "higher", None, 62),
        (62, None, "higher", None, 62),
        (0.3, 0.1 + 0.2, "lower", None, 0.3),
        (62, True, "higher", None, 62),
        (62, float("nan"), "higher", None, 62),
    ],
    ids=[
        "the same",
        "a rise is kept",
        "a fall is told",
        "lower is better",
        "higher is worse",
        "its first number",
        "the rule has no number any more",
        "noise behind the second decimal",
        "no number",
        "not a number",
    ],
)
def test_a_number_may_get_better_not_worse(
    before: float | None, now: object, better: str, message: str | None, kept_value: float
) -> None:
    finding = scored(now, better)
    entry = entry_of(finding, value=before)
    applied = apply([finding], [entry])
    assert [one.message for one in applied.kept] == ([message] if message else [])
    assert [one.value for one in applied.current] == [kept_value]
    assert [one.value for one in applied.improved] == ([kept_value] if kept_value != before else [])


@pytest.mark.parametrize(
    ("expires", "owner", "message"),
    [
        (date(2026, 11, 23), "", None),
        (date(2026, 11, 22), "", "FAULT x Its entry in the baseline expired on 2026-11-22."),
        (
            date(2026, 11, 22),
            "Ada",
            "FAULT x Its entry in the baseline expired on 2026-11-22; Ada owns it.",
        ),
    ],
    ids=["on its last day", "a day later", "with an owner"],
)
def test_an_expired_entry_silences_nothing_and_says_so(
    expires: date, owner: str, message: str | None
) -> None:
    applied = apply(a("FAULT x"), [entry_of(a("FAULT x")[0], expires=expires, owner=owner)])
    assert [one.message for one in applied.kept] == ([message] if message else [])
    assert len(applied.expired) == bool(message)
    assert len(applied.current) == 1


def test_an_expired_entry_whose_finding_is_gone_is_stale() -> None:
    applied = apply([], [entry_of(a("FAULT x")[0], expires=date(2020, 1, 1))])
    assert len(applied.stale) == 1
    assert not applied.expired


def test_a_mandatory_rule_is_not_silenced_and_its_entry_refused() -> None:
    finding = a("FAULT x")[0]._replace(rule="review-required")
    entries = [entry_of(finding), *(entry_of(one) for one in a("FAULT y"))]
    applied = apply([finding, *a("FAULT y")], entries, mandatory={"review-required"})
    assert told(applied.kept) == ["a.md:1 FAULT x The baseline cannot silence a mandatory rule."]
    assert [entry.rule for entry in applied.current] == ["no-fault"]
    baseline = baseline_of(entries)
    fault = faults_of(baseline, applied.refused)[0]
    assert (fault.rule, fault.values) == ("ignore-refused", {"rule": "review-required"})
    assert baseline.source.line_column(fault.start) == (3, 1)


def test_entries_follow_a_file_that_git_saw_move() -> None:
    found = check("new.md", b"FAULT x\nFAULT new\n")
    entries = [entry_of(one) for one in check("old.md", b"FAULT x\nFAULT mended\n")]
    applied = apply(found, entries, ["new.md"], {"old.md": "new.md"}, whole=True)
    assert told(applied.kept) == ["new.md:2 FAULT new"]
    assert paths_and_marks(applied.moved) == ["new.md FAULT x 1"]
    assert paths_and_marks(applied.current) == ["new.md FAULT x 1"]
    assert paths_and_marks(applied.stale) == ["old.md FAULT mended 1"]


def test_a_deleted_files_entries_silence_nothing_in_a_new_one() -> None:
    found = check("new.md", b"FAULT x\n")
    entries = [entry_of(one) for one in check("old.md", b"FAULT x\n")]
    applied = apply(found, entries, ["new.md"], {"old.md": ""}, whole=True)
    assert told(applied.kept) == ["new.md:1 FAULT x"]
    assert paths_and_marks(applied.stale) == ["old.md FAULT x 1"]


GUESSES: dict[str, tuple[list[str], dict[str, str], list[str]]] = {
    "all its findings in one new file": (["old.md xy"], {"new.md": "xy"}, []),
    "one finding mended on the way": (["old.md xy"], {"new.md": "x"}, ["new.md:1 FAULT x"]),
    "two files that fit": (
        ["old.md x"],
        {"new.md": "x", "newer.md": "x"},
        ["new.md:1 FAULT x", "newer.md:1 FAULT x"],
    ),
    "two files that it may come from": (
        ["old.md x", "older.md x"],
        {"new.md": "x"},
        ["new.md:1 FAULT x"],
    ),
    "a file with entries of its own": (
        ["old.md x", "new.md y"],
        {"new.md": "xy"},
        ["new.md:1 FAULT x"],
    ),
}


@pytest.mark.parametrize("case", GUESSES)
def test_without_git_a_move_is_guessed_only_where_it_is_plain(case: str) -> None:
    held, found, expected = GUESSES[case]

    def findings_of(path: str, faults: str) -> list[Finding]:
        return check(path, "\n".join(f"FAULT {fault}" for fault in faults).encode())

    entries = [entry_of(one) for file in held for one in findings_of(*file.split(" "))]
    findings = [one for path, faults in found.items() for one in findings_of(path, faults)]
    assert told(apply(findings, entries, list(found), whole=True).kept) == expected


def test_where_files_went_is_not_asked_while_all_are_there() -> None:
    def refuse(_: object) -> Mapping[str, str]:
        raise AssertionError("asked")

    scope = Scope(["a.md", "b.md"], RULES, RULES, whole=True)
    baseline = baseline_of([entry_of(one) for one in a("FAULT x")])
    findings = [*a("FAULT new"), *check("b.md", b"FAULT x")]
    applied = apply_baseline(findings, baseline, TODAY, scope, refuse)
    assert len(applied.kept) == 2


def test_paths_are_those_from_the_baselines_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"posts/a.md": "FAULT x\n", "b.md": "FAULT x\n"})
    entries = [Entry(path, "no-fault", "", "FAULT x 1") for path in ("posts/a.md", "b.md")]
    for folder, baseline_path, post_paths in (
        (tmp_path, NAME, ["posts/a.md", "b.md"]),
        (tmp_path / "posts", f"../{NAME}", ["a.md", "../b.md"]),
        (tmp_path / "posts", str(tmp_path / NAME), ["a.md", str(tmp_path / "b.md")]),
        (tmp_path.parent, f"{tmp_path.name}/{NAME}", [f"{tmp_path.name}/b.md"]),
    ):
        monkeypatch.chdir(folder)
        findings = [one for path in post_paths for one in check(path, b"FAULT x\n")]
        baseline = baseline_of(entries, baseline_path)
        applied = apply_baseline(findings, baseline, TODAY, Scope(post_paths, RULES, RULES))
        assert (applied.kept, applied.stale) == ((), ())


POSTS = st.dictionaries(
    st.sampled_from(["a.md", "b.md"]), st.lists(st.sampled_from("xyz"), max_size=5), min_size=2
)


def findings_in(posts: Mapping[str, Sequence[str]]) -> list[Finding]:
    return [
        one
        for path, faults in sorted(posts.items())
        for one in check(path, "\n".join(f"FAULT {fault}" for fault in faults).encode())
    ]


@given(before=POSTS, now=POSTS)
def test_findings_and_entries_are_told_apart_without_loss(
    before: dict[str, list[str]], now: dict[str, list[str]]
) -> None:
    entries = [entry_of(one) for one in findings_in(before)]
    applied = apply(findings_in(now), entries, whole=True)
    assert len(applied.kept) + len(applied.silenced) == len(findings_in(now))
    assert len(applied.current) == len(applied.silenced)
    assert len(applied.current) + len(applied.stale) == len(entries)
    for path in now:
        for fault in "xyz":
            more = now[path].count(fault) - before.get(path, []).count(fault)
            kept = [one for one in told(applied.kept) if one.startswith(path) and one[-1] == fault]
            assert len(kept) == max(0, more)


@given(posts=POSTS, seed=st.integers())
def test_the_order_of_text_changes_nothing(posts: dict[str, list[str]], seed: int) -> None:
    entries = [entry_of(one) for one in findings_in(posts)]
    mixed = {
        path: random.Random(seed).sample(faults, len(faults)) for path, faults in posts.items()
    }
    applied = apply(findings_in(mixed), entries, whole=True)
    assert (applied.kept, applied.stale) == ((), ())


def test_a_history_has_exactly_the_new_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_repository(tmp_path)
    monkeypatch.chdir(site)
    commit(site, {"a.md": TEXT + "FAULT x\n", "b.md": "b\n" + TEXT + "FAULT x\n", "c.md": "c\n"})
    entries = [entry_of(one) for one in check_folder()]

    def kept(**files: str | None) -> list[str]:
        commit(site, {f"{name}.md": text for name, text in files.items()})
        scope = Scope([str(path) for path in Path().rglob("*.md")], RULES, RULES, whole=True)
        applied = apply_baseline(
            check_folder(), baseline_of(entries), TODAY, scope,
            lambda gone: find_moves_below(str(site), gone),
        )  # fmt: skip
        return told(applied.kept)

    assert kept(a="top\n" + TEXT + "FAULT x\n") == []
    assert kept(a=None, d="top\n" + TEXT + "FAULT x\nFAULT y\n") == ["d.md:23 FAULT y"]
    assert kept(d="top\nmore\n" + TEXT + "FAULT x\n") == []
    git(site, "mv", "d.md", "e f.md")
    assert kept() == []
    assert kept(b=None, g="another post\nFAULT x\n") == ["g.md:2 FAULT x"]
    assert kept(g="another post\n", c="c\nFAULT x\n") == ["c.md:2 FAULT x"]
    (site / "e f.md").rename(site / "ü.md")
    scope = Scope(["ü.md"], RULES, RULES)
    applied = apply_baseline(
        check("ü.md", (site / "ü.md").read_bytes()), baseline_of(entries), TODAY, scope,
        lambda gone: find_moves_below(str(site), gone),
    )  # fmt: skip
    assert (applied.kept, paths_and_marks(applied.moved)) == ((), ["ü.md FAULT x 1"])
