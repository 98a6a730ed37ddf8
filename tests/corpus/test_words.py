"""Words that can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.corpus.words import spans_of, spell, split_again, split_words, without_addresses
from lint_anp.posts import measures


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("It's Fine, really", ["it's", "fine", "really"], id="case and punctuation"),
        pytest.param("it’s “fine”", ["it's", "fine"], id="typographic quotes"),
        pytest.param("ﬁrst Straße ＡＢ", ["first", "strasse", "ab"], id="compatible characters"),
        pytest.param("snake_case 3.14", ["snake", "case", "3", "14"], id="underscores and numbers"),
        pytest.param("缓存很快", ["缓存", "存很", "很快"], id="Han by two characters"),
        pytest.param("これは速い", ["これは", "れは速", "は速い"], id="kana by three characters"),
        pytest.param(
            "用 Varnish 缓", ["用", "varnish", "缓"], id="mixed scripts, single characters"
        ),
        pytest.param("Re\u0301union", ["réunion"], id="accents that stand alone"),
        pytest.param("हिन्दी में।", ["हिन्दी", "में"], id="vowels of Devanagari"),
        pytest.param("用 हिन्दी", ["用", "हिन्दी"], id="Devanagari beside Han"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert split_words(text) == words
    assert len(spans_of(text)) == len(words)


def test_spans_are_those_of_the_words() -> None:
    text = "Ein Übermaß an 缓存很快!"
    assert [text[start:end] for start, end in spans_of(text)] == [
        "Ein", "Übermaß", "an", "缓存", "存很", "很快",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "It's  fine -\nreally: snake_case, 'quoted' 3.14!",
        "it’s “fine”, a Straße ½ of ﬁne",
        "see https://a.example/b-c?d and http://ä.example/ö, too",
        "Ein Übermaß an 缓存很快, これは速い!",
        "",
    ],
)
def test_a_spelling_has_the_words_and_their_places(text: str) -> None:
    spelling = spell(text)
    edges = [edge for span in spans_of(spelling.text) for edge in span]
    assert spelling.text == " ".join(text.split())
    assert spelling.words == split_words(text)
    assert spelling.edges == [*edges, len(spelling.text)]


@given(st.text(st.sampled_from("aZ9_ '’-:/éΣςẞßİﬁ½Ａ\u0301漢のไहि")))
def test_words_in_lower_case_need_not_be_split_again(text: str) -> None:
    assert split_again(text, measures.split_words(text)) == split_words(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see http://a.example/b, or (ftp://c)", f"see {' ' * 19} or ({' ' * 7})"),
        ("no scheme ://a.example, none behind http:// it", None),
        ("://a://b", "://     "),
        ("a_1://b ü://c x:/y", "              x:/y"),
        ("<a://b>://c", "<     >://c"),
        ("nothing", None),
    ],
)
def test_addresses_are_left_out(text: str, left: str | None) -> None:
    assert without_addresses(text) == (text if left is None else left)
