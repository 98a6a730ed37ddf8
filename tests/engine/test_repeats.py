"""Runs of words that two paragraphs share."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lint_anp.engine.repeats import SHORTEST_RUN, WHOLE_SHARE, Run, find_repeats
from lint_anp.posts.measures import split_words
from lint_anp.posts.post import Block


def repeats_of(*texts: str) -> list[Run]:
    blocks = [Block("paragraph", 0, len(text), text) for text in texts]
    return find_repeats(blocks, list(map(split_words, texts)))


def words(number: int, prefix: str) -> str:
    return " ".join(f"{prefix}{n}" for n in range(number))


RUN = words(SHORTEST_RUN, "run")


def test_both_places_are_found_case_and_punctuation_aside() -> None:
    one = f"{words(20, 'a')}. {RUN.title()}."
    two = f"{RUN.replace(' ', ', ')}; {words(20, 'b')}"
    runs = repeats_of(one, two)
    assert [run.block.text[run.start : run.end] for run in runs] == [
        RUN.title(),
        RUN.replace(" ", ", "),
    ]
    assert [run.words for run in runs] == [12, 12]
    assert [run.other.text for run in runs] == [two, one]
    assert [run.other_start for run in runs] == [0, one.index(RUN.title())]


def test_a_letter_that_becomes_two_in_lower_case_moves_no_place() -> None:
    runs = repeats_of(f"{words(20, 'a')} İstanbul {RUN}", f"{RUN} İzmir {words(20, 'b')}")
    assert [run.block.text[run.start : run.end] for run in runs] == [RUN, RUN]


def test_eleven_words_are_none() -> None:
    short = words(SHORTEST_RUN - 1, "run")
    assert not repeats_of(f"{words(20, 'a')} {short}", f"{short} {words(20, 'b')}")


def test_a_paragraph_that_is_repeated_as_a_whole_is_no_sentence() -> None:
    assert not repeats_of(f"{RUN} {words(5, 'a')}", f"{words(40, 'b')} {RUN}")


def test_a_run_is_found_where_it_also_stands_as_a_paragraph_of_its_own() -> None:
    one, two = f"{words(18, 'a')} {RUN}", f"{words(24, 'b')} {RUN}"
    runs = repeats_of(RUN, one, two)
    assert [run.other.text for run in runs] == [two, one]


def test_a_run_within_one_paragraph_is_none() -> None:
    assert not repeats_of(f"{RUN} {words(20, 'a')} {RUN}")


TEXTS = st.lists(
    st.lists(st.sampled_from([f"w{n}" for n in range(30)]) | st.just(RUN), min_size=3, max_size=40)
    .map(" ".join),
    min_size=2,
    max_size=4,
)  # fmt: skip


@given(TEXTS)
@settings(deadline=None)
def test_no_run_of_twelve_words_between_two_paragraphs_is_missed(texts: list[str]) -> None:
    split = [text.split() for text in texts]
    found = {run.block.text for run in repeats_of(*texts)}
    for one, words_one in enumerate(split):
        grams = {tuple(words_one[n : n + 12]) for n in range(len(words_one) - 11)}
        shared = [
            other
            for other, words_other in enumerate(split)
            if other != one
            and any(tuple(words_other[n : n + 12]) in grams for n in range(len(words_other) - 11))
        ]
        long = [
            other
            for other in shared
            if longest(words_one, split[other])
            < WHOLE_SHARE * min(len(words_one), len(split[other]))
        ]
        if shared and len(long) == len(shared) == 1 and len(texts) == 2:
            assert texts[one] in found


def longest(one: list[str], other: list[str]) -> int:
    """The longest run that two lists of words share, by brute force."""
    best = 0
    for left in range(len(one)):
        for right in range(len(other)):
            length = 0
            while (
                left + length < len(one)
                and right + length < len(other)
                and one[left + length] == other[right + length]
            ):
                length += 1
            best = max(best, length)
    return best
