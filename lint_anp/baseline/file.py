"""The baseline's file: a line of JSON for each finding that a site lives with for now.

JSON Lines and not YAML or one JSON document, since each entry is a line of its own for git, no
formatter breaks it up, and ten thousand of them are read in some hundredths of a second.
"""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from lint_anp.errors import InputError, reason_of
from lint_anp.posts.tree import Mapping
from lint_anp.schema.names import suggest
from lint_anp.source import Source

HEADER = '{"lint_anp_baseline": 1}'
VERSION = 1
NO_BASELINE = (
    f"this is no baseline, which begins with {HEADER}; 'lint-anp baseline write' makes one"
)
CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


Key = tuple[str, str, str, str]
"""Path, rule, fingerprint and near: what makes an entry that of one finding."""


class Entry(NamedTuple):
    """A finding that the baseline holds.

    `path` is relative to the baseline's folder. `at` tells people what the finding is about: its
    pointer, or how its text begins. `near` are the words around a short text, which may stand in
    its post more than once. `value` is the number that must not get worse. `expires` is the last
    day on which the entry counts.
    """

    path: str
    rule: str
    at: str
    fingerprint: str
    near: str = ""
    value: float | None = None
    reason: str = ""
    owner: str = ""
    expires: date | None = None
    line: int = 0

    @property
    def key(self) -> Key:
        """What makes it the entry of one finding."""
        return self.path, self.rule, self.fingerprint, self.near


class Baseline(NamedTuple):
    """The entries of a baseline, and its text; "" where there is no file yet."""

    source: Source
    entries: tuple[Entry, ...] = ()

    @property
    def folder(self) -> str:
        """The absolute path of the folder that the entries' paths are relative to."""
        return os.path.dirname(os.path.abspath(self.source.path))


class Wrong(Exception):
    """What is wrong with a line: at a key's name, its value (`of`), or the line as a whole; no
    words stand for those of the JSON reader."""

    def __init__(self, words: str, *, key: str = "", of: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.key = key
        self.of = of


def load_baseline(path: str, shown: str | None = None) -> Baseline:
    """The baseline at `path`, an empty one where there is no file; `shown` is told in messages.

    Raises InputError where it cannot be read, and for what is wrong in it.
    """
    shown = shown or path
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except FileNotFoundError:
        return Baseline(Source(shown, ""))
    except UnicodeDecodeError:
        raise InputError(f"{shown}: the baseline is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        reason = reason_of(error)
        raise InputError(f"{shown}: the baseline cannot be read: {reason}") from None
    return read_baseline(text, shown)


def read_baseline(text: str, path: str) -> Baseline:
    """The baseline that a file holds; raises InputError with all that is wrong in it."""
    source = Source(path, text)
    entries: dict[Key, Entry] = {}
    faults: list[str] = []
    decode = json.JSONDecoder(object_pairs_hook=tuple, parse_constant=refuse_constant).decode
    headed = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or (headed and line.rstrip() == HEADER):
            continue  # git's union merge may leave two headers
        is_header, headed = not headed, True
        try:
            values = read_line(line, decode)
            if is_header:
                check_header(values)
                continue
            entry = make_entry(values, number)
            known = entries.setdefault(entry.key, entry)
            if known is not entry and known._replace(line=number) != entry:
                raise Wrong(
                    f"this entry stands in line {known.line} with other values; keep one of them"
                )
        except Wrong as wrong:
            faults += places_of(source, number, wrong)
    if not headed:
        faults.append(f"{path}:1:1: {NO_BASELINE}")
    if faults:
        raise InputError(*faults)
    return Baseline(source, tuple(entries.values()))


def refuse_constant(name: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)


def read_line(line: str, decode: Any) -> dict[str, Any]:
    """The keys and values of a line; raises Wrong."""
    try:
        pairs = decode(line)
    except (ValueError, RecursionError):
        if line.startswith(CONFLICT):
            raise Wrong(
                "a merge conflict; keep the entries of both sides and delete this line"
            ) from None
        raise Wrong("") from None
    if not isinstance(pairs, tuple):
        raise Wrong('an entry is written {"path": …, "rule": …, "at": …, "fingerprint": …}')
    values = dict(pairs)
    if len(values) < len(pairs):
        raise Wrong("")
    return values


def check_header(values: dict[str, Any]) -> None:
    """The first line says what the file is; raises Wrong."""
    version = values.get("lint_anp_baseline")
    if version is None or isinstance(version, bool) or not isinstance(version, int):
        raise Wrong(NO_BASELINE)
    if version != VERSION:
        raise Wrong(
            f"the baseline is of version {version}, this lint-anp reads version {VERSION}; "
            "use the version that wrote it",
            of="lint_anp_baseline",
        )


TEXTS = ("path", "rule", "at", "fingerprint", "near", "reason", "owner")
REQUIRED = ("path", "rule", "fingerprint")
FIELDS = (*TEXTS, "value", "expires")


def make_entry(values: dict[str, Any], line: int) -> Entry:
    """The entry of a line; raises Wrong."""
    for name in values:
        if name not in FIELDS:
            raise Wrong(f"'{name}' is no field of an entry{suggest(name, FIELDS)}", key=name)
    for name in REQUIRED:
        if name not in values:
            raise Wrong(f"the entry has no '{name}'")
    for name in TEXTS:
        text = values.get(name, "")
        if not isinstance(text, str) or (name in REQUIRED and not text):
            raise Wrong(f"'{name}' must be a text", of=name)
    value = values.get("value")
    if "value" in values and (
        isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value)
    ):
        raise Wrong("'value' must be a number", of="value")
    expires = values.get("expires")
    if "expires" in values:
        try:
            expires = date.fromisoformat(expires)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise Wrong("'expires' must be a day, such as 2026-11-23", of="expires") from None
    return Entry(**{**values, "at": values.get("at", ""), "expires": expires, "line": line})


def places_of(source: Source, number: int, wrong: Wrong) -> Iterator[str]:
    """What is wrong with a line as `path:line:column: words`, at the key or value it is about."""
    start, end = source.line_span(number)
    from lint_anp.posts.json_reader import read_json

    node, faults = read_json(source.text, start, end)
    if wrong.words:
        entries = node.entries if isinstance(node, Mapping) else {}
        if wrong.key in entries:
            start = entries[wrong.key].key_start
        elif wrong.of in entries:
            start = entries[wrong.of].node.start
        yield told(source, start, wrong.words)
        return
    for fault in faults:
        repeated = f"'{fault.values.get('name')}' is given twice; keep one of them"
        yield told(source, fault.start, str(fault.values.get("problem", repeated)))
    if not faults:
        yield told(source, start, "this line cannot be read as JSON")


def told(source: Source, at: int, words: str) -> str:
    """Words about an offset as `path:line:column: words`."""
    line, column = source.line_column(at)
    return f"{source.path}:{line}:{column}: {words}"


def format_baseline(entries: Iterable[Entry]) -> str:
    """The text of a baseline: sorted, an entry a line."""
    lines = sorted(
        {entry.key: entry for entry in entries}.values(),
        key=lambda entry: (entry.path, entry.rule, entry.at, entry.fingerprint, entry.near),
    )
    return "\n".join([HEADER, *map(format_entry, lines)]) + "\n"


def format_entry(entry: Entry) -> str:
    """The line of an entry; what it does not have is left out."""
    values = {
        name: value
        for name, value in entry._asdict().items()
        if name != "line" and value not in ("", None)
    }
    if entry.expires:
        values["expires"] = entry.expires.isoformat()
    return json.dumps(values, ensure_ascii=False)
