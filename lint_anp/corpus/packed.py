"""Texts and numbers as an index holds them: as bytes, and back."""

import zlib
from array import array
from collections.abc import Iterable


def pack(text: str) -> bytes:
    """A text in as few bytes as can be had quickly."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -12, 5)
    return packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()


def unpack(data: bytes) -> str:
    """A text that was packed."""
    return zlib.decompress(data, -12).decode("utf-8", "surrogatepass")


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Some numbers, eight bytes each."""
    return array("Q", numbers).tobytes()


def numbers_in(data: bytes) -> "array[int]":
    """Numbers that were packed."""
    numbers = array("Q")
    numbers.frombytes(data)
    return numbers


def pack_near(texts: Iterable[int], scores: Iterable[float]) -> bytes:
    """Texts and scores."""
    return pack_numbers(texts) + array("d", scores).tobytes()


def unpack_near(data: bytes) -> "tuple[array[int], array[float]]":
    """Texts and scores that were packed."""
    half = len(data) // 2
    scores = array("d")
    scores.frombytes(data[half:])
    return numbers_in(data[:half]), scores
