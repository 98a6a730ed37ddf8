"""A site: its config, its rulebook, and the rules of it that run."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from lint_anp.config.config import Config
from lint_anp.config.kept import Setup, keep, load_kept
from lint_anp.engine.rulebook import Rulebook, builtin_rules, read_rules, rule_files, with_own
from lint_anp.errors import InputError
from lint_anp.paths import is_outside, relative, shown

ALWAYS = ("file-unreadable", "meta-unreadable")
"""Rules that every --select keeps: what could not be read was not checked."""


class Choice(NamedTuple):
    """What of the command line bears on sites: names of rules and topics, a config for all, and
    whether one that an earlier run read may be used."""

    today: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config_path: str | None = None
    use_cache: bool = False


class Site(NamedTuple):
    """A config with its rulebook, and the ids of the rules that run: whether some of these compare
    posts, and those that run on some paths only."""

    config: Config
    rulebook: Rulebook
    chosen: frozenset[str]
    compares: bool
    bound: tuple[str, ...]


def load_site(
    config_path: str | None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    *,
    use_cache: bool = False,
) -> Site:
    """The site of a config; raises InputError for faults in it, in its rules and in the options."""
    if config_path is None:
        config, own = Setup(Config(None, os.getcwd()), {})
    else:
        config, own = load_setup(config_path, use_cache=use_cache)
    rulebook = with_own(own)
    return make_site(config, rulebook, choose(config, rulebook, tuple(select), tuple(ignore)))


def load_setup(config_path: str, *, use_cache: bool) -> Setup:
    """A config and its site's own rules, as they were kept or read anew; a checkout, which may
    change without a new version, keeps none. Raises InputError for their faults."""
    use_cache = use_cache and bool(builtin_rules().compiled)
    setup = load_kept(config_path, os.environ) if use_cache else None
    if setup is None:
        from lint_anp.config.check import check_config
        from lint_anp.config.file import load_config

        config = load_config(config_path)
        files = rule_files(os.path.join(config.root, folder) for folder in config.rules)
        setup = Setup(config, read_rules(files, bound=config.bound).rules)
        check_config(config, with_own(setup.rules))
        if use_cache:
            keep(setup, os.environ)
    return setup


def make_site(config: Config, rulebook: Rulebook, chosen: frozenset[str]) -> Site:
    """The site of a config whose rules are read and chosen."""
    rules = [rulebook.rules[id_] for id_ in sorted(chosen)]
    compares = any(rule.origin == "corpus" for rule in rules)
    return Site(config, rulebook, chosen, compares, tuple(rule.id for rule in rules if rule.paths))


def choose(
    config: Config, rulebook: Rulebook, select: tuple[str, ...], ignore: tuple[str, ...]
) -> frozenset[str]:
    """The ids of the rules that run: options of the command line overrule the config."""
    refused = [name for name in ignore if name in rulebook.rules and rulebook.rules[name].mandatory]
    if refused:
        raise InputError(
            *(
                f"--ignore: '{name}' is mandatory; only the site's config may lift it, under "
                "'lift_mandatory:'"
                for name in refused
            )
        )
    selected = select or config.select
    chosen = set(rulebook.expand(selected)) if selected else set(rulebook.rules)
    left_out = rulebook.expand((*config.ignore, *ignore))
    chosen -= {id_ for id_ in left_out if not rulebook.rules[id_].mandatory}
    chosen -= set(config.lift_mandatory)
    return frozenset(chosen | set(ALWAYS))


def settings(
    site: Site, overrides: tuple[int, ...]
) -> tuple[dict[str, str], dict[str, Mapping[str, Any]]]:
    """The severities and options under a site's overrides; rules go before their topics."""
    severity: dict[str, str] = {}
    options: dict[str, Mapping[str, Any]] = {}
    rules = site.rulebook.rules
    for number, layer in enumerate(site.config.layers):
        if number and number - 1 not in overrides:
            continue
        for name in sorted(layer.severity, key=lambda name: name in rules):
            level = layer.severity[name]
            for id_ in site.rulebook.expand([name]):
                if not (rules[id_].mandatory and (number or level == "off")):
                    severity[id_] = level
        for name, values in layer.options.items():
            for id_ in site.rulebook.expand([name]):
                options[id_] = {**options.get(id_, {}), **values}
    return severity, options


def inside_site(config: Config, path: str) -> str:
    """A path as seen from the site's root, with `/`; outside of it, as it is."""
    inside = relative(path, config.root)
    return shown(path) if is_outside(inside) else inside
