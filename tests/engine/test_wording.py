"""Terms in any inflection, texts that break off, letters gone wrong, invisible characters."""

import pytest

from lint_anp.engine.body_view import BodyView
from lint_anp.engine.invisible import find_invisible
from lint_anp.engine.wording import find_mojibake, is_cut_off, mentions, stem
from lint_anp.posts.load import load_posts
from lint_anp.posts.markdown import parse_markdown

ALIKE = " ".join(f"sto{number}" for number in range(30))


@pytest.mark.parametrize(
    ("text", "term", "named"),
    [
        ("Logging helps.", "logs", True),
        ("A checklist works best.", "workers", False),
        ("Cloudflare answers.", "cloud", True),
        ("The caches have rules.", "cache rules", True),
        ("Digital goods.", "git", False),
        ("It runs on C++ and Node.js.", "node.js", True),
        ("Der Zwischenspeicher für Bücher.", "bücher", True),
        ("缓存很快", "缓存", True),
        ("Nothing of it.", "redis", False),
        ("Three libraries.", "library", True),
        ("A library.", "libraries", True),
        ("Librarians.", "library", False),
        ("Use R.", "c", False),
        ("", "redis", False),
        (f"{ALIKE} stores", "stored", True),
        (ALIKE, "stored", False),
    ],
)
def test_terms_are_named_in_any_inflection(text: str, term: str, named: bool) -> None:
    assert mentions(text, term) is named


@pytest.mark.parametrize(
    "words", [("log", "logs", "logging", "logged"), ("cache", "caches", "caching", "cached"), ("query", "queries")]
)  # fmt: skip
def test_inflections_share_a_stem(words: tuple[str, ...]) -> None:
    assert len(set(map(stem, words))) == 1


LINE = "Take the kettle from the stove when it boils"


@pytest.mark.parametrize(
    ("text", "is_last", "cut"),
    [
        (f"{LINE}.", True, False),
        (f"{LINE} and", False, True),
        (f"{LINE}, then pour the wat", False, True),
        (LINE, False, False),
        (f"{LINE}, and then pour it slowly over the leaves in the pot", True, True),
        (f"{LINE} [link]", True, False),
        (f"{LINE}, then read what is written on https://tea.example/kettle", True, False),
        (f"{LINE}, and for all the other questions write to tea@kettle.example", True, False),
        (f"{LINE}, and for all the other questions there is a page on Tea.js", True, False),
        (f"{LINE}; and", False, False),
        ("the", True, False),
    ],
)
def test_texts_that_break_off_are_told_from_whole_ones(text: str, is_last: bool, cut: bool) -> None:
    assert is_cut_off(text, is_last, lambda: ["boil", "water", "waters"]) is cut


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Itâ€™s a cafÃ©.", [("â€™", "’"), ("Ã©", "é")]),
        ("À la carte, Ångström, Ñandú, naïve, Äpfel, Ã.", []),
        ("Привет, 漢字, 😀!", []),
    ],
)
def test_letters_that_were_decoded_wrongly_are_repaired(
    text: str, found: list[tuple[str, str]]
) -> None:
    spots = find_mojibake(parse_markdown(text, 0, len(text)).blocks)
    assert [(spot.text, spot.note) for spot in spots] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\u200bb", ["U+200B (zero width space)"]),
        ("so\u00adft", ["U+00AD (soft hyphen)"]),
        ("a\u202eb", ["U+202E (turns the direction of text)"]),
        ("a\u200db", ["U+200D (zero width joiner)"]),
        ("👨\u200d👩\u200d👧 and ❤\ufe0f", []),
        ("می\u200cخواهم", []),
        ("\u200eעברית\u200f", []),
        (f"עברית {'pem, ' * 20}\u200f", []),
        ("ไซต์\u200b Certbot, b\u200bc", ["U+200B (zero width space)"]),
        ("क\u094d\u200dष", []),
        ("narrow\u202fspace and\u00a0no-break", []),
    ],
)
def test_invisible_characters_are_told_where_they_have_no_use(text: str, found: list[str]) -> None:
    assert [spot.note for spot in find_invisible(text)] == found


def test_an_invisible_character_is_told_of_its_own_post_among_many() -> None:
    lines = '{"body": "Te\u200ba."}\r\n\n{"body": "Tea."}\n{"title": "T\u200b"\n'
    views = [BodyView(post, None) for post in load_posts("a.jsonl", lines.encode())]
    assert [[spot.start for spot in view.invisible] for view in views] == [[12], [], [49]]
