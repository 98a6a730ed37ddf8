"""Repetition is found as well as it was when it was measured: 2,000 made-up posts, judged."""

from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.boilerplate.corpus import write_site
from benchmarks.boilerplate.costs import check_site
from benchmarks.boilerplate.families import FamilyQuality, score_families
from benchmarks.boilerplate.findings import Findings
from benchmarks.boilerplate.generator import Generator
from benchmarks.boilerplate.runs import RunCheck, check_runs
from benchmarks.boilerplate.scorer import Quality, group_sizes, score


class Judged(NamedTuple):
    quality: Quality
    families: FamilyQuality
    runs: RunCheck


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    posts = list(Generator(2000, seed=1))
    corpus = posts.__iter__
    folder: Path = tmp_path_factory.mktemp("boilerplate")
    site, report = folder / "site", folder / "report.jsonl"
    write_site(corpus, site)
    check_site(site, report)
    findings, groups = Findings(report), group_sizes(corpus)
    return Judged(
        score(corpus, findings, groups),
        score_families(corpus, findings, groups),
        check_runs(corpus, findings),
    )


def test_paragraphs_that_repeat_are_told_from_those_that_do_not(judged: Judged) -> None:
    assert judged.quality.f1 >= 0.997
    assert judged.quality.precision >= 0.998


@pytest.mark.parametrize(
    ("label", "least"),
    [
        ("X", 1),
        ("Tin", 0.999),
        ("Tout", 0.999),
        ("Tdense", 0.998),
        ("ST", 0.995),
        ("Psrc", 0.985),
        ("Ponly", 0.965),
        ("stock", 1),
        ("W", 1),
    ],
)
def test_each_kind_of_repetition_is_found(judged: Judged, label: str, least: float) -> None:
    share = judged.quality.found.share(label)
    assert share is not None
    assert share >= least


@pytest.mark.parametrize(("posts", "least"), [("3-4", 0.85), ("5-9", 0.97)])
def test_small_families_are_found(judged: Judged, posts: str, least: float) -> None:
    share = judged.quality.sizes.share(posts)
    assert share is not None
    assert share >= least


@pytest.mark.parametrize(("changed", "least"), [("0.1", 1), ("0.2", 0.95), ("0.3", 0.6)])
def test_six_paraphrases_of_one_text_are_found(judged: Judged, changed: str, least: float) -> None:
    share = judged.quality.degraded.share(changed)
    assert share is not None
    assert share >= least


@pytest.mark.parametrize(
    ("label", "most"),
    [
        ("U", 0.0015),
        ("HNphrase", 0.0035),
        ("HNform", 0.0035),
        ("HNmeta", 0.0035),
        ("HNmarkov", 0.0035),
        ("S", 0.02),
        ("within", 0.001),
        ("any rule", 0.005),
    ],
)
def test_what_stands_nowhere_else_is_left_alone(judged: Judged, label: str, most: float) -> None:
    share = judged.quality.wrong.share(label)
    assert share is not None
    assert share <= most


def test_families_are_the_groups_that_were_planted(judged: Judged) -> None:
    assert judged.families.precision >= 0.999
    assert judged.families.recall >= 0.985
    assert judged.families.error <= 0.01


def test_templates_are_exact(judged: Judged) -> None:
    assert judged.families.exact >= 0.995 * judged.families.templates


def test_no_run_of_twelve_words_in_three_posts_is_missed(judged: Judged) -> None:
    assert judged.runs.places > 10_000
    assert judged.runs.missed == 0
