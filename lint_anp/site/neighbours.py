"""The posts of a run held beside those of their site: what repeats becomes findings."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from lint_anp.engine.check import judge_faults, make_findings
from lint_anp.engine.plan import Plan
from lint_anp.finding import Finding
from lint_anp.paths import shown
from lint_anp.posts.load import read_posts
from lint_anp.posts.post import Body, Fault, Post
from lint_anp.site.judging import Judged, compared_texts, counts_as_post
from lint_anp.site.listing import list_site
from lint_anp.site.site import Site
from lint_anp.site.sites import Sites, root_of

if TYPE_CHECKING:
    from lint_anp.corpus.allowed import Allowed
    from lint_anp.corpus.corpus import Corpus
    from lint_anp.corpus.passages import PostTexts

FEWEST = 2
"""Posts that can be compared."""

FEW_PASSAGES = 120
"""With fewer, importing numpy takes longer than to compare them without it."""

ReadFile = Callable[[str], bytes]


class More(Protocol):
    """Tells the findings of a file that others bring; see `make_findings` for `for_lines`."""

    def __call__(self, judged: Judged, *, for_lines: bool = False) -> Sequence[Finding]: ...


def corpus_rules(plan: Plan) -> dict[str, Mapping[str, Any]]:
    """The options of the rules that compare posts, by their ids."""
    return {
        id_: active.options for id_, active in plan.rules.items() if active.rule.origin == "corpus"
    }


def read_neighbours(judged: Sequence[Judged], sites: Sites) -> list[Judged]:
    """The other posts of the sites of some files: only what is compared of them."""
    roots = {}
    for one in judged:
        root = root_of(one.path, sites)
        if root is not None and sites.site_of(one.path).compares:
            roots[root] = sites.site_of(one.path)
    known = {os.path.abspath(one.path) for one in judged}
    others = []
    for root, site in roots.items():
        for path in list_site(root, site, sites):
            if os.path.abspath(path) not in known:
                known.add(os.path.abspath(path))
                posts = read_posts(path, shown(path))
                if counts_as_post(posts, path, sites):
                    texts = compared_texts(posts, path, sites)
                    form = posts[0].format
                    others.append(Judged(path, [], [], [], None, form, len(posts), 0, texts))
    return others


def compare_posts(
    judged: Sequence[Judged], others: Iterable[Judged], sites: Sites, read: ReadFile, jobs: int = 1
) -> More:
    """Compares the posts of files with others of their site; what is given tells what these bring
    for a file. `read` gives the bytes of a file."""
    by_site: dict[int, tuple[Site, list[Judged], list[Judged]]] = {}
    for one in judged:
        site = sites.site_of(one.path)
        by_site.setdefault(id(site), (site, [], []))[1].append(one)
    for one in others:
        site = sites.site_of(one.path)
        by_site.setdefault(id(site), (site, [], []))[2].append(one)
    found: dict[int, More] = {}
    for site, own, beside in by_site.values():
        texts = [text for one in (*own, *beside) for text in one.texts]
        alone = len(texts) < FEWEST and not any(len(one.passages) > 1 for one in texts)
        if own and site.compares and not alone:
            found[id(site)] = beside_posts(hold(texts, allowed_in(site), jobs), sites, read)

    def more(judged: Judged, *, for_lines: bool = False) -> Sequence[Finding]:
        tell = found.get(id(sites.site_of(judged.path)))
        return tell(judged, for_lines=for_lines) if tell else ()

    return more


def hold(texts: Sequence["PostTexts"], allowed: "Allowed", jobs: int) -> "Corpus":
    """The corpus of some posts."""
    passages = sum(len(one.passages) for one in texts)
    if passages <= FEW_PASSAGES and not any(one.later for one in texts):
        from lint_anp.corpus.stored import hold_few

        return hold_few(texts, allowed)
    from lint_anp.corpus.gathered import GatheredCorpus

    corpus = GatheredCorpus(texts, allowed, jobs)
    corpus.make_ready()
    return corpus


def allowed_in(site: Site) -> "Allowed":
    """The texts that may repeat in a site."""
    from lint_anp.corpus.allowed import read_allowed

    config = site.config
    return read_allowed(config.allow, config.root, config.places)


def beside_posts(corpus: "Corpus", sites: Sites, read: ReadFile) -> More:
    """Tells the findings of a file that the posts of its site bring."""
    by_plan: dict[int, dict[str, Mapping[str, Any]]] = {}

    def more(judged: Judged, *, for_lines: bool = False) -> Sequence[Finding]:
        plan = sites.plan(sites.site_of(judged.path), judged.path, judged.form)
        if id(plan) not in by_plan:
            by_plan[id(plan)] = corpus_rules(plan)
        options = by_plan[id(plan)]
        if not options or not judged.texts:
            return ()
        return judge_file(judged, corpus, plan, options, read, for_lines=for_lines)

    return more


def judge_file(
    judged: Judged,
    corpus: "Corpus",
    plan: Plan,
    options: Mapping[str, Mapping[str, Any]],
    read: ReadFile,
    *,
    for_lines: bool = False,
) -> list[Finding]:
    """The findings of one file."""
    from lint_anp.corpus.readable import SourceTexts
    from lint_anp.corpus.repetition import find_repetition
    from lint_anp.corpus.uniqueness import find_shared

    numbers = [corpus.number_of(text.path, text.number) for text in judged.texts]
    if all(map(corpus.is_quiet, numbers)):
        return []
    texts = SourceTexts(judged.texts[0].path, partial(read, judged.path))
    faults: list[list[Fault]] = []
    for number in numbers:
        repeated = find_repetition(corpus, number, options, texts)
        faults.append([*repeated, *find_shared(corpus, number, options)])
    if not any(faults):
        return []
    posts: Sequence[Post] = [
        Post(texts.source, judged.form, None, Body(), number=text.number)  # type: ignore[arg-type]
        for text in judged.texts
    ]
    if judged.form == "jsonl" or any("[" in fault.pointer for some in faults for fault in some):
        posts = texts.posts
    broken = (
        (post, one)
        for post, some in zip(posts, faults, strict=False)
        for one in judge_faults(post, some, plan)
    )
    return make_findings(broken, for_lines=for_lines)
