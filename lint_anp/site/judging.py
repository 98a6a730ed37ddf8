"""The check of a file in its site: its posts judged by themselves, then beside others."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from lint_anp.config.config import Config
from lint_anp.engine.check import Broken, check_post, judge_faults, make_findings
from lint_anp.engine.site_files import Asked, SiteFiles, find_name
from lint_anp.finding import Finding, Outcome, place_in_report
from lint_anp.paths import relative, shown
from lint_anp.posts.load import unreadable
from lint_anp.posts.post import Fault, Post
from lint_anp.posts.recognise import is_post
from lint_anp.schema.conform import conform, conform_free
from lint_anp.schema.conformed import Conformed
from lint_anp.schema.first_contact import is_foreign, own_faults
from lint_anp.schema.shape import load_shape
from lint_anp.site.sites import Sites
from lint_anp.suppressions import Silence, apply_silences, find_silences

if TYPE_CHECKING:
    from lint_anp.corpus.passages import PostTexts


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


def counts_as_post(posts: Sequence[Post], path: str, sites: Sites) -> bool:
    """Whether a file is read as posts: it looks like one, or its config names it."""
    return is_post(posts[0]) or sites.includes(path)


def judge_posts(posts: Sequence[Post], path: str, sites: Sites) -> Judged:
    """The findings of the posts of one file, each by itself."""
    site = sites.site_of(path)
    plan = sites.plan(site, path, posts[0].format)
    broken: list[tuple[Post, Broken]] = []
    texts: list[PostTexts] = []
    language = sites.language_of(path) if site.compares else ""
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
            texts.append(texts_of(post, conformed, language))
        fields = conformed.values.keys() if conformed else frozenset()
        is_dated = is_dated or any(fields >= needs for needs in plan.dated)
        found = check_post(post, conformed, plan, sites.choice.today, site.config.language, files)
        broken += zip(repeat(post), found)
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
        {relative(folder, site.config.root): lookups[folder] for folder in lookups},
    )


def tell_unreadable(folders: Mapping[str, str], sites: Sites) -> dict[str, Outcome]:
    """The outcomes that stand for folders that cannot be read, told with why."""
    outcomes = {}
    for folder, why in folders.items():
        post = unreadable(shown(folder), f"is a folder that cannot be read: {why}")
        outcomes[folder] = settle(judge_posts([post], folder, sites), sites)
    return outcomes


def settle(judged: Judged, sites: Sites, more: Iterable[Finding] = ()) -> Outcome:
    """What one file gave, with the findings that other posts bring; silences applied."""
    found = list(more)
    named = tuple({place.path for one in found for place in one.related})
    if judged.first is None:
        findings = judged.findings  # maybe packed, and in order
        if found:
            findings = sorted([*judged.findings, *found], key=place_in_report)
        return Outcome(shown(judged.path), findings, [], judged.posts, judged.foreign, named)
    findings = [*judged.findings, *found]
    site = sites.site_of(judged.path)
    plan = sites.plan(site, judged.path, judged.form)
    ran = frozenset(plan.rules)
    outcome = apply_silences(findings, judged.silences, site.rulebook, ran, site.chosen)
    faults = [*judged.faults, *outcome.faults]
    wrong = ((judged.first, one) for one in judge_faults(judged.first, faults, plan))
    findings = sorted([*outcome.kept, *make_findings(wrong)], key=place_in_report)
    return Outcome(
        shown(judged.path), findings, outcome.silenced, judged.posts, judged.foreign, named
    )


def compared_texts(posts: Sequence[Post], path: str, sites: Sites) -> "tuple[PostTexts, ...]":
    """What of the posts of a file is compared with others; nothing where no rule does so."""
    site = sites.site_of(path)
    held = ((post, hold_meta(post, site.config)) for post in posts)
    language = sites.language_of(path) if site.compares else ""
    return tuple(texts_of(*one, language) for one in held) if site.compares else ()


def find_and_note(lookups: dict[str, dict[str, str]], folder: str, name: str) -> str | None:
    """What a folder has under a name, which is noted."""
    found = find_name(folder, name)
    noted = lookups.setdefault(folder, {})
    if found is not None:
        noted[name] = found
    return found


def texts_of(post: Post, conformed: Conformed | None, language: str) -> "PostTexts":
    """What of a post is compared with others."""
    from lint_anp.corpus.passages import read_texts

    return read_texts(post, conformed, language)


def hold_meta(post: Post, config: Config) -> Conformed | None:
    """The meta of a post held against the site's schema."""
    if post.meta is None:
        return None
    is_page = post.format == "page"
    if config.schema is None or (is_page and config.schema == "none"):
        conformed = conform(
            post.meta,
            load_shape("meta"),
            anchor=post.anchor,
            from_text=is_page,
            site_names=config.fields,
            check_required=not any(fault.rule == "meta-unreadable" for fault in post.faults),
        )
        # The labels of a rendered page are ours and its values all text, bound by a schema or not.
        return conformed if config.schema is None else conformed._replace(faults=())
    if config.schema == "none" and not config.fields:
        return conform_free(post.meta)
    from lint_anp.schema.custom import conform_site

    return conform_site(post.meta, config.schema, config.root, config.fields, post.anchor)
