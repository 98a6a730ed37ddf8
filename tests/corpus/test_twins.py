"""Paragraphs that stand twice in one post: found at once as they are post by post."""

import random

import pytest

from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.passages import Passage, PostTexts
from lint_anp.corpus.twins import SHARING, alike_in, find_twins
from lint_anp.schema.conformed import Place


def post_of(number: int, texts: list[str], kinds: tuple[str, ...] = ("",)) -> PostTexts:
    passages = tuple(
        Passage(random.choice(kinds), text, text.count(" ") + 1, 0, 0, line, "")
        for line, text in enumerate(texts, 1)
    )
    return PostTexts(f"{number:03}.md", 0, 1000, passages, (), {}, Place(0, 0, "", True))


def changed(words: list[str], share: float) -> str:
    return " ".join(f"x{random.random()}" if random.random() < share else word for word in words)


def make_posts(seed: int) -> list[PostTexts]:
    random.seed(seed)
    posts = []
    for number in range(12):
        sources = [[f"{number}s{source}w{n}" for n in range(30)] for source in range(3)]
        texts = [
            changed(random.choice(sources), random.random() / 2)
            for _ in range(random.randrange(12))
        ]
        again = random.choices(texts, k=3) if texts else []
        posts.append(post_of(number, [*texts, *again], ("", "", "", "summary")))
    posts.append(post_of(12, [changed(sources[0], 0.1) for _ in range(2 * SHARING)]))
    return posts


@pytest.mark.parametrize("allowed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_twins_of_all_posts_are_those_of_each(seed: int, allowed: bool) -> None:
    posts = make_posts(seed)
    first = next(one.text for post in posts for one in post.passages)
    corpus = GatheredCorpus(posts, Allowed([first] if allowed else []))
    numbers = range(len(posts))
    expected = [list(alike_in(corpus, number)) for number in numbers]
    assert [list(corpus.twins(number)) for number in numbers] == expected
    assert len(list(filter(None, expected))) > 3
    assert find_twins(corpus.comparison, corpus.texts).crowded == {12}


def test_a_later_version_of_a_post_is_no_twin_of_it() -> None:
    random.seed(1)
    text = " ".join(f"w{n}" for n in range(30))
    other = " ".join(f"v{n}" for n in range(30))
    post = post_of(0, [text])._replace(later=post_of(0, [text]))
    corpus = GatheredCorpus([post, post_of(1, [other, other])])
    assert [list(corpus.twins(number)) for number in (0, 1)] == [[], [(1, 0)]]
