"""What an index holds of texts and posts, as bytes and back."""

import json
import zlib
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from lint_anp.corpus.fingerprints import text_id
from lint_anp.corpus.passages import PostTexts, Value
from lint_anp.corpus.verdict import Near
from lint_anp.schema.conformed import Place


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


def pack_near(near: Iterable[Near]) -> bytes:
    """Texts and scores."""
    near = list(near)
    scores = array("d", (one.score for one in near)).tobytes()
    return pack_numbers(one.text for one in near) + scores


def unpack_near(data: bytes) -> tuple[Near, ...]:
    """Texts and scores that were packed."""
    half = len(data) // 2
    scores = array("d")
    scores.frombytes(data[half:])
    return tuple(map(Near, numbers_in(data[:half]), scores))


def pack_post(texts: PostTexts) -> bytes:
    """What of a post is compared; its texts by their numbers."""
    passages = [
        [text_id(one.text, one.kind), one.start, one.end, one.line, one.pointer]
        for one in texts.passages
    ]
    record = [texts.words, passages, texts.values, texts.facts, texts.place]
    return pack(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


class Record(NamedTuple):
    """What an index holds of a post; its passages are the number of a text, then start, end, line
    and pointer."""

    words: int
    passages: list[tuple[int, int, int, int, str]]
    values: list[Value]
    facts: dict[str, str]
    place: Place


def unpack_post(data: bytes) -> Record:
    """The record of a post."""
    words, passages, values, facts, place = json.loads(unpack(data))
    values = [Value(*value) for value in values]
    return Record(words, passages, values, facts, Place(*place))
