"""Fingerprints of texts: hashes of word sequences, few enough to keep and the same in every copy.

Winnowing (Schleimer, Wilkerson, Aiken: "Winnowing", SIGMOD 2003): of each `window` sequences of
`gram` words the least hash is kept. Two texts that share a run of `gram + window - 1` words share
a fingerprint, wherever the run stands in them.
"""

from xxhash import xxh3_64_digest, xxh3_64_intdigest

HASHES: dict[str, bytes] = {}
"""Eight bytes for each word that was met."""

MOST_HASHES = 500_000


def hash_word(word: str) -> bytes:
    """A word's eight bytes, remembered."""
    if len(HASHES) > MOST_HASHES:
        HASHES.clear()
    found = HASHES[word] = xxh3_64_digest(word.encode("utf-8", "surrogatepass"))
    return found


def hash_grams(words: list[str], gram: int, seed: int) -> list[int]:
    """A 32-bit hash of each sequence of `gram` words, in order; `seed` keeps kinds of text apart."""
    known = HASHES
    packed = b"".join([known.get(word) or hash_word(word) for word in words])
    size = 8 * gram
    return [
        xxh3_64_intdigest(packed[at : at + size], seed) >> 32
        for at in range(0, len(packed) - size + 1, 8)
    ]


def winnow(hashes: list[int], window: int) -> set[int]:
    """The least of each `window` hashes that follow each other, or of all where they are fewer."""
    if len(hashes) < window:
        return {min(hashes)} if hashes else set()
    return set(map(min, *(hashes[start:] for start in range(window))))


def text_id(text: str, seed: int) -> int:
    """A text's number: 47 bits of its hash, which SQLite keeps in six bytes."""
    return xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"), seed) >> 17
