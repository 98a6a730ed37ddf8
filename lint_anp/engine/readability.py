"""textstat's metrics for rules that name one: loaded only then, and never from the network."""

from functools import cache
from typing import TYPE_CHECKING, Any

from lint_anp.posts.measures import FEWEST_WORDS, SYLLABLES

if TYPE_CHECKING:
    from lint_anp.engine.body_view import BodyView

METRICS = (
    "automated_readability_index", "coleman_liau_index", "crawford",
    "dale_chall_readability_score", "dale_chall_readability_score_v2", "fernandez_huerta",
    "flesch_kincaid_grade", "flesch_reading_ease", "gulpease_index", "gunning_fog",
    "gutierrez_polini", "linsear_write_formula", "lix", "mcalpine_eflaw", "osman", "reading_time",
    "rix", "smog_index", "spache_readability", "szigriszt_pazos", "text_standard",
    "wiener_sachtextformel",
)  # fmt: skip
"""textstat 0.7.13's metrics of a text."""

LANGUAGES = ("en", "de", "es", "fr", "hu", "it", "nl", "pl", "ru")
"""Languages for which textstat has constants."""


class OwnSyllables:
    """Stands for the pronouncing dictionary that textstat would fetch: a word's syllables are
    counted by lint-anp."""

    def __getitem__(self, word: str) -> list[list[str]]:
        return [["1"] * SYLLABLES[word]]


@cache
def load_textstat() -> Any:
    """The textstat object, its dictionary replaced; raises ImportError where it is missing."""
    import textstat
    from textstat.backend.counts import _count_syllables

    own = OwnSyllables()
    _count_syllables.get_cmudict = lambda lang: own if lang.startswith("en") else None
    return textstat.textstat


def textstat_metric(body: "BodyView", name: str) -> float | None:
    """A metric of a body's prose; None for texts of fewer than 100 words, for languages that
    textstat does not have, and for scripts without spaces."""
    if body.language not in LANGUAGES or body.cjk or body.words < FEWEST_WORDS:
        return None
    textstat = load_textstat()
    textstat.set_lang(body.language)
    text = "\n".join(block.text for block in body.prose)
    if name == "text_standard":
        return float(textstat.text_standard(text, float_output=True))
    if name == "wiener_sachtextformel":
        return float(textstat.wiener_sachtextformel(text, 1))
    return float(getattr(textstat, name)(text))
