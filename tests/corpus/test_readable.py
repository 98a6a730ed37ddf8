"""Passages as a reader sees them, read from their part of the source."""

import pytest

from lint_anp.corpus.passages import body_passages
from lint_anp.corpus.readable import SourceTexts
from lint_anp.posts.load import load_posts

WORDS = "one two three four five six seven eight nine ten eleven twelve"
ITEM = f"{WORDS} {WORDS}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(f"[One](/z) {WORDS[4:]}, [a page][Some  page] and [it].\n\n[some Page]: /x\n",
                     f"One {WORDS[4:]}, a page and [it].", id="a link to a definition"),
        pytest.param(f"[One](/z) {WORDS[4:]}, [it].\n\n```\n[it]: /x\n```\n",
                     f"One {WORDS[4:]}, [it].", id="a definition in code is none"),
        pytest.param(f"---\ntitle: x\n---\n\n[One](/z) {WORDS[4:]} [it][].\n\n> [it]: /x\n",
                     f"One {WORDS[4:]} it.", id="a definition in a quotation, behind front matter"),
        pytest.param(f"[One](/z) {WORDS[4:]}[^n] [it].\n\n[^n]: A note.\n\n[it]: /x\n",
                     f"One {WORDS[4:]} it.", id="a footnote"),
        pytest.param(f"[One](/z) {WORDS[4:]}[^n] [^no].\n\n[^n]: A note.\n",
                     f"One {WORDS[4:]} [^no].", id="a footnote that is none"),
        pytest.param(f"- [x] [{ITEM}](/z) [it]\n\n[it]: /x\n", f"{ITEM} it", id="an item of tasks"),
        pytest.param(f"- [ ] [{ITEM}](/z)\n\n  [it]\n\n- x\n\n[it]: /x\n", ITEM, id="a wide list"),
    ],
)  # fmt: skip
def test_a_passage_reads_as_in_its_post(source: str, text: str) -> None:
    (post,) = load_posts("a.md", source.encode())
    (passage,) = body_passages(post)
    texts = SourceTexts("a.md", source.encode)
    assert texts.spelling(passage) == texts.spelling(passage._replace(shown=""))
    read = texts(passage)
    assert " ".join(read.spelling.words) == passage.text
    assert read.block is not None
    assert read.spelling.text.removeprefix("[ ] ") == " ".join(text.split())
    start, end = read.span(0, passage.words)
    assert source[start:end].startswith(("one", "One"))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(f"{WORDS} thirteen", "", id="plain"),
        pytest.param(f"**{WORDS}** `thirteen`", "", id="marks that are no words"),
        pytest.param(f"[{WORDS}](https://x.y/z)", "", id="an address counts for no word"),
        pytest.param(f"[{WORDS}](/z)", WORDS, id="a path does"),
        pytest.param(f"[{WORDS}][a]\n\n[a]: /z", WORDS, id="a label does"),
    ],
)
def test_what_a_reader_sees_is_kept_where_the_source_has_more_words(
    source: str, shown: str
) -> None:
    (post,) = load_posts("a.md", source.encode())
    (passage,) = body_passages(post)
    assert passage.shown == shown


def test_a_passage_whose_words_are_found_nowhere_is_told_by_these() -> None:
    (post,) = load_posts("a.md", f"{WORDS}\n".encode())
    (passage,) = body_passages(post)
    read = SourceTexts("a.md", bytes)(passage._replace(text="other words"))
    assert (read.spelling.text, read.spelling.edges) == ("other words", [0, 5, 6, 11, 11])
