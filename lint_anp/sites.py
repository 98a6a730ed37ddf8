"""The sites of a run, each loaded once, and the check of a file in its site."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_anp import HOMEPAGE, __version__
from lint_anp.config import Config, find_config
from lint_anp.engine.check import Broken, check_post, judge_faults, make_findings, place_in_report
from lint_anp.engine.plan import Plan, fits_any, globs_of, make_plan
from lint_anp.engine.rulebook import builtin_folder
from lint_anp.engine.site_files import SiteFiles, find_name
from lint_anp.finding import Finding, RuleText, Silenced
from lint_anp.posts.post import Fault, Post
from lint_anp.posts.recognise import is_post
from lint_anp.schema.conform import conform, conform_free
from lint_anp.schema.conformed import Conformed
from lint_anp.schema.first_contact import is_foreign, own_faults
from lint_anp.schema.shape import load_shape
from lint_anp.site import Choice, Site, inside_site, load_site, settings, shown
from lint_anp.suppressions import Silence, apply_silences, find_silences

if TYPE_CHECKING:
    from lint_anp.corpus.passages import PostTexts

Asked = Mapping[str, str]
"""What was found in a folder by the names that were asked for; nothing where there is none."""

RULE_PAGE = f"{HOMEPAGE}/blob/v{__version__}/rules/{{topic}}/{{id}}.yaml"


class Judged(NamedTuple):
    """What one file gave by itself, before it is held beside others and before silences: its
    findings, sorted, its silences and what is wrong with them, and what of its posts is compared.

    `first` is its first post where there are silences to settle; a file that is no post has none.
    `is_dated` says that the findings may be others tomorrow; `lookups` have the folders in which
    files were looked up, as seen from the site's root, each with the names that were asked for and
    what was found under these; `digest` is that of the file.
    """

    path: str
    findings: Sequence[Finding]
    silences: list[Silence]
    faults: list[Fault]
    first: Post | None
    form: str
    posts: int
    foreign: int
    texts: "tuple[PostTexts, ...]"
    is_dated: bool = False
    lookups: Mapping[str, Asked] = {}
    digest: bytes = b""


class Outcome(NamedTuple):
    """What one file gave, its findings sorted; the path is as reports print it. `named` are the
    files that findings name which others bring, unless the outcome is one that was kept."""

    path: str
    findings: Sequence[Finding]
    silenced: list[Silenced]
    posts: int
    foreign: int
    named: tuple[str, ...] = ()


class Sites:
    """The configs of a run by folder, each loaded once."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.by_folder: dict[str, Site] = {}
        self.config_paths: dict[str, str | None] = {}
        self.by_config: dict[str | None, Site] = {}
        self.plans: dict[tuple[int, Any], Plan] = {}

    def site_of(self, path: str) -> Site:
        """The site of a post."""
        folder = os.path.dirname(path)
        site = self.by_folder.get(folder)
        if site is None:
            config_path = self.choice.config_path or find_config(folder or ".", self.config_paths)
            site = self.by_config.get(config_path)
            if site is None:
                site = load_site(config_path, self.choice.select, self.choice.ignore)
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
        if config.include and not globs_of(config.include).match_file(inside):
            return True
        return bool(config.exclude) and bool(globs_of(config.exclude).match_file(inside))

    def includes(self, path: str) -> bool:
        """Whether the config of a file's site names it as a post."""
        config = self.site_of(path).config
        inside = inside_site(config, path)
        return bool(config.include) and bool(globs_of(config.include).match_file(inside))

    def takes(self, posts: Sequence[Post], path: str) -> bool:
        """Whether a file is read as posts: it looks like one, or its config names it."""
        return is_post(posts[0]) or self.includes(path)

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

    def judge(self, posts: Sequence[Post], path: str) -> Judged:
        """The findings of the posts of one file, each by itself."""
        site = self.site_of(path)
        plan = self.plan(site, path, posts[0].format)
        broken: list[tuple[Post, Broken]] = []
        texts: list[PostTexts] = []
        foreign = 0
        is_dated = False
        lookups: dict[str, dict[str, str]] = {}
        files = SiteFiles(site.config.root, site.config.static, partial(find_and_note, lookups))
        for post in posts:
            conformed = hold_meta(post, site.config)
            if conformed is not None and site.config.is_open and is_foreign(conformed):
                foreign += 1
                conformed = conformed._replace(faults=own_faults(conformed.faults))
            if site.compares:
                texts.append(texts_of(post, conformed))
            fields = conformed.values.keys() if conformed else frozenset()
            is_dated = is_dated or any(fields >= needs for needs in plan.dated)
            broken += (
                (post, one)
                for one in check_post(
                    post,
                    conformed,
                    plan,
                    self.choice.today,
                    site.config.language,
                    files,
                )
            )
        silences, faults = find_silences(posts)
        return Judged(
            path,
            make_findings(broken),
            silences,
            faults,
            posts[0] if silences or faults else None,
            posts[0].format,
            len(posts),
            foreign,
            tuple(texts),
            is_dated,
            {os.path.relpath(folder, site.config.root): lookups[folder] for folder in lookups},
        )

    def settle(self, judged: Judged, more: Iterable[Finding] = ()) -> Outcome:
        """What one file gave, with the findings that other posts bring; silences applied."""
        found = list(more)
        named = tuple({place.path for one in found for place in one.related})
        if judged.first is None:
            findings = judged.findings  # maybe packed, and in order
            if found:
                findings = sorted([*judged.findings, *found], key=place_in_report)
            return Outcome(shown(judged.path), findings, [], judged.posts, judged.foreign, named)
        findings = [*judged.findings, *found]
        site = self.site_of(judged.path)
        plan = self.plan(site, judged.path, judged.form)
        ran = frozenset(plan.rules)
        outcome = apply_silences(findings, judged.silences, site.rulebook, ran, site.chosen)
        faults = [*judged.faults, *outcome.faults]
        wrong = ((judged.first, one) for one in judge_faults(judged.first, faults, plan))
        findings = sorted([*outcome.kept, *make_findings(wrong)], key=place_in_report)
        return Outcome(
            shown(judged.path), findings, outcome.silenced, judged.posts, judged.foreign, named
        )

    def read_texts(self, posts: Sequence[Post], path: str) -> "tuple[PostTexts, ...]":
        """What of the posts of a file is compared with others; nothing where no rule does so."""
        site = self.site_of(path)
        held = ((post, hold_meta(post, site.config)) for post in posts)
        return tuple(texts_of(*one) for one in held) if site.compares else ()

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


def find_and_note(lookups: dict[str, dict[str, str]], folder: str, name: str) -> str | None:
    """What a folder has under a name, which is noted."""
    found = find_name(folder, name)
    noted = lookups.setdefault(folder, {})
    if found is not None:
        noted[name] = found
    return found


def texts_of(post: Post, conformed: Conformed | None) -> "PostTexts":
    """What of a post is compared with others."""
    from lint_anp.corpus.passages import read_texts

    return read_texts(post, conformed)


def hold_meta(post: Post, config: Config) -> Conformed | None:
    """The meta of a post held against the site's schema."""
    if post.meta is None:
        return None
    if config.schema == "none" and not config.fields:
        return conform_free(post.meta)
    if config.schema is not None:
        from lint_anp.schema.custom import conform_site

        return conform_site(post.meta, config.schema, config.root, config.fields, post.anchor)
    return conform(
        post.meta,
        load_shape("meta"),
        anchor=post.anchor,
        from_text=post.format == "page",
        site_names=config.fields,
        check_required=not any(fault.rule == "meta-unreadable" for fault in post.faults),
    )
