"""What an index holds of posts, as bytes and back."""

import json
from typing import NamedTuple

from lint_anp.corpus.fingerprints import text_id
from lint_anp.corpus.packed import pack, unpack
from lint_anp.corpus.passages import PostTexts, Value
from lint_anp.schema.conformed import Place


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
