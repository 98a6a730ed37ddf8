"""Repetition over generated posts: laws that hold whatever the texts are."""

import random
from collections import defaultdict
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.passages import Passage, PostTexts
from lint_anp.corpus.readable import Readable
from lint_anp.corpus.repetition import Options, find_repetition
from lint_anp.corpus.words import Spelling, spell_words
from lint_anp.posts.post import Fault
from lint_anp.schema.conformed import Place

TEMPLATE = "before touching {} take ten minutes to write down who owns it and how to go back"
RULES = (
    "paragraph-boilerplate",
    "field-boilerplate",
    "stock-sentence",
    "paragraph-repeated-in-post",
    "post-duplicate",
    "post-boilerplate-share",
)
STOCK = "keep the owner the wanted outcome and the way back on one page"


def make_post(path: str, paragraphs: list[str]) -> PostTexts:
    passages = tuple(
        Passage(
            "", text, len(text.split(" ")), 1000 * number, 1000 * number + 999, 2 * number + 1, ""
        )
        for number, text in enumerate(paragraphs)
    )
    words = sum(one.words for one in passages)
    return PostTexts(path, 1, words, passages, (), {}, Place(0, 0, "", exact=False))


class Words:
    """Passages that are their words."""

    def __call__(self, passage: Passage) -> Readable:
        return Readable(passage.text, passage.start, passage.end, self.spelling(passage))

    def spelling(self, passage: Passage) -> Spelling:
        return spell_words(passage.text)


def find(
    posts: list[PostTexts], allowed: Allowed | None = None, rules: Iterable[str] = RULES
) -> dict[str, list[Fault]]:
    corpus = GatheredCorpus(posts, allowed or Allowed(()))
    options: Options = {rule: {} for rule in rules}
    return {
        post.path: find_repetition(corpus, number, options, Words())
        for number, post in enumerate(corpus.posts)
    }


def unique(seed: int, words: int = 30) -> str:
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(10**6)}" for _ in range(words))


PARAGRAPHS = st.lists(
    st.one_of(
        st.sampled_from(["varnish", "postfix", "haproxy", "a queue of mails"]).map(TEMPLATE.format),
        st.integers(0, 10**6).map(unique),
        st.integers(0, 10**6).map(lambda seed: f"{unique(seed, 20)} {STOCK}"),
    ),
    min_size=1,
    max_size=4,
)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_posts_changes_nothing(posts: list[list[str]], chance: random.Random) -> None:
    made = [make_post(f"{number}.md", texts) for number, texts in enumerate(posts)]
    shuffled = made[:]
    chance.shuffle(shuffled)
    assert find(shuffled) == find(made)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=7), st.sets(st.sampled_from(RULES)))
@settings(max_examples=60, deadline=None)
def test_rules_that_do_not_run_change_nothing_for_others(
    posts: list[list[str]], rules: set[str]
) -> None:
    made = [make_post(f"{number}.md", texts) for number, texts in enumerate(posts)]
    for path, faults in find(made).items():
        assert find(made, rules=rules)[path] == [one for one in faults if one.rule in rules]


@given(st.lists(PARAGRAPHS, min_size=3, max_size=7))
@settings(max_examples=60, deadline=None)
def test_no_verbatim_run_in_three_posts_is_missed(posts: list[list[str]]) -> None:
    made = [make_post(f"{number}.md", texts) for number, texts in enumerate(posts)]
    holders: defaultdict[tuple[str, ...], set[tuple[int, int]]] = defaultdict(set)
    for number, texts in enumerate(posts):
        for place, text in enumerate(texts):
            words = text.split(" ")
            for at in range(len(words) - 11):
                holders[tuple(words[at : at + 12])].add((number, place))
    found = find(made)
    told = {
        (path, fault.start // 1000)
        for path, faults in found.items()
        for fault in faults
        if fault.rule in ("stock-sentence", "paragraph-boilerplate")
    }
    for places in holders.values():
        if len({number for number, _ in places}) >= 3:
            assert {(f"{number}.md", place) for number, place in places} <= told


def test_a_stock_sentence_is_told_with_the_exact_number_of_posts() -> None:
    posts = [make_post(f"{n:02}.md", [f"{unique(n)} {STOCK} {unique(n + 100)}"]) for n in range(40)]
    posts += [make_post(f"x{n}.md", [f"{unique(n + 200)} {STOCK[:-5]}"]) for n in range(5)]
    found = find(posts)
    (fault,) = found["00.md"]
    assert (fault.values["text"], fault.values["posts"]) == (STOCK[:-5], 45)
    (shorter,) = found["x0.md"]
    assert (shorter.values["words"], shorter.values["posts"]) == (12, 45)


def han(number: int, length: int) -> str:
    """So many characters of Chinese that no other number has, in pieces of two."""
    return " ".join(
        f"{chr(0x4E00 + at)}{chr(0x4E01 + at)}" for at in range(100 * number, 100 * number + length)
    )


def test_a_term_of_a_script_without_spaces_is_no_stock_sentence() -> None:
    term, sentence = han(90, 12), han(91, 30)
    texts = [f"{han(n, 40)} {term} {han(n + 10, 40)}" for n in range(6)]
    texts += [f"{han(n + 20, 60)} {sentence} {term} {han(n + 30, 60)}" for n in range(3)]
    found = find([make_post(f"{n}.md", [text]) for n, text in enumerate(texts)])
    assert [len(faults) for faults in found.values()] == [0] * 6 + [1] * 3
    (fault,) = found["6.md"]
    assert (fault.values["text"], fault.values["words"]) == (f"{sentence} {term}", 21)
    assert (fault.values["posts"], fault.values["places"]) == (3, "7.md:1, 8.md:1")


def test_a_template_is_told_with_its_slot() -> None:
    names = ["varnish", "postfix", "a queue of mails"]
    posts = [make_post(f"{name[0]}.md", [TEMPLATE.format(name)]) for name in names]
    fault = next(one for one in find(posts)["v.md"] if one.rule == "paragraph-boilerplate")
    assert fault.values["template"] == TEMPLATE.format("{…}")
    assert fault.values["slots"] == {"…1": "varnish"}
    assert (fault.values["posts"], fault.values["own_words"]) == (3, 1)
    assert fault.values["examples"] == ["a.md:1", "p.md:1"]


def test_where_a_template_says_little_the_nearest_texts_are_named() -> None:
    start, own, end, other = (unique(number, 20) for number in range(4))
    texts = [[f"{start} {own}", unique(9), f"{start} {end}"]]
    texts += [[f"{start} {end}"]] * 3 + [[f"{own} {other}"]] * 4
    found = find([make_post(f"{number}.md", one) for number, one in enumerate(texts)])
    near, same = (one.values for one in found["0.md"] if one.rule == "paragraph-boilerplate")
    assert (near["share"], near["places"]) == (50, "4.md:1, 5.md:1, 6.md:1")
    assert (same["share"], same["places"]) == (100, "1.md:1, 2.md:1, 3.md:1")


PARTS = st.lists(
    st.sampled_from([unique(number, 10) for number in range(6)]),
    min_size=2,
    max_size=3,
    unique=True,
).map(" ".join)


@given(st.lists(st.lists(PARTS, min_size=1, max_size=2), min_size=3, max_size=6))
@settings(max_examples=60, deadline=None)
def test_as_many_posts_are_named_as_are_counted_each_once(posts: list[list[str]]) -> None:
    made = [make_post(f"{number}.md", texts) for number, texts in enumerate(posts)]
    for path, faults in find(made).items():
        for values in (one.values for one in faults if one.rule == "paragraph-boilerplate"):
            examples, counted = values["examples"], values["posts"]
            assert isinstance(examples, (list, tuple))
            assert isinstance(counted, int)
            named = {example.partition(":")[0] for example in examples}
            assert len(named - {path}) == len(examples) == min(3, counted - 1)


def test_two_posts_are_no_boilerplate() -> None:
    posts = [make_post(path, [TEMPLATE.format(path), unique(len(path))]) for path in ("a", "bb")]
    assert find(posts) == {"a": [], "bb": []}


def test_a_post_of_an_earlier_day_and_what_it_became_count_once() -> None:
    text = TEMPLATE.format("varnish")
    before = make_post("a.md", [text, unique(0)]), make_post("b.md", [unique(1)])
    now = make_post("a.md", [unique(2), text]), make_post("b.md", [text])
    joined = [one._replace(later=other) for one, other in zip(before, now, strict=True)]
    assert find([*joined, make_post("c.md", [unique(3)])])["a.md"] == []
    (fault,) = find([*joined, make_post("c.md", [text])])["a.md"]
    assert (fault.values["posts"], fault.values["places"]) == (3, "b.md:1, c.md:1")


def test_what_is_allowed_is_not_told() -> None:
    posts = [make_post(f"{n}.md", [TEMPLATE.format(n)]) for n in range(4)]
    assert find(posts, Allowed([TEMPLATE.format("this")])) == {f"{n}.md": [] for n in range(4)}


def test_a_post_that_stands_in_another_one_is_told_in_both() -> None:
    texts = [unique(1), unique(2)]
    found = find(
        [make_post("a.md", texts), make_post("b.md", texts), make_post("c.md", [unique(3)])]
    )
    assert [(one.rule, one.values["places"]) for one in found["a.md"]] == [
        ("post-duplicate", "b.md:1")
    ]
    assert [(one.rule, one.values["places"]) for one in found["b.md"]] == [
        ("post-duplicate", "a.md:1")
    ]
    assert found["c.md"] == []


def test_both_places_of_a_paragraph_that_stands_twice_are_told() -> None:
    text = unique(1)
    changed = " ".join(["other", *text.split(" ")[1:]])
    (first, second) = find([make_post("a.md", [text, unique(2), changed])])["a.md"]
    assert (first.rule, first.values["line"]) == ("paragraph-repeated-in-post", 5)
    assert (second.rule, second.values["line"]) == ("paragraph-repeated-in-post", 1)
