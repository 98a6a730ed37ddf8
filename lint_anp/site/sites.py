"""The sites of a run, each loaded once, and what they say of a file by its path."""

import os
from typing import Any

from lint_anp import HOMEPAGE, __version__
from lint_anp.config.config import find_config
from lint_anp.engine.plan import Plan, fits_any, make_plan
from lint_anp.engine.rulebook import builtin_folder
from lint_anp.finding import RuleText
from lint_anp.git import repository_of
from lint_anp.paths import relative
from lint_anp.site.site import Choice, Site, inside_site, load_site, settings

RULE_PAGE = f"{HOMEPAGE}/blob/v{__version__}/rules/{{topic}}/{{id}}.yaml"


class Sites:
    """The configs of a run by folder, each loaded once."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.by_folder: dict[str, Site] = {}
        self.config_paths: dict[str, str | None] = {}
        self.by_config: dict[str | None, Site] = {}
        self.plans: dict[tuple[int, Any], Plan] = {}
        self.inside: dict[str, str] = {}

    def site_of(self, path: str) -> Site:
        """The site of a post."""
        folder = os.path.dirname(path)
        site = self.by_folder.get(folder)
        if site is None:
            config_path = self.choice.config_path or find_config(folder or ".", self.config_paths)
            site = self.by_config.get(config_path)
            if site is None:
                choice = self.choice
                site = load_site(
                    config_path, choice.select, choice.ignore, use_cache=choice.use_cache
                )
                self.by_config[config_path] = site
            self.by_folder[folder] = site
        return site

    def is_excluded(self, path: str) -> bool:
        """Whether the config of a file's site leaves it out."""
        config = self.site_of(path).config
        if not config.is_selective:
            return False
        inside = inside_site(config, path)
        if any(inside.startswith(f"{os.path.normpath(folder)}/") for folder in config.rules):
            return True
        if config.include and not fits_any(inside, config.include):
            return True
        return bool(config.exclude) and fits_any(inside, config.exclude)

    def includes(self, path: str) -> bool:
        """Whether the config of a file's site names it as a post."""
        config = self.site_of(path).config
        inside = inside_site(config, path)
        return bool(config.include) and fits_any(inside, config.include)

    def language_of(self, path: str) -> str:
        """The language that a file's name or a folder of its site tells; "" where none does."""
        from lint_anp.posts.languages import language_of

        folder, name = os.path.split(path)
        if folder not in self.inside:
            self.inside[folder] = relative(folder or ".", root_of(path, self) or ".")
        return language_of(f"{self.inside[folder]}/{name}")

    def plan(self, site: Site, path: str, form: str) -> Plan:
        """The plan for a post; posts under the same overrides and rules share one."""
        by_path = site.config.overrides or site.bound
        inside = inside_site(site.config, path) if by_path else ""
        overrides = tuple(
            number
            for number, override in enumerate(site.config.overrides)
            if fits_any(inside, override.paths)
        )
        rules = site.rulebook.rules
        fitting = tuple(id_ for id_ in site.bound if fits_any(inside, rules[id_].paths))
        key = id(site), (form, overrides, fitting)
        plan = self.plans.get(key)
        if plan is None:
            severity, options = settings(site, overrides)
            plan = make_plan(site.rulebook, site.chosen, severity, options, inside, form)
            self.plans[key] = plan
        return plan

    def fail_on(self) -> str:
        """The least severity that fails the run: the strictest that a site of it asks for."""
        levels = [site.config.fail_on for site in self.by_config.values()]
        return next((level for level in ("note", "warning", "error") if level in levels), "never")

    def rule_texts(self) -> tuple[RuleText, ...]:
        """What formats may say about the rules that ran, with the severity that most posts have."""
        texts: dict[str, RuleText] = {}
        builtin = builtin_folder()
        for site in self.by_config.values():
            overrides = ((number,) for number in range(len(site.config.overrides)))
            layers = [settings(site, chosen)[0] for chosen in ((), *overrides)]
            for id_ in site.chosen:
                rule = site.rulebook.rules[id_]
                levels = (layer.get(id_, rule.severity) for layer in layers)
                level = next((one for one in levels if one != "off"), "off")
                own = not os.path.abspath(rule.file).startswith(builtin)
                if level != "off":
                    texts[id_] = RuleText(
                        id_,
                        rule.name,
                        rule.topic,
                        level,  # type: ignore[arg-type]
                        rule.why,
                        rule.help,
                        rule.tags,
                        rule.precision,
                        url="" if own else RULE_PAGE.format(topic=rule.topic, id=id_),
                        mandatory=rule.mandatory,
                    )
        return tuple(texts[id_] for id_ in sorted(texts))


def root_of(path: str, sites: Sites) -> str | None:
    """The root of the site of a file: its config's folder, else that of its repository; None
    outside of both, where a file has no others than those of its run."""
    config = sites.site_of(path).config
    return config.root if config.path else repository_of(os.path.dirname(path) or ".")
