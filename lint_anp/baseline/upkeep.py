"""The baseline written and pruned, and what is told of it."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from lint_anp.baseline.baseline import Applied, keys_of, ratchet_of
from lint_anp.baseline.file import Baseline, Entry, format_baseline
from lint_anp.baseline.sameness import subject_of
from lint_anp.errors import InputError
from lint_anp.finding import Finding


class Note(NamedTuple):
    """What new entries say: why, who answers for them, and the last day on which they count."""

    reason: str = ""
    owner: str = ""
    expires: date | None = None


class Written(NamedTuple):
    """The text of a baseline, the findings that came into it, and those of mandatory rules, which
    did not."""

    text: str
    added: tuple[Finding, ...]
    refused: tuple[Finding, ...]


NO_NOTE = Note()


def write_baseline(
    baseline: Baseline,
    applied: Applied,
    mandatory: Collection[str],
    note: Note = NO_NOTE,
    *,
    add: bool = False,
) -> Written:
    """The baseline with the findings that it does not silence yet; its entries all stay.

    A baseline that is there grows only where `add` says so: else raises InputError if there is
    something to add.
    """
    added = tuple(finding for finding in applied.kept if finding.rule not in mandatory)
    refused = tuple(finding for finding in applied.kept if finding.rule in mandatory)
    if baseline.source.text and added and not add:
        raise InputError(
            f"{baseline.source.path}: {count(added, 'finding')} would be new in the baseline; mend "
            "what 'lint-anp check' tells, or add it with 'lint-anp baseline write --add'"
        )
    entries = {entry.key: entry for entry in (*applied.current, *applied.stale)}
    for finding, key in zip(added, keys_of(added, baseline), strict=True):
        old = entries.get(key)
        entries[key] = Entry(
            *(key[0], key[1], subject_of(finding), key[2], key[3]),
            value=ratchet_of(finding)[0],
            reason=note.reason or (old.reason if old else ""),
            owner=note.owner or (old.owner if old else ""),
            expires=note.expires or (old.expires if old and old not in applied.expired else None),
        )
    return Written(format_baseline(entries.values()), added, refused)


def prune_baseline(applied: Applied) -> str:
    """The baseline without entries that are stale or refused, with today's paths and numbers."""
    return format_baseline(applied.current)


def tell_written(baseline: Baseline, written: Written) -> str:
    """What a write added: each finding, or by rule if there was no baseline before."""
    path = baseline.source.path
    lines = []
    if baseline.source.text:
        lines += [f"added: {place_of(one)}" for one in written.added]
    else:
        numbers = Counter(finding.rule for finding in written.added)
        lines += [f"{number:>6}  {rule}" for rule, number in sorted(numbers.items())]
    lines += [f"refused, its rule is mandatory: {place_of(one)}" for one in written.refused]
    lines.append(f"{path}: {count(written.added, 'finding')} added")
    return "\n".join(lines) + "\n"


def tell_upkeep(baseline: Baseline, applied: Applied, *, pruned: bool = False) -> str:
    """What is to be done about the baseline's entries, or what pruning did; "" for nothing."""
    path = baseline.source.path
    kinds: list[tuple[str, Iterable[Entry]]] = [
        ("stale, its finding is gone", applied.stale),
        ("refused, its rule is mandatory", applied.refused),
        ("moved", applied.moved),
        ("improved", applied.improved),
    ]
    if not pruned:
        kinds.append(("expired", applied.expired))
    lines = [
        f"{path}:{entry.line}:1: {words}: {entry.path} {entry.rule} {entry.at}".rstrip()
        + (f" is {entry.value} now" if words == "improved" else "")
        for words, entries in kinds
        for entry in sorted(entries, key=lambda one: one.line)
    ]
    return "".join(f"{line}\n" for line in lines)


def is_up_to_date(applied: Applied) -> bool:
    """Whether pruning changes nothing, and no entry is expired."""
    return not (
        applied.stale or applied.refused or applied.moved or applied.improved or applied.expired
    )


def notices(baseline: Baseline, applied: Applied) -> tuple[str, ...]:
    """What a check says of the baseline, beside its findings."""
    if not applied.stale:
        return ()
    one = len(applied.stale) == 1
    entries = "1 entry is" if one else f"{len(applied.stale):,} entries are"
    return (
        f"{baseline.source.path}: {entries} stale, the findings are gone; "
        "'lint-anp baseline prune' deletes what is stale.",
    )


def place_of(finding: Finding) -> str:
    """A finding in a line."""
    place = finding.location
    return f"{place.path}:{place.line}:{place.column}: {finding.rule}: {finding.message}"


def count(things: Collection[object], noun: str) -> str:
    """How many things, as `1 finding` or `1,200 findings`."""
    return f"{len(things):,} {noun}" + ("" if len(things) == 1 else "s")
