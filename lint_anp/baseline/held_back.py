"""The baseline in a run: what it holds is taken out of the report, and kept up on request."""

import os
from typing import NamedTuple

from lint_anp.baseline.baseline import Applied, Scope, apply_baseline, faults_of
from lint_anp.baseline.changes import find_moves_below
from lint_anp.baseline.file import Baseline, load_baseline
from lint_anp.baseline.upkeep import notices
from lint_anp.engine.check import judge_faults, make_findings
from lint_anp.finding import Report, place_in_report
from lint_anp.paths import from_here, shown
from lint_anp.posts.post import Body, Post
from lint_anp.request import Request, baseline_path
from lint_anp.run import Checked


class Held(NamedTuple):
    """A baseline at a path, what it is worth against a run, and the rules that it cannot hold."""

    path: str
    baseline: Baseline
    applied: Applied
    mandatory: frozenset[str]


def hold_baseline(checked: Checked, request: Request) -> Held:
    """A run held against its baseline; raises InputError for faults in it."""
    path = baseline_path(request, checked.sites)
    baseline = load_baseline(path, from_here(path))
    rulebooks = [site.rulebook for site in checked.sites.by_config.values()]
    rules = {rule.id: rule for rulebook in rulebooks for rule in rulebook.rules.values()}
    mandatory = frozenset(rule.id for rule in rules.values() if rule.mandatory)
    ran = {rule.id for rule in checked.report.rules}
    scope = Scope(
        files=[] if request.diff_base else [shown(path) for path in checked.files],
        ran=ran,
        known=set(rules),
        mandatory=mandatory,
        whole=is_whole(request, baseline.folder),
    )
    applied = apply_baseline(
        checked.report.findings,
        baseline,
        request.today,
        scope,
        lambda paths: find_moves_below(baseline.folder, paths),
    )
    return Held(path, baseline, applied, mandatory)


def is_whole(request: Request, folder: str) -> bool:
    """Whether a run looked at all posts below the baseline's folder."""
    return request.diff_base is None and any(
        os.path.isdir(path) and os.path.realpath(path) == os.path.realpath(folder)
        for path in request.paths
    )


def hold_back(checked: Checked, request: Request) -> Report:
    """The report without what its baseline holds; entries of mandatory rules become findings."""
    report = checked.report
    _, baseline, applied, _ = hold_baseline(checked, request)
    findings = list(applied.kept)
    if applied.refused:
        site = next(iter(checked.sites.by_config.values()))
        plan = checked.sites.plan(site, baseline.source.path, "jsonl")
        post = Post(baseline.source, "jsonl", None, Body())
        faults = faults_of(baseline, applied.refused)
        findings += make_findings((post, one) for one in judge_faults(post, faults, plan))
    return report._replace(
        findings=tuple(sorted(findings, key=place_in_report)),
        silenced=tuple(
            sorted(
                [*report.silenced, *applied.silenced],
                key=lambda one: place_in_report(one.finding),
            )
        ),
        notices=(*report.notices, *notices(baseline, applied)),
    )
