"""`lint-anp test`, `explain`, `rules` and `schema`: what rules and schemas say of themselves."""

from typing import TYPE_CHECKING

import click

from lint_anp.cli.console import CLEAN, FINDINGS, write
from lint_anp.errors import InputError

if TYPE_CHECKING:
    from lint_anp.site.site import Site


@click.command("test")
@click.argument("rules", nargs=-1, metavar="[RULE]...")
@click.option("--config", "config_path", metavar="FILE", help="The config that names your rules.")
@click.option("--quiet", "-q", is_flag=True, help="Print failures only.")
def run_examples(rules: tuple[str, ...], config_path: str | None, quiet: bool) -> int:
    """Run the examples of rules: built-in ones, and those that the config names."""
    from lint_anp.engine.selftest import test_rules
    from lint_anp.report.examples import format_results

    rulebook = site_here(config_path).rulebook
    results = test_rules(rulebook, sorted(rulebook.expand(rules)) if rules else rulebook.rules)
    write(format_results(results, quiet=quiet))
    return FINDINGS if any(result.problem for result in results) else CLEAN


@click.command("explain")
@click.argument("rule", required=False)
@click.option("--language", is_flag=True, help="List the names and functions of the rule language.")
@click.option("--config", "config_path", metavar="FILE", help="The config that names your rules.")
def explain_rule(rule: str | None, language: bool, config_path: str | None) -> None:
    """Print a rule's page: what, why, options, examples, how to silence it."""
    from lint_anp.engine.explain import describe_language, explain

    if language:
        write(describe_language())
        return
    if rule is None:
        raise InputError("name a rule; 'lint-anp rules' lists them")
    rulebook = site_here(config_path).rulebook
    write("\n".join(explain(rulebook.rules[id_]) for id_ in sorted(rulebook.expand([rule]))))


@click.command("rules")
@click.option("--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text")
@click.option("--config", "config_path", metavar="FILE", help="The config that names your rules.")
def print_rules(style: str, config_path: str | None) -> None:
    """List the rules."""
    from lint_anp.engine.explain import list_rules, list_rules_json, list_rules_markdown

    lists = {"text": list_rules, "json": list_rules_json, "markdown": list_rules_markdown}
    write(lists[style](site_here(config_path).rulebook))


@click.command("schema")
@click.argument("name", type=click.Choice(["meta", "config", "rule"]), default="meta")
def print_schema(name: str) -> None:
    """Print the JSON Schema of a post's meta, of the config, or of a rule file."""
    from lint_anp.schema.shape import schema_text

    write(schema_text(name))


def site_here(config_path: str | None) -> "Site":
    """The site of the current folder."""
    from lint_anp.config.config import find_config
    from lint_anp.site.site import load_site

    return load_site(config_path or find_config("."))
