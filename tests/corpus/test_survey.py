"""The templates of a site as its owner reads them."""

from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.passages import Passage
from lint_anp.corpus.survey import survey
from lint_anp.report.survey import format_survey
from tests.corpus.test_repetition import TEMPLATE, Words, make_post, unique


def test_texts_in_the_meta_count_among_the_words() -> None:
    """City pages may have no body at all."""
    posts = []
    for number in range(4):
        text = TEMPLATE.format(f"w{number}")
        passage = Passage("hero.text", text, 17, 0, 9, 3, "hero.text")
        post = make_post(f"{number}.md", [unique(number, 13)])
        posts.append(post._replace(passages=(*post.passages, passage)))
    found = survey(GatheredCorpus(posts), lambda _: Words(), 3)
    assert found.words == 4 * (13 + 17)
    assert [(one.field, one.posts, one.words) for one in found.templates] == [("hero.text", 4, 64)]
    assert format_survey(found, 9).splitlines()[-1] == "1 template in 4 posts, 53 % of their words."
