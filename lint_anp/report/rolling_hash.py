"""GitHub code scanning's `primaryLocationLineHash`: what names a line of a file across commits.

Written after the description of the algorithm in github/codeql-action (src/fingerprints.ts): a
result that brings another value under this name is warned about on every upload.
"""

import struct
from operator import mul

WINDOW = 100
"""UTF-16 units that a line's hash covers, from the line's start on into the lines below."""

LINE_FEED = 0x0A
MASK = 0xFFFF_FFFF_FFFF_FFFF

END = 0xFFFF
"""Stands behind the last unit, before the zeros that fill the last windows."""

WEIGHTS = tuple(pow(37, power, 2**64) for power in reversed(range(WINDOW)))


def hash_lines(data: bytes) -> list[str]:
    """The hash of each line of a file with the content `data`: hexadecimal, `:`, how many-th.

    The text is what Node reads: faulty bytes are U+FFFD, a byte order mark is text. CR, LF and
    CRLF all end a line; spaces and tabs count for nothing. Equal hashes are numbered from 1.
    """
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    encoded = text.replace(" ", "").replace("\t", "").encode("utf-16-le")
    units = (*struct.unpack(f"<{len(encoded) // 2}H", encoded), END, *(0,) * WINDOW)
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == LINE_FEED)]
    seen: dict[int, int] = {}
    hashes = []
    for start in starts:
        value = sum(map(mul, units[start : start + WINDOW], WEIGHTS)) & MASK
        seen[value] = seen.get(value, 0) + 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes
