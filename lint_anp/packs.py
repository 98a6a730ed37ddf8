"""Findings kept small from when they are made to when they are told: those of some files as one
pack, which takes a fifth of their memory."""

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from lint_anp.finding import Finding


class Packed(Sequence[Finding]):
    """The findings of one file in a pack."""

    __slots__ = ("number", "pack", "size")

    def __init__(self, pack: bytes, number: int, size: int) -> None:
        self.pack = pack
        self.number = number
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Finding]:
        return iter(unpack(self.pack)[self.number])

    def __getitem__(self, index: Any) -> Any:
        return unpack(self.pack)[self.number][index]


class Joined(Sequence[Finding]):
    """Findings in parts, one part after the other."""

    def __init__(self, parts: Iterable[Sequence[Finding]]) -> None:
        self.parts = [part for part in parts if part]
        self.size = sum(map(len, self.parts))

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(self.parts)

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]


def pack(files: Sequence[Sequence[Finding]]) -> list[Sequence[Finding]]:
    """The findings of some files, packed together."""
    data = zlib.compress(pickle.dumps([list(findings) for findings in files], protocol=5), level=1)
    return [Packed(data, number, len(findings)) for number, findings in enumerate(files)]


@lru_cache(maxsize=2)
def unpack(data: bytes) -> list[list[Finding]]:
    """What is in a pack; files come in their order, so that the last pack is asked for again."""
    files: list[list[Finding]] = pickle.loads(zlib.decompress(data))
    return files
