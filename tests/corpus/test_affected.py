"""What an update leaves alone is told as before: no finding that is kept is ever stale."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager

from hypothesis import given, settings

from lint_anp.corpus.affected import Versions, find_affected
from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.index import Index, open_index
from lint_anp.corpus.index_update import update
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.posts.post import Fault
from tests.corpus.test_index import STEPS, change, make, told
from tests.corpus.test_repetition import STOCK, TEMPLATE, unique


@contextmanager
def two_connections() -> Iterator[tuple[Index, Index]]:
    """An empty index, opened twice."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_index(folder, "x")) as index,
        closing(open_index(folder, "x")) as other,
    ):
        yield index, other


def corpus_of(index: Index) -> StoredCorpus:
    return StoredCorpus(index, Allowed(()), str, str)


def apply(
    indexes: tuple[Index, Index],
    kept: dict[str, list[Fault]],
    posts: dict[str, PostTexts],
    path: str,
) -> set[str]:
    """Updates the index with one file; what is kept of affected posts is made anew. Gives the paths
    of these."""
    index, other = indexes
    index.begin(to_write=True)
    other.begin(to_write=False)
    before = corpus_of(other)
    effect = update(index, [change(path, posts.get(path))])
    after = corpus_of(index)
    affected = set(posts) | {path}
    if effect is not None:
        numbers = find_affected(Versions(before, after), effect)
        affected = {
            one.path_of(number)
            for one in (before, after)
            for number in numbers
            if one.find_record(number)
        }
    index.execute("COMMIT")
    other.execute("ROLLBACK")
    for one in {*affected, *(one for one in kept if path in names(kept[one]))}:
        kept.pop(one, None)
        if one in posts:
            kept[one] = told(corpus_of(index), one)
    return affected


def names(faults: list[Fault]) -> set[str]:
    """The posts that findings name."""
    return {place.path for fault in faults for place in fault.related}


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_what_is_kept_is_never_stale(
    steps: list[tuple[str, list[str] | None, str]],
) -> None:
    posts: dict[str, PostTexts] = {}
    kept: dict[str, list[Fault]] = {}
    with two_connections() as indexes:
        for path, paragraphs, title in steps:
            posts.pop(path, None)
            if paragraphs is not None:
                posts[path] = make(path, paragraphs, title)
            apply(indexes, kept, posts, path)
            whole = GatheredCorpus(list(posts.values()))
            assert kept == {path: told(whole, path) for path in posts}


def test_a_post_of_a_large_family_leaves_most_others_alone() -> None:
    """Unless their number changes, or which ones are named."""
    names = "abcdefghijklmnop"
    posts = {
        f"{n}.md": make(
            f"{n}.md", [unique(ord(n)), TEMPLATE.format(n), f"{unique(ord(n) + 99)} {STOCK}"], n
        )
        for n in names
    }
    with two_connections() as indexes:
        index, _ = indexes
        update(index, [change(path, post) for path, post in posts.items()])
        kept = {path: told(corpus_of(index), path) for path in posts}
        posts["p.md"] = make(
            "p.md", [unique(1), unique(2), *(one.text for one in posts["p.md"].passages)], "p"
        )
        assert apply(indexes, kept, posts, "p.md") == {"p.md"}
        posts["a.md"] = make(
            "a.md", [unique(3), *(one.text for one in posts["a.md"].passages)], "a"
        )
        assert apply(indexes, kept, posts, "a.md") == {"a.md"}
        del posts["b.md"]
        assert apply(indexes, kept, posts, "b.md") == {*posts, "b.md"}
        whole = GatheredCorpus(list(posts.values()))
        assert kept == {path: told(whole, path) for path in posts}


def test_what_is_told_with_the_family_of_a_near_text_follows_it() -> None:
    """A text that holds a little of a long template is not of its family, but is told with it."""
    start, rest = unique(1), " ".join(map(unique, range(2, 7)))

    def long(name: str) -> PostTexts:
        return make(f"{name}.md", [f"{start} {name} {rest}"], name)

    posts = {f"{name}.md": long(name) for name in "abcdefghijklmnop"}
    words = start.split()
    words[::8] = "no", "run", "of", "them"  # of ten words
    posts["short.md"] = make("short.md", [" ".join(words)], "short")
    with two_connections() as indexes:
        index, _ = indexes
        update(index, [change(path, post) for path, post in posts.items()])
        kept = {path: told(corpus_of(index), path) for path in posts}
        before = kept["short.md"][0]
        assert before.values["posts"] == 17
        for name in "qrs":
            posts[f"{name}.md"] = long(name)
            apply(indexes, kept, posts, f"{name}.md")
        assert kept["short.md"][0].values["posts"] == 20
        whole = GatheredCorpus(list(posts.values()))
        assert kept == {path: told(whole, path) for path in posts}
