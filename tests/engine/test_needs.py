"""The fields of the meta without which an expression gives no value."""

import pytest

from lint_anp.engine.expression import check_expression
from lint_anp.engine.needs import needs_of
from lint_anp.engine.types import record
from lint_anp.engine.vocabulary import scope_of


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        ("meta.title == 'a' or post.body.words > 1", ("title",)),
        ("not (meta.flags.has_images and meta.score.depth > 1)", ("flags",)),
        ("length(meta.summary) + 1 < 9", ("summary",)),
        ("has(meta.title) and meta.summary == 'a'", ()),
        ("meta.title == 'a' if has(meta.summary) else meta.slug == 'b'", ()),
        ("1 < meta.reading_time", ("reading_time",)),
        ("days_between(today, meta.revision.last_reviewed) > 3", ("revision",)),
        ("all(item != '' for item in meta.tools)", ()),
    ],
)
def test_what_is_read_in_any_case_is_needed(expression: str, needs: tuple[str, ...]) -> None:
    assert needs_of(check_expression(expression, scope_of(record({}))).python) == needs
