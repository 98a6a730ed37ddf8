"""The templates of a corpus as text and as JSON."""

import json

from lint_anp.corpus.survey import Survey, Template
from lint_anp.plain_text import safe
from lint_anp.report.phrases import count

VERSION = 1


def format_survey(survey: Survey, limit: int) -> str:
    """The templates as text for people, the first `limit` of them (0: all)."""
    templates = survey.templates[:limit] if limit else survey.templates
    lines: list[str] = []
    for number, one in enumerate(templates, 1):
        lines += tell_template(number, one, survey)
    left = len(survey.templates) - len(templates)
    if left:
        lines.append(f"{count(left, 'more template')}; --limit 0 shows all.")
    covered = sum(one.words for one in survey.templates)
    share = 100 * covered / survey.words if survey.words else 0
    lines.append(
        f"{count(len(survey.templates), 'template')} in {count(survey.posts, 'post')}, "
        f"{share:.0f} % of their words."
        if survey.templates
        else f"No template in {count(survey.posts, 'post')}."
    )
    return "\n".join(map(safe, lines)) + "\n"


def tell_template(number: int, one: Template, survey: Survey) -> list[str]:
    """A template: its numbers, its text, its slots, its first places."""
    where = f" in '{one.field}'" if one.field else ""
    lines = [
        f"{number}. {count(one.posts, 'post')}, {count(one.words, 'word')}{where}",
        f"   {one.template}",
    ]
    for name, values in one.slots.items():
        lines.append(f"   {{{name}}}: {', '.join(values)}, …")
    places = ", ".join(f"{path}:{line}" for path, line in one.places)
    return [*lines, f"   {places}", ""]


def format_survey_json(survey: Survey) -> str:
    """The templates as one JSON object."""
    document = {
        "version": VERSION,
        "templates": [
            {
                "template": one.template,
                "field": one.field or None,
                "posts": one.posts,
                "words": one.words,
                "slots": {name: list(values) for name, values in one.slots.items()},
                "places": [{"path": path, "line": line} for path, line in one.places],
            }
            for one in survey.templates
        ],
        "posts": survey.posts,
        "words": survey.words,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
