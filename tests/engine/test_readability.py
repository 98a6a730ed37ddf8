"""textstat's metrics by name, and that the own counts agree with it."""

import socket

import pytest

from lint_anp.engine.expression import ExpressionError, check_expression
from lint_anp.engine.functions import Absent, textstat
from lint_anp.engine.readability import METRICS
from lint_anp.engine.types import type_of_value
from lint_anp.engine.view import PostView
from lint_anp.engine.vocabulary import scope_of
from lint_anp.posts.load import load_posts

SENTENCES = (
    "A backup is a belief until somebody has restored it.",
    "Take a table that changes every day, and that a person can judge by looking.",
    "Load the newest copy into an empty database and count the rows.",
    "Whoever reads the list then knows what stops when the job stops.",
    "The estimate was wrong by a factor of a thousand, which is the reason why the query is slow.",
    "Ask for the sentence together with the picture, in the same form.",
)


def view(text: str) -> PostView:
    (post,) = load_posts("post.md", f"---\ntitle: A\n---\n\n{text}\n".encode())
    return PostView(post, None, None)


LONG = " ".join(SENTENCES * 4)


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_a_number_without_the_network(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert isinstance(textstat(view(LONG).body, name), float)


@pytest.mark.parametrize("start", range(6))
def test_our_reading_ease_is_textstats_within_a_point(start: int) -> None:
    text = " ".join((SENTENCES[start:] + SENTENCES[:start]) * (2 + start))
    body = view(text).body
    assert body.flesch == pytest.approx(textstat(body, "flesch_reading_ease"), abs=1)


@pytest.mark.parametrize(
    "text", ["Too short.", "漢字を読むのはむずかしい。" * 40], ids=["short", "CJK"]
)
def test_where_it_would_be_nonsense_there_is_no_number(text: str) -> None:
    with pytest.raises(Absent):
        textstat(view(text).body, "smog_index")


def test_an_unknown_metric_is_told_when_the_rule_is_read() -> None:
    with pytest.raises(ExpressionError, match="no metric 'smog'"):
        check_expression("textstat(post.body, 'smog') > 1", scope_of(type_of_value({})))
