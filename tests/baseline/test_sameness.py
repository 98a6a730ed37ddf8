"""Findings known again in another text of their file."""

import re

import pytest

from lint_anp.baseline.sameness import MOST_PAIRS, Known, known_of, pair, subject_of
from lint_anp.finding import Finding
from lint_anp.source import Source

FIRST = "The kettle on the left is TODO and then it whistles."
SECOND = "Some cups are thin, others TODO, and all of them break one day."
THIRD = "Whoever washes up may keep TODO until the next pot is made."


def findings_of(text: str) -> list[Finding]:
    """A finding for each TODO, with the fingerprint that its number makes."""
    source = Source("a.md", text)
    return [
        Finding("r", "note", "", "", source.locate(*match.span()), str(number))
        for number, match in enumerate(re.finditer("TODO", text))
    ]


def known(text: str) -> list[Known]:
    return [known_of(one, lambda _: Source("a.md", text)) for one in findings_of(text)]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("a b\n\nOne, TWO\nthree TODO\r\nfour.\n\nc\n", "one two three … four"),
        ("1 2 3 4 5 6 7 8 9 TODO 1 2 3 4 5 6 7 8 9", "2 3 4 5 6 7 8 9 … 1 2 3 4 5 6 7 8"),
        ("x\r\n\r\nTODO: \r\n\r\ny", ""),
        ("TODO", ""),
    ],
    ids=["the words of its paragraph", "eight on each side", "alone in it", "alone in its file"],
)
def test_a_short_text_is_known_by_what_stands_around_it(text: str, near: str) -> None:
    assert [one.near for one in known(text)] == [near]


def test_without_its_text_a_finding_is_known_by_its_line() -> None:
    (finding,) = findings_of("a\nb TODO c\nd")
    assert known_of(finding, lambda _: None).near == "b … c"
    assert known_of(finding, lambda _: Source("a.md", "another text\nis saved")).near == "b … c"


@pytest.mark.parametrize(
    ("marked", "pointer", "near"),
    [
        ("a text of six words only", "", ""),
        ("![](https://example.org/a/long/path/to/the/kettle.jpg)", "", ""),
        ("TODO", "title", ""),
        (
            "One, two three\nfour five six seven\neight.",
            "",
            "one two three four five six seven eight …",
        ),
        (" ".join(map(str, range(20))), "", "0 1 2 3 4 5 6 7 … 12 13 14 15 16 17 18 19"),
    ],
    ids=["a phrase", "a URL", "a value of the meta", "a sentence", "a paragraph"],
)
def test_longer_texts_are_known_by_themselves(marked: str, pointer: str, near: str) -> None:
    source = Source("a.md", f"before {marked} after")
    place = source.locate(7, 7 + len(marked), pointer)
    finding = Finding("r", "note", "", "", place, "f")
    assert known_of(finding, lambda _: source).near == near


@pytest.mark.parametrize(
    ("pointer", "text", "subject"),
    [
        ("title", "x", "title"),
        ("", "some  words", "some words"),
        ("", "w" * 41, "w" * 39 + "…"),
        ("", "first\nsecond", "first"),
    ],
    ids=["its pointer", "its text", "a long text", "its first line"],
)
def test_what_a_finding_is_about(pointer: str, text: str, subject: str) -> None:
    place = Source("a.md", text).locate(0, len(text), pointer)
    assert subject_of(Finding("r", "note", "", "", place, "f")) == subject


def mended(text: str) -> str:
    return text.replace("TODO", "here")


CASES = {
    "nothing changed": ([FIRST, SECOND], [FIRST, SECOND], [0, 1]),
    "they changed places": ([FIRST, SECOND], [SECOND, FIRST], [1, 0]),
    "the first is mended": ([FIRST, SECOND], [mended(FIRST), SECOND], [1]),
    "one is mended, one is new": (
        [FIRST, SECOND, mended(THIRD)],
        [mended(FIRST), SECOND, THIRD],
        [1, None],
    ),
    "a paragraph is taken out, one is new": ([FIRST, SECOND], [SECOND, THIRD], [1, None]),
    "its paragraph is edited": ([FIRST], [FIRST.replace("kettle", "pot") + " Loudly."], [0]),
    "its paragraph is edited and moves": ([FIRST, SECOND], [SECOND, "Now t" + FIRST[1:]], [1, 0]),
    "its paragraph is wrapped": ([FIRST], [FIRST.replace(" ", "\n")], [0]),
    "its paragraph is written anew": ([FIRST], ["Pots need TODO first, or so they say."], [None]),
    "its paragraph is cut down to it": ([FIRST], ["TODO"], [0]),
    "what surrounds it stays, and it is mended": (
        ["Ask Ada for TODO at the office.", "Ask Bob for tea at the office."],
        ["Ask Ada for tea at the office.", "Ask Bob for TODO at the office."],
        [None],
    ),
    "a copy of its paragraph": ([FIRST], [FIRST, FIRST], [0, None]),
    "one of two copies is edited": ([FIRST, FIRST], [FIRST, FIRST + " Loudly."], [0, 1]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_finding_is_known_again(case: str) -> None:
    before, now, expected = CASES[case]
    text = "\n\n".join(now)
    pairs = pair(known("\n\n".join(before)), known(text), lambda: Source("a.md", text))
    assert [pairs.get(number) for number in range(text.count("TODO"))] == expected


@pytest.mark.parametrize(
    ("before", "now", "is_same"),
    [
        (FIRST, "Once more: " + FIRST.replace("left", "right"), True),
        (FIRST, SECOND, False),
    ],
    ids=["edited", "another"],
)
def test_prose_is_known_again_when_it_was_edited(before: str, now: str, is_same: bool) -> None:
    def whole(text: str, mark: str) -> list[Known]:
        source = Source("a.md", text)
        finding = Finding("r", "note", "", "", source.locate(0, len(text)), mark)
        return [known_of(finding, lambda _: source)]

    found = pair(whole(before, "f"), whole(now, "g"), lambda: Source("a.md", now))
    assert found == ({0: 0} if is_same else {})


def test_a_fingerprint_is_enough_where_nothing_is_known_of_the_surroundings() -> None:
    old = [Known("r", "", "0", ""), Known("r", "", "7", "")]
    assert pair(old, known(FIRST), lambda: None) == {0: 0}


def test_too_many_are_paired_in_their_order() -> None:
    number = int(MOST_PAIRS**0.5) + 1
    old = [Known("r", "TODO", f"old {one}", f"{one} …") for one in range(number)]
    new = [Known("r", "TODO", f"new {one}", f"… {one}") for one in range(number + 1)]
    assert pair(old, new, lambda: None) == {one: one for one in range(number)}
