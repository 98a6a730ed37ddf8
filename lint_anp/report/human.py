"""The report for people: by post, the worst first, each finding with its line and what to do."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lint_anp.finding import SEVERITIES, Finding, Report
from lint_anp.lines import read_lines
from lint_anp.packs import lines_of, path_of_all, split_files, tally
from lint_anp.plain_text import columns, safe, safe_line
from lint_anp.report.colour import paint
from lint_anp.report.phrases import count, count_severities

BLOCK_LIMIT = 10
"""Findings of a post; one with more is told in single lines, so that it fits a screen."""

EXCERPT_COLUMNS = 96


def format_human(report: Report, *, colour: bool = False, quiet: bool = False) -> Iterator[str]:
    """The report as text, in pieces; `quiet` leaves out the closing count."""
    helped: set[str] = set()
    posts = sorted(split_files(report.findings), key=worst)
    between = ""
    for post in posts:
        yield between + "".join(f"{line}\n" for line in tell_post(post, helped, colour))
        between = "\n"
    if not quiet:
        notices = (f"{safe(notice)}\n" for notice in report.notices)
        yield between + "".join(notices) + closing(report, len(posts)) + "\n"


def worst(findings: Sequence[Finding]) -> int:
    """The rank of the worst of some findings."""
    return next(place for place, number in enumerate(tally(findings)) if number)


def rank(finding: Finding) -> int:
    """The severity as a number, the worst lowest."""
    return SEVERITIES.index(finding.severity)


def tell_post(findings: Sequence[Finding], helped: set[str], colour: bool) -> list[str]:
    """The findings of one post, the worst first; `helped` are the rules whose help was told."""
    if len(findings) > BLOCK_LIMIT:
        return list_post(findings, colour)
    ordered = sorted(findings, key=lambda one: (rank(one), one.location.line, one.location.column))
    first_of: dict[tuple[str, str], int] = {}
    for finding in ordered:
        first_of.setdefault(heading_of(finding), len(first_of))
    ordered.sort(key=lambda one: first_of[heading_of(one)])
    lines = []
    for (rule, _), group in groupby(ordered, key=heading_of):
        same = list(group)
        lines += tell_rule(same, colour)
        if rule not in helped and same[0].help:
            helped.add(rule)
            lines.append(f"  {paint('help:', 'bold', colour)} {safe(same[0].help)}")
    return lines


def heading_of(finding: Finding) -> tuple[str, str]:
    """What the findings under one heading have in common: their rule and severity."""
    return finding.rule, finding.severity


def list_post(findings: Sequence[Finding], colour: bool) -> list[str]:
    """The findings of one post, a line each below its path."""
    lines = sorted(read_lines(lines_of(findings)), key=lambda one: SEVERITIES.index(one.severity))
    width = max(len(one.rule) for one in lines)
    severities = {one: paint(f"{one:<7}", one, colour) for one in SEVERITIES}
    return [
        paint(safe(path_of_all(findings)), "bold", colour),
        *(
            f"  {place:>7}  {severities[severity]}  {rule:<{width}}  {message}"
            for place, severity, rule, message in lines
        ),
    ]


def tell_rule(findings: Sequence[Finding], colour: bool) -> list[str]:
    """Findings of one rule and severity in one post: a heading, then message and line of each."""
    first = findings[0]
    place = f"{first.location.path}:{first.location.line}:{first.location.column}"
    lines = [
        f"{paint(safe(place), 'bold', colour)}: {paint(first.severity, first.severity, colour)} "
        f"{paint(first.rule, 'bold', colour)}"
    ]
    gutter = max(len(str(one.location.line)) for one in findings)
    for number, one in enumerate(findings):
        place = f"{one.location.line}:{one.location.column}: " if number else ""
        lines.append(f"  {place}{safe(one.message)}")
        lines += excerpt(one, gutter, colour)
    return lines


def excerpt(finding: Finding, gutter: int, colour: bool) -> Iterable[str]:
    """The line of a finding with carets below its span, cut to a window of columns."""
    location = finding.location
    text, first = location.excerpt
    start = location.column - first
    length = location.end_column - location.column if location.line == location.end_line else None
    end = len(text) if length is None else min(start + length, len(text))
    if not text.strip():
        return []
    left = 0
    if columns(safe_line(text[:end])) > EXCERPT_COLUMNS:
        left = max(0, start - EXCERPT_COLUMNS // 3)
    before, marked = safe_line(text[left:start]), safe_line(text[start:end])
    shown, width = cut(safe_line(text[left:]), EXCERPT_COLUMNS)
    lead = "…" if left or first > 1 else ""
    spaces = columns(lead + before)
    carets = max(1, min(columns(marked), width - columns(before)))
    bar = paint("|", "dim", colour)
    return [
        f"  {location.line:>{gutter + 1}} {bar} {lead}{shown}",
        f"  {'':>{gutter + 1}} {bar} {' ' * spaces}{paint('^' * carets, finding.severity, colour)}",
    ]


def cut(text: str, limit: int) -> tuple[str, int]:
    """The text up to a number of columns, and the columns that it takes."""
    text = text.rstrip()
    if columns(text) <= limit:
        return text, columns(text)
    kept = text[:limit]
    while columns(kept) > limit:
        kept = kept[:-1]
    return kept + "…", columns(kept)


def closing(report: Report, files: int) -> str:
    """The last line: what was found, and in how many files."""
    silenced = f" {count(len(report.silenced), 'finding')} silenced." if report.silenced else ""
    if not report.findings:
        return f"Nothing found in {count(report.posts, 'post')}.{silenced}"
    where = f"{files:,} of {count(report.files, 'file')}" if report.files > 1 else "1 file"
    return f"{count_severities(report.findings)} in {where}.{silenced}"
