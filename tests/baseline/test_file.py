"""The baseline's file: read back as written, merged line by line, wrong lines told by place."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.baseline.file import Entry, format_baseline, load_baseline, read_baseline
from lint_anp.errors import InputError

HEADER = '{"lint_anp_baseline": 1}\n'
ENTRY = '{"path": "a.md", "rule": "r", "at": "title", "fingerprint": "1f"}'

ENTRIES = (
    Entry("b.md", "score-low", "score.quality", "2f", value=62, owner="Ada", line=4),
    Entry("a.md", "review-overdue", "revision", "1f", line=2),
    Entry("a.md", "typo", 'the "ümlaut" 🙂…', "3f", "", 0, "until spring", "", date(2027, 3, 1), 3),
)


def test_entries_are_sorted_a_line_each_without_what_they_lack() -> None:
    assert format_baseline(ENTRIES) == (
        HEADER
        + '{"path": "a.md", "rule": "review-overdue", "at": "revision", "fingerprint": "1f"}\n'
        '{"path": "a.md", "rule": "typo", "at": "the \\"ümlaut\\" 🙂…", "fingerprint": "3f", '
        '"value": 0, "reason": "until spring", "expires": "2027-03-01"}\n'
        '{"path": "b.md", "rule": "score-low", "at": "score.quality", "fingerprint": "2f", '
        '"value": 62, "owner": "Ada"}\n'
    )


def test_what_is_written_is_read() -> None:
    baseline = read_baseline(format_baseline(ENTRIES), "lint-anp-baseline.jsonl")
    assert baseline.entries == (ENTRIES[1], ENTRIES[2], ENTRIES[0])


TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
ANY_ENTRY = st.builds(
    Entry,
    path=TEXTS.filter(bool),
    rule=TEXTS.filter(bool),
    at=TEXTS,
    fingerprint=TEXTS.filter(bool),
    value=st.none() | st.integers(-999, 999) | st.floats(-999, 999),
    reason=TEXTS,
    owner=TEXTS,
    expires=st.none() | st.dates(),
    line=st.just(0),
)


@given(st.lists(ANY_ENTRY, max_size=5))
def test_any_entry_survives_the_file(entries: list[Entry]) -> None:
    text = format_baseline(entries)
    read = read_baseline(text, "x.jsonl").entries
    expected = {entry.key: entry for entry in entries}
    assert {entry.key: entry._replace(line=0) for entry in read} == expected
    assert format_baseline(reversed(read)) == text


@pytest.mark.parametrize(
    "text",
    [
        HEADER + ENTRY,
        HEADER.replace("\n", "\r\n") + ENTRY + "\r\n",
        HEADER + HEADER + ENTRY + "\n" + ENTRY + "\n\n",
    ],
    ids=["no last line end", "line ends of Windows", "repeated by a union merge"],
)
def test_what_editors_and_git_do_to_a_file_is_harmless(text: str) -> None:
    assert read_baseline(text, "x.jsonl").entries[0][:4] == ("a.md", "r", "title", "1f")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([""], "1:1: NO"),
        (["[1]"], '1:1: an entry is written {"path": …, "rule": …, "at": …, "fingerprint": …}'),
        (["{}"], "1:1: NO"),
        ([ENTRY], "1:1: NO"),
        (['{"lint_anp_baseline": "1"}'], "1:1: NO"),
        (
            ['{"lint_anp_baseline": 2}'],
            "1:23: the baseline is of version 2, this lint-anp reads version 1; use the version "
            "that wrote it",
        ),
        (
            ["H", "", '{"path": "a.md" "rule": "r"}'],
            "3:17: a comma or '}' is missing before this",
        ),
        (
            ["H", '{"path": "a", "rule": "r", "fingerprint": "1", "path": "b"}'],
            "2:48: 'path' is given twice; keep one of them",
        ),
        (
            ["H", "<<<<<<< HEAD", ENTRY],
            "2:1: a merge conflict; keep the entries of both sides and delete this line",
        ),
        (["H", '{"path": "a.md", "rule": "r"}'], "2:1: the entry has no 'fingerprint'"),
        (
            ["H", '{"path": "a", "rule": "r", "fingerprint": "1", "expire": "2027-01-01"}'],
            "2:48: 'expire' is no field of an entry; did you mean 'expires'?",
        ),
        (
            ["H", '{"path": "a", "rule": "r", "fingerprint": 1}'],
            "2:43: 'fingerprint' must be a text",
        ),
        (["H", '{"path": "", "rule": "r", "fingerprint": "1"}'], "2:10: 'path' must be a text"),
        (
            ["H", '{"path": "a", "rule": "r", "fingerprint": "1", "expires": "soon"}'],
            "2:59: 'expires' must be a day, such as 2026-11-23",
        ),
        (
            ["H", '{"path": "a", "rule": "r", "fingerprint": "1", "value": "62"}'],
            "2:57: 'value' must be a number",
        ),
        (
            ["H", '{"path": "a", "rule": "r", "fingerprint": "1", "value": true}'],
            "2:57: 'value' must be a number",
        ),
        (
            ["H", ENTRY, ENTRY.replace("}", ', "reason": "because"}')],
            "3:1: this entry stands in line 2 with other values; keep one of them",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_wrong_is_told_at_its_place(lines: list[str], expected: str) -> None:
    text = "\n".join(lines).replace("H\n", HEADER) + "\n"
    with pytest.raises(InputError) as caught:
        read_baseline(text, "x.jsonl")
    no_baseline = (
        'this is no baseline, which begins with {"lint_anp_baseline": 1}; '
        "'lint-anp baseline write' makes one"
    )
    assert caught.value.faults == (f"x.jsonl:{expected.replace('NO', no_baseline)}",)


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"value": NaN}', '{"value": ' + "9" * 5_000 + "}", '{"value": 1e999}', "\x00"],
    ids=["deep", "no number", "long number", "infinite number", "a NUL"],
)
def test_hostile_lines_are_told(line: str) -> None:
    with pytest.raises(InputError) as caught:
        read_baseline(HEADER + line + "\n", "x.jsonl")
    assert caught.value.faults[0].startswith("x.jsonl:2:")


def test_all_wrong_lines_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_baseline(HEADER + "{}\n" + ENTRY + "\n<<<<<<< x\n", "x.jsonl")
    assert [fault.split(": ")[0] for fault in caught.value.faults] == ["x.jsonl:2:1", "x.jsonl:4:1"]


def test_a_missing_file_is_an_empty_baseline(tmp_path: Path) -> None:
    path = tmp_path / "lint-anp-baseline.jsonl"
    assert load_baseline(str(path)).entries == ()
    path.write_text(format_baseline(ENTRIES), encoding="utf-8-sig")
    assert len(load_baseline(str(path), "shown.jsonl").entries) == 3


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"^x\.jsonl: the baseline is not UTF-8"):
        load_baseline(str(tmp_path / "x.jsonl"), "x.jsonl")
    with pytest.raises(InputError, match=r"^x: the baseline cannot be read: is a directory$"):
        load_baseline(str(tmp_path), "x")


def test_two_branches_that_add_and_remove_entries_merge(tmp_path: Path) -> None:
    entries = [Entry(f"{name}.md", "r", "title", "1f") for name in "abcdefghij"]
    new = Entry("cc.md", "r", "title", "1f")
    newer = Entry("j.md", "s", "title", "1f")
    sides = {
        "base": entries,
        "ours": [*entries, new],
        "theirs": [newer, *entries[:6], *entries[7:]],
    }
    for name, side in sides.items():
        (tmp_path / name).write_text(format_baseline(side))
    done = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == format_baseline([*entries[:6], *entries[7:], new, newer])
