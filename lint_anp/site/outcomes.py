"""What files gave, as an index keeps it: a file's findings hold until it changes, or what they
depend on does."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from xxhash import xxh3_64, xxh3_128_hexdigest, xxh32_digest

from lint_anp import __version__
from lint_anp.corpus.index import Index, digest_of, read_setting
from lint_anp.engine.site_files import Asked, find_name, list_folder
from lint_anp.finding import Finding, Outcome, Silenced
from lint_anp.packs import (
    Packed,
    decompress,
    pack,
    pack_finding,
    pack_json,
    tally,
    unpack_finding,
    unpack_json,
)
from lint_anp.paths import shown
from lint_anp.site.site import Choice, Site

if TYPE_CHECKING:
    from lint_anp.site.judging import Judged

UNDER = "outcomes"
"""The setting that names what the outcomes of an index were made under."""

FEW = 50
"""Outcomes that are dropped at once when a post changes: finding out which of them still hold takes
longer than judging a file again."""


class Row(NamedTuple):
    """An outcome in the index; a file without posts is none."""

    posts: int
    foreign: int
    errors: int
    warnings: int
    notes: int
    silenced: bytes
    lines: bytes
    rest: bytes
    digest: bytes


NO_POST = Row(0, 0, 0, 0, 0, b"", b"", b"", b"")


class Kept(NamedTuple):
    """An outcome that may be kept, None for a file that is no post: the digest of the file; the day
    that it holds on, "" for any; and what was found in the folders that were looked into."""

    outcome: Outcome | None
    digest: bytes
    day: str = ""
    lookups: Mapping[str, Asked] = {}


def made_under(site: Site, choice: Choice, told_from: tuple[str, ...]) -> str:
    """What all outcomes of a site depend on: the program, the config and what it names, the rules
    that are no part of the program, the choice of them, and how paths are told."""
    config = site.config
    named = [config.schema or "", *config.allow]
    contents = [read_text(os.path.join(config.root, name)) for name in named if name]
    known, compiled = site.rulebook
    rules = [rule._replace(file="") for id_, rule in known.items() if id_ not in compiled]
    settings = config._replace(path=None, root="", places={})
    chosen = choice.select, choice.ignore
    all_of_it = repr((__version__, settings, contents, rules, chosen, told_from))
    return xxh3_128_hexdigest(all_of_it.encode("utf-8", "surrogatepass"))


def read_text(path: str) -> str | None:
    """The text of a file that a config names, None where there is none of this name."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return None


def keep(judged: "Judged", outcome: Outcome | None, today: date) -> Kept:
    """An outcome with what it depends on beside its file."""
    day = today.isoformat() if judged.is_dated else ""
    return Kept(outcome, judged.digest, day, judged.lookups)


def has_posts_of(index: Index, judged: "Iterable[Judged]", names: Mapping[str, str]) -> bool:
    """Whether the index has the posts of judged files, as they are. Where it lacks one, which its
    site leaves out or which has changed meanwhile, what is kept of others is not held beside it."""
    return all(digest_of(index, names[one.path]) == one.digest for one in judged if one.posts)


def load_outcomes(
    index: Index, under: str, names: Mapping[str, str], site: Site, today: date
) -> dict[str, Outcome | None]:
    """The outcomes of files that still hold; `names` are those that the index has for them. None
    holds that was made under anything else. Raises ValueError where one is damaged."""
    if read_setting(index, UNDER) != under:
        return {}
    found: dict[str, Outcome | None] = {}
    day = today.isoformat()
    helps = {id_: rule.help for id_, rule in site.rulebook.rules.items()}
    files = {name: file for file, name in names.items()}
    if len(files) <= FEW:
        asked = [index.execute("SELECT * FROM outcome WHERE path = ?", (one,)) for one in files]
    else:
        asked = [index.execute("SELECT * FROM outcome")]
    for name, made, lookups, *row in chain.from_iterable(asked):
        if name in files and made in ("", day) and (not lookups or hold(lookups, site.config.root)):
            file = files[name]
            found[file] = outcome_of(Row(*row), shown(file), helps)
    return found


def has_many(index: Index) -> bool:
    """Whether there are more outcomes than a few."""
    return bool(index.column("SELECT 1 FROM outcome LIMIT 1 OFFSET ?", FEW))


def may_keep(index: Index, under: str) -> bool:
    """Whether the outcomes of a few files may be kept: not where these would take the place of many
    that were made under something else."""
    return read_setting(index, UNDER) == under or not has_many(index)


@cache
def hold(lookups: str, root: str) -> bool:
    """Whether the same is found in some folders as before."""
    known: Mapping[str, Asked] = json.loads(lookups)
    return all(
        holds_in(os.path.normpath(os.path.join(root, folder)), asked)
        for folder, asked in known.items()
    )


def holds_in(folder: str, asked: Asked) -> bool:
    """Whether the same is found in a folder as before."""
    if not asked:
        return list_folder(folder) is None
    return all(find_name(folder, name) == found for name, found in asked.items())


def save_outcomes(index: Index, kept: Mapping[str, Kept], name_of: Callable[[str], str]) -> None:
    """Keeps outcomes by their paths in the index; `name_of` gives these for those of reports."""
    for path, (outcome, _, day, lookups) in kept.items():
        known = json.dumps(lookups, sort_keys=True) if lookups else ""
        made = (path, day, known, *row_of(outcome))
        index.execute(f"INSERT OR REPLACE INTO outcome VALUES ({','.join('?' * len(made))})", made)
        named = sorted(outcome.named) if outcome else ()
        marks = b"".join([mark_of(name_of(other)) for other in named])
        index.execute("INSERT OR REPLACE INTO naming VALUES (?, ?)", (path, marks))


def drop_outcomes(index: Index, paths: Iterable[str]) -> None:
    """Drops the outcomes of some files."""
    rows = [(path,) for path in paths]
    index.connection.executemany("DELETE FROM outcome WHERE path = ?", rows)
    index.connection.executemany("DELETE FROM naming WHERE path = ?", rows)


def naming(index: Index, path: str) -> list[str]:
    """The files whose findings name a file, and a few others, by chance."""
    return index.column("SELECT path FROM naming WHERE instr(marks, ?)", mark_of(path))


def mark_of(path: str) -> bytes:
    """What stands for a file among those that findings name: looking through all of it takes a
    third of the time that names would."""
    return xxh32_digest(path.encode("utf-8", "surrogatepass"))


def row_of(outcome: Outcome | None) -> Row:
    """An outcome as the index has it; what is read each time is not compressed."""
    if outcome is None:
        return NO_POST
    silenced = [[pack_finding(one.finding), one.by, one.reason] for one in outcome.silenced]
    told = pack_json(silenced) if silenced else b""
    lines, rest = b"", b""
    if isinstance(findings := pack(outcome.findings), Packed):
        lines, rest = decompress(findings.lines), findings.rest
    errors, warnings, notes = tally(outcome.findings)
    numbers = outcome.posts, outcome.foreign, errors, warnings, notes
    row = Row(*numbers, told, lines, rest, b"")
    return row._replace(digest=digest_row(row))


def outcome_of(row: Row, path: str, helps: Mapping[str, str]) -> Outcome | None:
    """An outcome of the file with this path in reports. Raises ValueError where it is damaged."""
    if row == NO_POST:
        return None
    if digest_row(row) != row.digest:
        raise ValueError("the outcome is damaged")
    numbers = row.errors, row.warnings, row.notes
    findings: Sequence[Finding] = ()
    if any(numbers):
        findings = Packed(path, numbers, row.lines, row.rest, helps)
    silenced = unpack_silenced(row.silenced, path, helps) if row.silenced else []
    return Outcome(path, findings, silenced, row.posts, row.foreign)


def unpack_silenced(data: bytes, path: str, helps: Mapping[str, str]) -> list[Silenced]:
    """The findings of a file that were silenced."""
    return [
        Silenced(unpack_finding(row, path, helps), by, reason)
        for row, by, reason in unpack_json(data)
    ]


def digest_row(row: Row) -> bytes:
    """What tells a damaged outcome."""
    known = xxh3_64(str(row[:5]).encode())
    for part in (row.silenced, row.lines, row.rest):
        known.update(part)
    return known.digest()
