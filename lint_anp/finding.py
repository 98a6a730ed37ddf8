"""What a run tells: findings, and the report that holds them."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from lint_anp.source import Location

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Worst first; the words are SARIF's levels."""


class Related(NamedTuple):
    """Another place that belongs to a finding: the other key, another post of a repetition."""

    path: str
    line: int
    column: int
    message: str


class Finding(NamedTuple):
    """One violation of one rule at one place.

    `fingerprint` names the finding without line numbers: rule, pointer or normalised text, and an
    ordinal among equals of the file; it is unique within (path, rule). `data` holds what the rule
    knows beyond its message, as plain JSON values.
    """

    rule: str
    severity: Severity
    message: str
    help: str
    location: Location
    fingerprint: str
    data: Mapping[str, object] = {}
    related: tuple[Related, ...] = ()


class Silenced(NamedTuple):
    """A finding that a comment, the meta or the baseline took out, and the reason given."""

    finding: Finding
    by: Literal["comment", "meta", "baseline"]
    reason: str


class RuleText(NamedTuple):
    """What a format may say about a rule that ran.

    `topic` is its folder, `url` may be empty; nothing in a post silences a `mandatory` rule.
    """

    id: str
    name: str
    topic: str
    severity: Severity
    why: str
    help: str
    tags: tuple[str, ...] = ()
    precision: str = "high"
    url: str = ""
    mandatory: bool = False


class Report(NamedTuple):
    """Everything a run found and looked at; a format turns it into text.

    `findings` are sorted by path, line, column, rule and message; `rules` by id: all that ran.
    `notices` are sentences about the run as a whole; `fail_on` is the least severity that fails
    the run by the sites' configs, or "never".
    """

    findings: Sequence[Finding]
    posts: int
    files: int
    rules: tuple[RuleText, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    notices: tuple[str, ...] = ()
    fail_on: str = "warning"


class Outcome(NamedTuple):
    """What one file gave, its findings sorted; the path is as reports print it. `named` are the
    files that findings name which others bring, unless the outcome is one that was kept."""

    path: str
    findings: Sequence[Finding]
    silenced: list[Silenced]
    posts: int
    foreign: int
    named: tuple[str, ...] = ()


def place_in_report(finding: Finding) -> tuple[str, int, int, str, str]:
    """By what findings are sorted."""
    location = finding.location
    return location.path, location.line, location.column, finding.rule, finding.message
