"""Files checked by judging each of them, whatever is known of earlier runs, and holding them beside
the posts of their site; and what of that was there at an earlier commit."""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from math import inf

from lint_anp.discovery import Found, normal
from lint_anp.finding import Finding, Outcome, Report
from lint_anp.paths import shown
from lint_anp.posts.load import load_posts
from lint_anp.processes import count_cores
from lint_anp.request import Request, has_baseline
from lint_anp.site.crew import judge_files, settle_files
from lint_anp.site.judging import Judged, counts_as_post, judge_posts, settle
from lint_anp.site.listing import read_file
from lint_anp.site.neighbours import More, compare_posts, read_neighbours
from lint_anp.site.sites import Sites, root_of


def judge_all(
    found: Found, unsaved: Mapping[str, bytes], request: Request, sites: Sites
) -> tuple[dict[str, Outcome | None], list[Judged]]:
    """The outcomes of the files found and of the `unsaved` ones by path, None for one that is no
    post; and what was compared, unless an index was asked."""
    files = [path for path in found.files if path not in unsaved]
    jobs = request.jobs or count_cores()
    are_named = len(found.named) == len(found.files)
    judged = [
        judge_posts(load_posts(shown(name), data), name, sites) for name, data in unsaved.items()
    ]
    judged += judge_files(files, sites, sites.choice, jobs)
    posts = [one for one in judged if one.posts]
    read = Files(unsaved)
    known: Mapping[str, Sequence[Finding]] | None = None
    if request.asks_index and are_named and posts and root_of(posts[0].path, sites) is not None:
        from lint_anp.site.index_judging import compare_named

        known = compare_named(posts, sites, read, request.on_progress)
    others: list[Judged] = []
    if known is None:
        others = read_neighbours(posts, sites)
        more = compare_posts(posts, others, sites, read, jobs)
    else:
        more = of_path(known)
    is_plain = request.diff_base is None and not has_baseline(request, sites)
    settled = settle_files(posts, more, sites, jobs, request.whole if is_plain else inf)
    outcomes: dict[str, Outcome | None] = dict.fromkeys(one.path for one in judged)
    outcomes |= {one.path: outcome for one, outcome in zip(posts, settled, strict=True)}
    return outcomes, [*posts, *others]


def of_path(known: Mapping[str, Sequence[Finding]]) -> More:
    """Tells findings that are known by the paths of their files."""

    def more(judged: Judged, *, for_lines: bool = False) -> Sequence[Finding]:
        return known.get(judged.path, ())

    return more


class Files:
    """The bytes of files, those that are not on disk yet first."""

    def __init__(self, unsaved: Mapping[str, bytes]) -> None:
        self.unsaved = unsaved

    def __call__(self, path: str) -> bytes:
        return self.unsaved[path] if path in self.unsaved else read_file(path)


def since_base(
    request: Request, sites: Sites, report: Report, judged: Sequence[Judged]
) -> tuple[Finding, ...]:
    """The findings of a report that did not exist at the request's diff base.

    What the changed posts were then is held beside all posts of now and of then, each of which
    counts once. So a post has nothing new by what became of another one.
    """
    from lint_anp.baseline.diff_base import OldFile, find_base, findings_since

    base = find_base(request.diff_base or "HEAD")

    def check(old: Mapping[str, OldFile]) -> list[Finding]:
        others = {shown(one.path): one for one in judged}
        before = []
        contents = {}
        for path, file in old.items():
            posts = load_posts(shown(file.path), file.data)
            if counts_as_post(posts, file.path, sites):
                one, others[path] = join_texts(judge_posts(posts, file.path, sites), others[path])
                before.append(one)
                contents[file.path] = file.data
        more = compare_posts(before, others.values(), sites, Files(contents))
        outcomes = (settle(one, sites, more(one)) for one in before)
        return [finding for outcome in outcomes for finding in outcome.findings]

    unsaved = [normal(request.stdin_name)] if request.stdin_name else []
    return findings_since(base, report.findings, check, unsaved)


def join_texts(before: Judged, now: Judged) -> tuple[Judged, Judged]:
    """What a file was, its texts joined with those that they became, and what else it holds now."""
    texts = zip(before.texts, chain(now.texts, repeat(None)), strict=False)
    joined = tuple(one._replace(later=later) for one, later in texts)
    return before._replace(texts=joined), now._replace(texts=now.texts[len(joined) :])
