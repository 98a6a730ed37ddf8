"""One run: paths become posts, posts findings, findings a report."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from lint_anp.config import Config, find_config, load_config
from lint_anp.config_check import check_config
from lint_anp.discovery import find_files, names_of_posts, normal
from lint_anp.engine.check import Broken, check_post, judge_faults, make_findings, place_in_report
from lint_anp.engine.plan import Plan, globs_of, make_plan
from lint_anp.engine.rulebook import Rulebook, load_rulebook
from lint_anp.engine.site_files import SiteFiles, list_folder
from lint_anp.errors import InputError
from lint_anp.finding import Finding, Report, RuleText, Silenced
from lint_anp.posts.load import load_posts, read_posts
from lint_anp.posts.post import Post
from lint_anp.posts.recognise import is_post
from lint_anp.schema.conform import conform, conform_free
from lint_anp.schema.conformed import Conformed
from lint_anp.schema.first_contact import is_foreign, own_faults
from lint_anp.schema.shape import load_shape
from lint_anp.suppressions import apply_silences, find_silences

ALWAYS = ("file-unreadable", "meta-unreadable")
"""Rules that every --select keeps: what could not be read was not checked."""

FIRST_CONTACT = (
    "The posts do not use lint-anp's fields, so unknown and missing ones were not reported in "
    "{number} of {posts}; 'lint-anp init' writes a config for this site."
)


class Request(NamedTuple):
    """What a run is asked for. `stdin` are the bytes of the post that `-` stands for."""

    paths: tuple[str, ...]
    today: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config_path: str | None = None
    force_exclude: bool = False
    stdin: bytes | None = None
    stdin_name: str | None = None


class Site(NamedTuple):
    """A config with its rulebook, and the ids of the rules that run."""

    config: Config
    rulebook: Rulebook
    chosen: frozenset[str]


class Outcome(NamedTuple):
    """What one file gave."""

    findings: list[Finding]
    silenced: list[Silenced]
    posts: int
    foreign: int


def run(request: Request) -> Report:
    """The report of a run; raises InputError for what the user has to mend first."""
    sites = Sites(request)
    paths = [path for path in request.paths if path != "-"]
    reads_stdin = len(paths) < len(request.paths)
    if reads_stdin and not request.stdin_name:
        raise InputError("'-' reads a post from standard input; name it with --stdin-filename")
    found = find_files(paths, sites.is_excluded, force_exclude=request.force_exclude)
    outcomes = []
    if reads_stdin:
        name = normal(request.stdin_name or "")
        outcomes.append(sites.check(load_posts(shown(name), request.stdin or b""), name))
    skipped = list(found.skipped)
    for path in found.files:
        posts = read_posts(path, shown(path))
        if is_post(posts[0]) or sites.includes(path):
            outcomes.append(sites.check(posts, path))
        elif path in found.named:
            skipped.append((path, "not a post"))
    if not outcomes and not skipped:
        raise InputError(f"{', '.join(paths)}: there is no post here; {names_of_posts()}")
    return join_outcomes(outcomes, sites, skipped)


def shown(path: str) -> str:
    """A path as reports print it."""
    return path.replace(os.sep, "/")


def join_outcomes(
    outcomes: Sequence[Outcome], sites: "Sites", skipped: Sequence[tuple[str, str]]
) -> Report:
    """The outcomes of all files as one report; named files that were `skipped` are told."""
    findings = sorted(
        (finding for outcome in outcomes for finding in outcome.findings), key=place_in_report
    )
    silenced = sorted(
        (one for outcome in outcomes for one in outcome.silenced),
        key=lambda one: place_in_report(one.finding),
    )
    posts = sum(outcome.posts for outcome in outcomes)
    foreign = sum(outcome.foreign for outcome in outcomes)
    notices = [tell_skipped(skipped)] if skipped else []
    if foreign:
        number = f"{posts:,} {'post' if posts == 1 else 'posts'}"
        notices.append(FIRST_CONTACT.format(number=f"{foreign:,}", posts=number))
    return Report(
        findings=tuple(findings),
        posts=posts,
        files=len(outcomes),
        rules=sites.rule_texts(),
        fail_on=sites.fail_on(),
        silenced=tuple(silenced),
        notices=tuple(notices),
    )


def tell_skipped(skipped: Sequence[tuple[str, str]]) -> str:
    """That named files were not checked, and why; three are named."""
    told = [f"{shown(path)} ({reason})" for path, reason in skipped[:3]]
    more = f" and {len(skipped) - 3:,} more" if len(skipped) > 3 else ""
    return f"Skipped: {', '.join(told)}{more}."


class Sites:
    """The configs of a run by folder, each loaded once."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.by_folder: dict[str, Site] = {}
        self.by_config: dict[str | None, Site] = {}
        self.plans: dict[tuple[int, Any], Plan] = {}

    def site_of(self, path: str) -> Site:
        """The site of a post."""
        folder = os.path.dirname(path)
        site = self.by_folder.get(folder)
        if site is None:
            config_path = self.request.config_path or find_config(folder or ".")
            site = self.by_config.get(config_path)
            if site is None:
                site = load_site(config_path, self.request.select, self.request.ignore)
                self.by_config[config_path] = site
            self.by_folder[folder] = site
        return site

    def is_excluded(self, path: str) -> bool:
        """Whether the config of a file's site leaves it out."""
        config = self.site_of(path).config
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

    def plan(self, site: Site, path: str, form: str) -> Plan:
        """The plan for a post; posts under the same overrides share one."""
        inside = inside_site(site.config, path)
        overrides = tuple(
            number
            for number, override in enumerate(site.config.overrides)
            if globs_of(override.paths).match_file(inside)
        )
        bound_to_path = any(site.rulebook.rules[rule].paths for rule in site.chosen)
        key = id(site), (form, overrides, inside if bound_to_path else "")
        plan = self.plans.get(key)
        if plan is None:
            severity, options = settings(site, overrides)
            plan = make_plan(site.rulebook, site.chosen, severity, options, inside, form)
            self.plans[key] = plan
        return plan

    def check(self, posts: Sequence[Post], path: str) -> Outcome:
        """The findings of the posts of one file."""
        site = self.site_of(path)
        plan = self.plan(site, path, posts[0].format)
        broken: list[tuple[Post, Broken]] = []
        foreign = 0
        for post in posts:
            conformed = hold_meta(post, site.config)
            if conformed is not None and site.config.is_open and is_foreign(conformed):
                foreign += 1
                conformed = conformed._replace(faults=own_faults(conformed.faults))
            broken += (
                (post, one)
                for one in check_post(
                    post,
                    conformed,
                    plan,
                    self.request.today,
                    site.config.language,
                    SiteFiles(site.config.root, site.config.static, list_folder),
                )
            )
        findings = make_findings(broken)
        silences, faults = find_silences(posts)
        ran = frozenset(plan.rules)
        outcome = apply_silences(findings, silences, site.rulebook, ran)
        findings = outcome.kept
        if faults or outcome.faults:
            more = [
                (posts[0], one) for one in judge_faults(posts[0], [*faults, *outcome.faults], plan)
            ]
            findings = sorted([*findings, *make_findings(more)], key=place_in_report)
        return Outcome(findings, outcome.silenced, len(posts), foreign)

    def fail_on(self) -> str:
        """The least severity that fails the run: the strictest that a site of it asks for."""
        levels = [site.config.fail_on for site in self.by_config.values()]
        return next((level for level in ("note", "warning", "error") if level in levels), "never")

    def rule_texts(self) -> tuple[RuleText, ...]:
        """What formats may say about the rules that ran."""
        texts: dict[str, RuleText] = {}
        for site in self.by_config.values():
            for id_ in site.chosen:
                rule = site.rulebook.rules[id_]
                level = site.config.severity.get(id_, rule.severity)
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
                    )
        return tuple(texts[id_] for id_ in sorted(texts))


def load_site(
    config_path: str | None, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Site:
    """The site of a config; raises InputError for faults in it, in its rules and in the options."""
    config = load_config(config_path, os.getcwd())
    folders = [os.path.join(config.root, folder) for folder in config.rules]
    rulebook = load_rulebook(folders, bound=config.bound)
    check_config(config, rulebook)
    return Site(config, rulebook, choose(config, rulebook, tuple(select), tuple(ignore)))


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
    inside = os.path.relpath(os.path.abspath(path), config.root)
    return shown(path if inside.startswith("..") else inside)


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
