"""Findings kept small from when they are made to when they are told: those of a file as the lines
that tell of them and the rest, which few reports ask for. An index keeps them in this form, too."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby
from json import JSONDecoder, JSONEncoder
from math import inf
from typing import Any

from lint_anp.finding import SEVERITIES, Finding, Related
from lint_anp.frozen import make
from lint_anp.lines import write_lines
from lint_anp.source import Location

Tally = tuple[int, ...]
"""Numbers of findings, in the order of SEVERITIES."""

SHORT = 512
"""Bytes that are kept as they are: compressing so few takes longer than it saves room."""

COMPRESSED = b"x"
"""What compressed data begins with; lines begin with a number, JSON with a bracket."""

encode = JSONEncoder(separators=(",", ":"), check_circular=False).encode
decode = JSONDecoder().decode


class Packed(Sequence[Finding]):
    """The findings of one file, which are made when they are asked for.

    `lines` and `rest` are bytes that may be compressed, the latter with the lines as dictionary, so
    that it says nothing again that these say. `helps` has the help of each rule. Where there is no
    `rest`, since a report that asks for the lines only had no use for it, `find` finds them again.
    """

    __slots__ = ("find", "helps", "lines", "path", "rest", "tally")

    def __init__(
        self, path: str, tally: Tally, lines: bytes, rest: bytes, helps: Mapping[str, str]
    ) -> None:
        self.path = path
        self.tally = tally
        self.lines = lines
        self.rest = rest
        self.helps = helps
        self.find: Callable[[], Iterable[Finding]] = tuple

    def __len__(self) -> int:
        return sum(self.tally)

    def __iter__(self) -> Iterator[Finding]:
        return iter(unpack(self))

    def __getitem__(self, index: Any) -> Any:
        return unpack(self)[index]


class Changed(Sequence[Finding]):
    """Findings of one file that are changed when they are asked for, and the path that they have
    then; their rules and severities stay."""

    def __init__(
        self, path: str, findings: Sequence[Finding], change: Callable[[Finding], Finding]
    ) -> None:
        self.path = path
        self.findings = findings
        self.change = change

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return map(self.change, self.findings)

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]


class Joined(Sequence[Finding]):
    """The findings of files, one file after the other."""

    def __init__(self, files: Iterable[Sequence[Finding]]) -> None:
        self.files = [findings for findings in files if findings]

    def __len__(self) -> int:
        return sum(map(len, self.files))

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(self.files)

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]


def pack(findings: Sequence[Finding], whole: float = inf) -> Sequence[Finding]:
    """The findings of one file, packed; packed ones and none stay as they are. Of more than `whole`
    ones there are the lines only, and who packs them has to say how they are found again."""
    if not findings or isinstance(findings, Packed):
        return findings
    lines, rest = write_lines(findings), b""
    if len(findings) <= whole:
        rest = compress(pack_json(list(map(pack_finding, findings))), lines)
    return Packed(
        path_of(findings[0]),
        tally(findings),
        compress(lines),
        rest,
        share_helps(frozenset([(one.rule, one.help) for one in findings])),
    )


@cache
def share_helps(pairs: frozenset[tuple[str, str]]) -> Mapping[str, str]:
    """The help of each rule; files with the same rules share it."""
    return dict(pairs)


def unpack(packed: Packed) -> list[Finding]:
    """The findings that were packed."""
    if not packed.rest:
        return list(packed.find())
    rows = unpack_json(decompress(packed.rest, decompress(packed.lines)))
    return [unpack_finding(row, packed.path, packed.helps) for row in rows]


def compress(data: bytes, known: bytes = b"") -> bytes:
    """Data in fewer bytes, unless it is short; what reads it knows the `known` bytes, too."""
    if len(data) <= SHORT:
        return data
    packer = zlib.compressobj(level=1, zdict=known) if known else zlib.compressobj(level=1)
    return packer.compress(data) + packer.flush()


def decompress(data: bytes, known: bytes = b"") -> bytes:
    """Data that may be compressed."""
    if not data.startswith(COMPRESSED):
        return data
    return (zlib.decompressobj(zdict=known) if known else zlib.decompressobj()).decompress(data)


def pack_json(value: object) -> bytes:
    """A value as JSON of ASCII, which takes less time than other; lone surrogates, which names of
    files may have, survive."""
    return encode(value).encode()


def unpack_json(data: bytes) -> Any:
    """A value that was packed."""
    return decode(data.decode())


def pack_finding(finding: Finding) -> list[object]:
    """A finding without what its rule and its file know; of its line what an excerpt shows."""
    place = finding.location
    return [
        finding.rule,
        finding.severity,
        finding.message,
        [*place[1:-2], *place.excerpt],
        finding.fingerprint,
        finding.data,
        finding.related,
    ]


def unpack_finding(row: Sequence[Any], path: str, helps: Mapping[str, str]) -> Finding:
    """A finding in a file."""
    rule, severity, message, place, fingerprint, data, related = row
    place[5], place[6] = tuple(place[5]), tuple(place[6])
    location = make(Location, (path, *place))
    others = tuple([make(Related, one) for one in related])
    told = rule, severity, message, helps[rule], location, fingerprint, data, others
    finding: Finding = make(Finding, told)
    return finding


def tally(findings: Sequence[Finding]) -> Tally:
    """How many findings there are of each severity; packs stay as they are."""
    if isinstance(findings, Packed):
        return findings.tally
    if isinstance(findings, Changed):
        return tally(findings.findings)
    if isinstance(findings, Joined):
        return tuple(map(sum, zip(*map(tally, findings.files), strict=True))) or tally(())
    levels = [finding.severity for finding in findings]
    return tuple(map(levels.count, SEVERITIES))


def lines_of(findings: Sequence[Finding]) -> bytes:
    """The lines that tell of findings; packs stay as they are."""
    if isinstance(findings, Packed):
        return decompress(findings.lines)
    return write_lines(findings)


def path_of_all(findings: Sequence[Finding]) -> str:
    """The file of findings that have it in common; packs stay as they are."""
    return findings.path if isinstance(findings, (Packed, Changed)) else path_of(findings[0])


def may_have(findings: Sequence[Finding], rule: str) -> bool:
    """Whether one of some findings may be of a rule; packs stay as they are."""
    if isinstance(findings, Changed):
        return may_have(findings.findings, rule)
    if isinstance(findings, Packed):
        return f" {rule}: ".encode() in lines_of(findings)
    return True


def split_files(findings: Sequence[Finding]) -> list[Sequence[Finding]]:
    """The findings of each file, by their paths."""
    if isinstance(findings, Joined):
        return findings.files
    ordered = sorted(findings, key=path_of)
    return [list(file) for _, file in groupby(ordered, path_of)]


def path_of(finding: Finding) -> str:
    """The file of a finding."""
    return finding.location.path
