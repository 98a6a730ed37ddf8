"""`lint-anp templates`: the templates of a site, the one that covers most words first."""

import click

from lint_anp.cli.console import write


@click.command("templates")
@click.argument("paths", nargs=-1)
@click.option("--config", "config_path", metavar="FILE", help="Use this config for every post.")
@click.option(
    "--format", "style", type=click.Choice(["human", "json"]), default="human", show_default=True
)
@click.option(
    "--posts",
    "least",
    type=click.IntRange(2),
    default=3,
    show_default=True,
    help="The least number of posts of a template.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="How many are shown; 0 shows all.",
)
def print_templates(
    paths: tuple[str, ...], config_path: str | None, style: str, least: int, limit: int
) -> None:
    """Show the paragraphs that posts share: template, slots, number of posts, three places."""
    from lint_anp.report.survey import format_survey, format_survey_json
    from lint_anp.survey_posts import survey_posts

    found = survey_posts(paths or (".",), config_path, least)
    write(format_survey_json(found) if style == "json" else format_survey(found, limit))
