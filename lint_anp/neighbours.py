"""The posts of a run held beside those of their site: what repeats becomes findings."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from lint_anp.discovery import normal, repository_of, walk
from lint_anp.engine.check import judge_faults, make_findings
from lint_anp.engine.plan import Plan
from lint_anp.finding import Finding
from lint_anp.posts.load import decode, read_posts
from lint_anp.posts.post import Body, Fault, Post
from lint_anp.posts.recognise import is_post
from lint_anp.sites import Judged, Site, Sites, shown

FEWEST = 2
"""Posts that can be compared."""

ReadFile = Callable[[str], bytes]


def corpus_rules(plan: Plan) -> dict[str, Mapping[str, Any]]:
    """The options of the rules that compare posts, by their ids."""
    return {
        id_: active.options for id_, active in plan.rules.items() if active.rule.origin == "corpus"
    }


def read_neighbours(judged: Sequence[Judged], sites: Sites, named: Collection[str]) -> list[Judged]:
    """The other posts of the sites of some files: only what is compared of them.

    Without a config and outside a repository, files have no others than those of their run.
    """
    roots: dict[str, None] = {}
    for path in named:
        root = sites.site_of(path).config.root if sites.site_of(path).config.path else None
        root = root or repository_of(os.path.dirname(path) or ".")
        if root is not None:
            roots[root] = None
    known = {os.path.abspath(one.path) for one in judged}
    others = []
    for path in dict.fromkeys(path for root in roots for path in walk(root)):
        if os.path.abspath(path) in known or sites.is_excluded(path):
            continue
        posts = read_posts(path, shown(path))
        if is_post(posts[0]) or sites.includes(path):
            texts = sites.read_texts(posts, path)
            others.append(Judged(path, [], [], [], None, posts[0].format, len(posts), 0, texts))
    return others


def compare_posts(
    judged: Sequence[Judged], others: Iterable[Judged], sites: Sites, read: ReadFile
) -> dict[str, list[Finding]]:
    """The findings of files that other posts of their site bring, by path; `read` gives the bytes
    of a file."""
    by_site: dict[int, tuple[Site, list[Judged], list[Judged]]] = {}
    for one in judged:
        site = sites.site_of(one.path)
        by_site.setdefault(id(site), (site, [], []))[1].append(one)
    for one in others:
        site = sites.site_of(one.path)
        by_site.setdefault(id(site), (site, [], []))[2].append(one)
    found: dict[str, list[Finding]] = {}
    for site, own, beside in by_site.values():
        if any(site.rulebook.rules[id_].origin == "corpus" for id_ in site.chosen):
            found |= compare_site(site, own, beside, sites, read)
    return found


def compare_site(
    site: Site, judged: Sequence[Judged], others: Sequence[Judged], sites: Sites, read: ReadFile
) -> dict[str, list[Finding]]:
    """The findings of the files of one site that its other posts bring."""
    from lint_anp.corpus.allowed import read_allowed
    from lint_anp.corpus.repetition import Corpus
    from lint_anp.corpus.uniqueness import find_holders

    texts = [text for one in (*judged, *others) for text in one.texts]
    if not any(len(one.passages) > 1 for one in texts) and len(texts) < FEWEST:
        return {}
    config = site.config
    allowed = read_allowed(config.allow, config.root, config.path or config.root)
    corpus = Corpus(texts, allowed)
    holders = find_holders(corpus.posts)
    found = {}
    for one in judged:
        plan = sites.plan(site, one.path, one.form)
        options = corpus_rules(plan)
        if options and one.texts:
            findings = judge_file(one, corpus, holders, plan, options, read)
            if findings:
                found[one.path] = findings
    return found


def judge_file(
    judged: Judged,
    corpus: Any,
    holders: Any,
    plan: Plan,
    options: Mapping[str, Mapping[str, Any]],
    read: ReadFile,
) -> list[Finding]:
    """The findings of one file."""
    from lint_anp.corpus.readable import SourceTexts
    from lint_anp.corpus.repetition import find_repetition, is_quiet
    from lint_anp.corpus.uniqueness import find_shared

    numbers = [corpus.numbers[text.path, text.number] for text in judged.texts]
    if all(is_quiet(corpus, number, holders) for number in numbers):
        return []
    path = judged.texts[0].path
    data = read(judged.path)
    source, _ = decode(path, data)
    texts = SourceTexts(source, data)
    faults: list[list[Fault]] = []
    for number in numbers:
        repeated = find_repetition(corpus, number, options, texts)
        faults.append([*repeated, *find_shared(corpus.posts, number, holders, options)])
    posts: Sequence[Post] = [
        Post(source, judged.form, None, Body(), number=text.number)  # type: ignore[arg-type]
        for text in judged.texts
    ]
    if judged.form == "jsonl" or any("[" in fault.pointer for some in faults for fault in some):
        posts = texts.posts
    return make_findings(
        (post, one)
        for post, some in zip(posts, faults, strict=False)
        for one in judge_faults(post, some, plan)
    )


def read_file(path: str) -> bytes:
    """The bytes of a file that was read before; none where it has gone since."""
    try:
        with open(normal(path), "rb") as file:
            return file.read()
    except OSError:
        return b""
