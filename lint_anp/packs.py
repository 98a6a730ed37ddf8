"""Findings kept small from when they are made to when they are told: those of some files as one
pack, which takes a fifth of their memory."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, groupby
from typing import Any

from lint_anp.finding import SEVERITIES, Finding

Tally = tuple[int, ...]
"""Numbers of findings, in the order of SEVERITIES."""


class Packed(Sequence[Finding]):
    """The findings of one file, which are read when they are asked for."""

    __slots__ = ("read", "tally")

    def __init__(self, read: Callable[[], Sequence[Finding]], tally: Tally) -> None:
        self.read = read
        self.tally = tally

    def __len__(self) -> int:
        return sum(self.tally)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.read())

    def __getitem__(self, index: Any) -> Any:
        return self.read()[index]


class Changed(Sequence[Finding]):
    """Findings that are changed when they are asked for; their severities stay."""

    def __init__(self, findings: Sequence[Finding], change: Callable[[Finding], Finding]) -> None:
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


def pack(files: Sequence[Sequence[Finding]]) -> list[Packed]:
    """The findings of some files, packed together."""
    import pickle

    data = zlib.compress(pickle.dumps([list(findings) for findings in files], protocol=5), level=1)
    return [
        Packed(partial(unpack_file, data, number), tally(findings))
        for number, findings in enumerate(files)
    ]


def unpack_file(data: bytes, number: int) -> list[Finding]:
    """The findings of one file of a pack."""
    return unpack(data)[number]


@lru_cache(maxsize=2)
def unpack(data: bytes) -> list[list[Finding]]:
    """What is in a pack; files come in their order, so that the last pack is asked for again."""
    import pickle

    files: list[list[Finding]] = pickle.loads(zlib.decompress(data))
    return files


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


def split_files(findings: Sequence[Finding]) -> list[Sequence[Finding]]:
    """The findings of each file, by their paths."""
    if isinstance(findings, Joined):
        return findings.files
    ordered = sorted(findings, key=path_of)
    return [list(file) for _, file in groupby(ordered, path_of)]


def path_of(finding: Finding) -> str:
    """The file of a finding."""
    return finding.location.path
