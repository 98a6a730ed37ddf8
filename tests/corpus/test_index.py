"""The index gives what a comparison of all posts gives, whatever came before."""

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.corpus import Corpus
from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.index import (
    Index,
    Stamp,
    drop_index,
    make_anew,
    open_index,
    stamps_of,
)
from lint_anp.corpus.index_update import Change, update
from lint_anp.corpus.passages import PostTexts, Value
from lint_anp.corpus.repetition import find_repetition
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.corpus.uniqueness import find_shared
from lint_anp.posts.post import Fault
from tests.corpus.test_repetition import PARAGRAPHS, RULES, Words, make_post, unique

OPTIONS = {"title-repeated": {}, "score-tuple-common": {"posts": 2, "share": 0.4}}
STEPS = st.lists(
    st.tuples(
        st.sampled_from([f"{letter}.md" for letter in "abcdefgh"]),
        st.one_of(st.none(), PARAGRAPHS),
        st.sampled_from(["One", "Two"]),
    ),
    min_size=1,
    max_size=14,
)


def make(path: str, paragraphs: list[str], title: str) -> PostTexts:
    values = tuple(Value(rule, title.lower(), title, 0, 0, 1, "title") for rule in OPTIONS)
    return make_post(path, paragraphs)._replace(values=values)


def told(corpus: Corpus, path: str) -> list[Fault]:
    number = corpus.number_of(path, 1)
    repeated = find_repetition(corpus, number, {rule: {} for rule in RULES}, Words())
    return [*repeated, *find_shared(corpus, number, OPTIONS)]


def ask(index: Index, path: str) -> list[Fault]:
    return told(StoredCorpus(index, Allowed(()), str, str), path)


def change(path: str, post: PostTexts | None) -> Change:
    texts = (post,) if post else ()
    return Change(path, Stamp(1, 1) if post else None, b"x", texts)


@given(STEPS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_history_gives_the_findings_of_its_end(
    steps: list[tuple[str, list[str] | None, str]], at_once: bool
) -> None:
    posts: dict[str, PostTexts] = {}
    index = Index(":memory:")
    make_anew(index, "test")
    pending: dict[str, Change] = {}
    for number, (path, paragraphs, title) in enumerate(steps):
        post = make(path, paragraphs, title) if paragraphs is not None else None
        pending[path] = change(path, post)
        if post is not None:
            posts[path] = post
        else:
            posts.pop(path, None)
        if not at_once or number == len(steps) // 2:
            update(index, list(pending.values()))
            pending.clear()
    update(index, list(pending.values()))
    whole = GatheredCorpus(list(posts.values()))
    assert {path: ask(index, path) for path in posts} == {path: told(whole, path) for path in posts}
    index.close()


def test_a_text_that_reaches_many_posts_is_seen_by_its_paraphrases() -> None:
    """Near 24 posts, one more or less says whether a text that has a quarter of it is repeated."""
    words = unique(1, 40).split(" ")
    source, changed = " ".join(words), " ".join([*words[:14], *unique(2, 26).split(" ")])
    posts = {f"{number:02}.md": make(f"{number:02}.md", [source], "a") for number in range(22)}
    posts["x.md"] = make("x.md", [changed], "x")
    index = Index(":memory:")
    make_anew(index, "test")
    update(index, [change(path, post) for path, post in posts.items()])
    found = []
    for number in (22, 23, 24, 24, 23, 22):
        path = f"{number}.md"
        there = posts.pop(path, None)
        if there is None:
            posts[path] = make(path, [source], "a")
        update(index, [change(path, posts.get(path))])
        rules = {fault.rule for fault in ask(index, "x.md")}
        assert ask(index, "x.md") == told(GatheredCorpus(list(posts.values())), "x.md")
        found.append("paragraph-boilerplate" in rules)
    assert found == [False, True, True, True, False, False]


def fill(folder: Path, settings_: str = "x") -> None:
    index = open_index(str(folder), settings_)
    index.execute("BEGIN IMMEDIATE")
    update(index, [change("a.md", make("a.md", ["one two"], "One"))])
    index.execute("COMMIT")
    index.close()


def known(folder: Path, settings_: str = "x") -> list[str]:
    index = open_index(str(folder), settings_)
    found = list(stamps_of(index))
    index.close()
    return found


def test_an_index_is_kept_and_ignored_by_git(tmp_path: Path) -> None:
    fill(tmp_path)
    assert known(tmp_path) == ["a.md"]
    assert (tmp_path / ".gitignore").read_text() == "*\n"


def test_an_index_under_other_settings_is_made_anew(tmp_path: Path) -> None:
    fill(tmp_path)
    assert known(tmp_path, "y") == []


def test_what_a_killed_run_wrote_is_not_seen(tmp_path: Path) -> None:
    fill(tmp_path)
    index = open_index(str(tmp_path), "x")
    index.execute("BEGIN IMMEDIATE")
    update(index, [change("b.md", make("b.md", ["three four"], "Two"))])
    index.close()
    assert known(tmp_path) == ["a.md"]


def test_dropping_deletes_the_file(tmp_path: Path) -> None:
    fill(tmp_path)
    assert drop_index(str(tmp_path))
    assert not drop_index(str(tmp_path))
    assert os.listdir(tmp_path) == [".gitignore"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((OSError, sqlite3.Error)):
        open_index(str(tmp_path / "file"), "x")
