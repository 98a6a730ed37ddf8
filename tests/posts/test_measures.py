"""Counts of texts: words, sentences, syllables, language, reading time, readability."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.posts import measures
from lint_anp.posts.cjk import count_cjk


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One-time use isn’t free.", 5),
        ("naïve café", 2),
        ("漢字かな", 4),
        ("漢字 and words", 4),
        ("— … !", 0),
        ("हिन्दी में लिखा है।", 4),
        ("re\u0301union au cafe\u0301", 3),
        ("می\u200cخواهم بروم", 2),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert measures.count_words(text) == words


@given(st.lists(st.text(st.sampled_from("aZ9_ '’-.\n\u00a0éΣİß漢\u0301\u200dहि्।"))))
def test_words_are_those_that_the_pattern_finds(texts: list[str]) -> None:
    found = [measures.WORD.findall(text.lower()) for text in texts]
    assert measures.split_all(texts) == found
    assert list(map(measures.split_words, texts)) == found


@given(st.text(st.sampled_from("a’\u00e9 \n\t\x1c\x85\u00a0\u3000")))
def test_parts_between_white_space_are_counted(text: str) -> None:
    assert measures.count_spaced(text) == len(text.split())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", 0),
        ("One", 1),
        ("One. Two! Three?", 3),
        ("Version 1.2 is out.", 1),
        ("一。二。", 2),
        ('So?! He said: "Yes ..." Then', 2),
    ],
)
def test_sentences_are_counted(text: str, sentences: int) -> None:
    assert measures.count_sentences([text]) == sentences


@given(st.text(st.sampled_from("aZ9 .!?\"')]\n\t\x1c\x85")).filter(str.strip))
def test_sentences_end_where_the_pattern_finds_an_end(text: str) -> None:
    found = re.findall(r"[.!?][\"')\]]*(?=\s|$)", text)
    assert measures.count_sentences([text]) == max(1, len(found))


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("cat", 1), ("table", 2), ("make", 1), ("making", 2), ("created", 3), ("wanted", 2),
        ("walked", 1), ("boxes", 2), ("rhythm", 1), ("idea", 3), ("readability", 5),
    ],
)  # fmt: skip
def test_syllables_are_counted(word: str, syllables: int) -> None:
    assert measures.SYLLABLES[word] == syllables


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The cat sat on the mat and it was not for you to say that this is a hat or two of it", "en"),
        ("Der Hund und die Katze sind nicht auf dem Dach, das ist ein Haus mit den Leuten von hier da", "de"),
        ("La casa de los perros es la que está en el campo con un árbol y una flor para los que no van", "es"),
        ("W domu nie ma nikogo i to jest na stole, ale czy jak się ma do tego co po nim przez noc w domu", "pl"),
        ("漢字を読むのはむずかしい", "ja"),
        ("这是一个中文的句子", "zh"),
        ("too short", None),
        ("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut labore "
         "magna aliqua enim minim veniam quis nostrud", None),
    ],
)  # fmt: skip
def test_languages_are_told_apart(text: str, language: str | None) -> None:
    words = measures.WORD.findall(text.lower())
    assert measures.detect_language(words, text, count_cjk(text)) == language


def test_reading_takes_as_long_as_measured() -> None:
    assert measures.reading_minutes(228, 0, "en") == pytest.approx(1)
    assert measures.reading_minutes(0, 510, "zh") == pytest.approx(2)
    assert measures.reading_minutes(184, 0, None) == pytest.approx(1)


def test_flesch_is_his_formula_and_silent_for_short_texts() -> None:
    words = ["cat"] * 100
    assert measures.flesch_reading_ease([words], 10) == pytest.approx(206.835 - 10.15 - 84.6)
    assert measures.flesch_reading_ease([words[:99]], 10) is None
