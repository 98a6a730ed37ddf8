"""The baseline held against the findings of a run: what is new, worse, silenced, stale."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Literal, NamedTuple

from lint_anp.baseline.file import Baseline, Entry, Key
from lint_anp.baseline.sameness import Known, near_of, pair, source_of, subject_of
from lint_anp.finding import Finding, Silenced
from lint_anp.paths import relative
from lint_anp.posts.post import Fault

Verdict = Literal["silenced", "worse", "expired", "refused"]
FindMoves = Callable[[Collection[str]], Mapping[str, str]]
"""Takes paths that are gone, from the baseline's folder; gives where they went, "" for deleted
ones, and nothing for those of which it knows nothing."""


class Scope(NamedTuple):
    """What a run looked at: the files it checked, the rules that ran, all rules that there are,
    and those that nothing silences. `whole` says that no post of the site was left out."""

    files: Collection[str]
    ran: Collection[str]
    known: Collection[str]
    mandatory: Collection[str] = frozenset()
    whole: bool = False


class Applied(NamedTuple):
    """A run's findings and the baseline's entries, told apart.

    `kept` are findings that are not in the baseline, got worse, or whose entry is `expired` or
    `refused`. `stale` entries stand for nothing. `current` are the entries that a pruned baseline
    has, with today's paths and numbers; `moved` and `improved` are those of them that differ.
    """

    kept: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    stale: tuple[Entry, ...]
    expired: tuple[Entry, ...]
    refused: tuple[Entry, ...]
    moved: tuple[Entry, ...]
    improved: tuple[Entry, ...]
    current: tuple[Entry, ...]


def apply_baseline(
    findings: Sequence[Finding],
    baseline: Baseline,
    today: date,
    scope: Scope,
    find_moves: FindMoves = lambda _: {},
) -> Applied:
    """What a run found that the baseline does not hold, and what became of its entries.

    Entries follow a file that was moved, see `follow_moves`; others are stale only if this run
    would have seen their finding.
    """
    keys = keys_of(findings, baseline)
    checked = set(site_paths(scope.files, baseline.folder).values())
    pairs = pair_with_entries(findings, keys, baseline)
    left = [key for number, key in enumerate(keys) if number not in pairs]
    moves = follow_moves(baseline, left, checked, scope, find_moves)
    if moves:
        pairs = pair_with_entries(findings, keys, baseline, moves)

    kept: list[Finding] = []
    silenced: list[Silenced] = []
    judged: defaultdict[Verdict, list[Entry]] = defaultdict(list)
    moved: list[Entry] = []
    improved: list[Entry] = []
    for number, (finding, key) in enumerate(zip(findings, keys, strict=True)):
        if number not in pairs:
            kept.append(finding)
            continue
        old = baseline.entries[pairs[number]]
        entry = old._replace(path=key[0], fingerprint=key[2], near=key[3])
        moved += [entry] if entry.path != old.path else []
        verdict = judge(entry, finding, today, scope.mandatory)
        if verdict == "silenced":
            silenced.append(Silenced(finding, "baseline", entry.reason or "it is in the baseline"))
            tightened = tighten(entry, finding)
            improved += [tightened] if tightened != entry else []
            entry = tightened
        else:
            kept.append(explain(finding, entry, verdict))
        judged[verdict].append(entry)

    taken = set(pairs.values())
    idle = [entry for number, entry in enumerate(baseline.entries) if number not in taken]
    stale = tuple(entry for entry in idle if is_stale(entry, scope, checked))
    unseen = set(idle).difference(stale)
    return Applied(
        kept=tuple(kept),
        silenced=tuple(silenced),
        stale=stale,
        expired=tuple(judged["expired"]),
        refused=tuple(judged["refused"]),
        moved=tuple(moved),
        improved=tuple(improved),
        current=(*judged["silenced"], *judged["worse"], *judged["expired"], *unseen),
    )


def pair_with_entries(
    findings: Sequence[Finding],
    keys: Sequence[Key],
    baseline: Baseline,
    moves: Mapping[str, str] = {},
) -> dict[int, int]:
    """The numbers of findings that the baseline holds, each with that of its entry. An entry stands
    in its own path, or in that which `moves` gives for it."""
    entries: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(baseline.entries):
        entries[moves.get(entry.path, entry.path)].append(number)
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key[0] in entries:
            numbers[key[0]].append(number)
    pairs: dict[int, int] = {}
    for path, new in numbers.items():
        old = [baseline.entries[number] for number in entries[path]]
        found = pair(
            [Known(one.rule, one.at, one.fingerprint, one.near) for one in old],
            [Known(keys[one][1], subject_of(findings[one]), *keys[one][2:]) for one in new],
            partial(source_of, findings[new[0]].location.path),
        )
        pairs.update((new[one], entries[path][other]) for one, other in found.items())
    return pairs


def site_paths(paths: Iterable[str], folder: str) -> dict[str, str]:
    """Paths as reports tell them: what they are called from the baseline's folder."""
    here = os.getcwd() == folder
    return {
        path: path if here and not path.startswith(("/", "../")) else relative(path, folder)
        for path in paths
    }


def keys_of(findings: Sequence[Finding], baseline: Baseline) -> list[Key]:
    """By what the baseline knows findings."""
    paths = site_paths({one.location.path for one in findings}, baseline.folder)
    read = cache(source_of)
    return [
        (paths[one.location.path], one.rule, one.fingerprint, near_of(one, read))
        for one in findings
    ]


def judge(entry: Entry, finding: Finding, today: date, mandatory: Collection[str]) -> Verdict:
    """Whether an entry silences its finding, and why not."""
    if finding.rule in mandatory:
        return "refused"
    if entry.expires is not None and today > entry.expires:
        return "expired"
    value, sign = ratchet_of(finding)
    if value is not None and entry.value is not None and value * sign < entry.value * sign:
        return "worse"
    return "silenced"


def ratchet_of(finding: Finding) -> tuple[float | None, int]:
    """The number of a finding that must not get worse, if it has one: the number, to two decimals,
    and 1 if higher is better, else -1."""
    ratchet = finding.data.get("ratchet")
    if not isinstance(ratchet, Mapping):
        return None, 1
    value = ratchet.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        return None, 1
    return round(value, 2), -1 if ratchet.get("better") == "lower" else 1


def tighten(entry: Entry, finding: Finding) -> Entry:
    """An entry with the number that its finding has now, which is none or better."""
    value, _ = ratchet_of(finding)
    return entry if value is None else entry._replace(value=value)


def explain(finding: Finding, entry: Entry, verdict: Verdict) -> Finding:
    """A finding in spite of its entry, with the reason in its message."""
    reasons = {
        "worse": f"It got worse: the baseline has {entry.value}.",
        "expired": f"Its entry in the baseline expired on {entry.expires}"
        + (f"; {entry.owner} owns it." if entry.owner else "."),
        "refused": "The baseline cannot silence a mandatory rule.",
    }
    return finding._replace(message=f"{finding.message} {reasons[verdict]}")


def is_stale(entry: Entry, scope: Scope, checked: Collection[str]) -> bool:
    """Whether an entry without a finding would have one if there was anything to find."""
    if entry.rule not in scope.known:
        return True
    if entry.path in checked:
        return entry.rule in scope.ran
    return scope.whole


def follow_moves(
    baseline: Baseline,
    new_keys: Collection[Key],
    checked: Collection[str],
    scope: Scope,
    find_moves: FindMoves,
) -> dict[str, str]:
    """Where files with entries went, as far as findings are new there: old to new path.

    Files move where `find_moves` says; where it does not know, a move is guessed.
    """
    rules = {key[1] for key in new_keys}
    old_paths = {entry.path for entry in baseline.entries if entry.rule in rules}
    gone = {
        path
        for path in old_paths.difference(checked)
        if not os.path.lexists(os.path.join(baseline.folder, path))
    }
    if not gone:
        return {}
    moves = dict(find_moves(gone))
    entries = [entry.key for entry in baseline.entries]
    moves |= guess_moves(gone - moves.keys(), entries, new_keys, scope)
    wanted = {key[0] for key in new_keys}
    return {old: new for old, new in moves.items() if old in gone and new in wanted}


def guess_moves(
    gone: Collection[str], entries: Iterable[Key], new_keys: Iterable[Key], scope: Scope
) -> dict[str, str]:
    """Where gone files went of which nothing is known: to the one file without entries in which
    exactly their findings stand, if no other gone file had the same. One finding may be alike in
    two files by chance; all of them hardly are."""
    if not gone:
        return {}
    before = contents_by_path(key for key in entries if key[1] in scope.ran)
    now = contents_by_path(key for key in new_keys if key[1] not in scope.mandatory)
    left = {path: content for path, content in before.items() if path in gone}
    free = {path: content for path, content in now.items() if path not in before}
    numbers = Counter(free.values())
    one_of_each = {
        content
        for content, number in Counter(left.values()).items()
        if number == 1 and numbers[content] == 1
    }
    new_path = {content: path for path, content in free.items()}
    return {path: new_path[content] for path, content in left.items() if content in one_of_each}


def contents_by_path(keys: Iterable[Key]) -> dict[str, frozenset[tuple[str, str]]]:
    """What each path holds: rules and fingerprints."""
    contents: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for path, rule, fingerprint, _ in keys:
        contents[path].add((rule, fingerprint))
    return {path: frozenset(content) for path, content in contents.items()}


def faults_of(baseline: Baseline, refused: Iterable[Entry]) -> list[Fault]:
    """The entries of mandatory rules as faults of the baseline's file."""
    return [
        Fault("ignore-refused", *baseline.source.line_span(entry.line), {"rule": entry.rule})
        for entry in refused
    ]
