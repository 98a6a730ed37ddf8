"""What rules ask of wording: terms in any inflection, texts that break off, letters gone wrong."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from lint_anp.engine.body_view import Spot
from lint_anp.frozen import make
from lint_anp.posts.measures import COMMON_WORDS, WORD, split_words
from lint_anp.posts.post import Block

QUESTION_WORDS = (
    "how what why when where who your our their my its do does can will should using use guide "
    "practical about into over more most than then them they there these those"
)
COMMON = frozenset(
    word for words in (*COMMON_WORDS.values(), QUESTION_WORDS.split()) for word in words
)
"""Words that tell nothing of a text's topic."""

ENDINGS = ("ings", "ing", "ies", "ed", "es", "s")
SHORTEST_STEM = 3
SHORTEST_COMPOUND = 5
"""Letters from which on a term counts as named by a word that begins with it, as in Cloudflare."""

FEW = 20
"""Words whose stems are taken for one term; with more, those of all words, once for all terms."""

LAST = "\U0010ffff"
"""Sorts behind all that a word may go on with."""

SHORTEST_CUT = 40
"""Characters; shorter paragraphs are labels, signatures and lines of verse."""

LONG_PARAGRAPH = 80
"""Characters from which on a post's last paragraph ends with a sentence's end, an emoji, a name or
a link; so did all 1,241 posts of three public sites."""

OPENERS = frozenset(
    {
        "the", "an", "of", "and", "or", "with", "for", "from", "because", "although", "than",
        "into", "der", "die", "das", "und", "oder", "eine", "mit", "von", "les", "des", "et", "ou",
        "una", "los", "las", "con", "gli", "della", "het", "een", "van", "oraz", "przez", "dla",
    }
)  # fmt: skip
"""Words that another has to follow, in the languages of COMMON_WORDS."""

SENTENCE_ENDS = frozenset(".!?…:;。！？：；\"'”’»)]}*_`>」』）")
ADDRESS = re.compile(r"[^\s/@.][/@.]\S*$")
"""A text's end that is a link, an address or a name with a dot in it, and ends no sentence."""

ANOTHER_ITEM = ("; and", "; or")
"""What one item of a list that is set as paragraphs ends with."""

CUT = re.compile(r"\w(?:\.\.\.|…)$|,$")
OF_ITSELF = re.compile(
    r"(?:this|the following) (?:ai|machine|auto|llm|gpt|chatgpt)[ -]?"
    r"(?:generated|written|style|assisted)(?: \w+){0,2} ?(?:summary|article|post|text|title)",
    re.IGNORECASE,
)
"""A text that tells how it was made instead of what it says."""

PROMPT_LABEL = (
    r"(?i:prompt|system prompt|user prompt|system message|assistant|chatgpt|user|human|ai response)"
    r":(?=\s)"
)
"""What a paragraph that is a prompt begins with; compiled where it is needed."""

LONGEST_LABEL = len("system message:")
MOJIBAKE_SIGNS = ("Ã", "Â", "â€", "Ð", "Ñ", "Å", "Ä", "ï»¿", "ðŸ", "\ufffd")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """An English word in lower case without the endings of its plural and its verb forms."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    if len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > SHORTEST_STEM else word


@lru_cache(maxsize=8)
def words_of(text: str) -> list[str]:
    """The words of a text in lower case, each once, sorted."""
    return sorted(frozenset(split_words(text)))


@lru_cache(maxsize=8)
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's words, and the words themselves."""
    return with_stems(words_of(text))


def with_stems(words: Sequence[str]) -> frozenset[str]:
    """Some words and their stems."""
    return frozenset([*words, *map(stem, words)])


def mentions(text: str, term: str) -> bool:
    """Whether a text names a term: as it stands, or each of its words in some inflection, or a word
    that begins with it."""
    lowered = term.lower().strip()
    if not lowered:
        return True
    words = WORD.findall(lowered)
    if not words or not lowered.isascii():
        return lowered in text.lower()
    return all(has_inflected(text, word) for word in words)


def has_inflected(text: str, word: str) -> bool:
    """Whether a text has a word in some inflection, or a longer one that begins with it."""
    words, root = words_of(text), stem(word)
    if begins_one(words, word, whole=len(word) < SHORTEST_COMPOUND):
        return True
    start = root[:-1]  # its last letter may be another in the text: queries
    first, end = bisect_left(words, start), bisect_left(words, start + LAST)
    stems = stems_of(text) if end - first > FEW else with_stems(words[first:end])
    return not stems.isdisjoint((word, root))


def begins_one(words: Sequence[str], start: str, *, whole: bool) -> bool:
    """Whether one of some sorted words begins with a text, or is the `whole` of it."""
    at = bisect_left(words, start)
    return at < len(words) and (words[at] == start if whole else words[at].startswith(start))


def common_words(one: str, other: str) -> list[str]:
    """The words of one text, without those that tell nothing, whose stem the other has, too."""
    known = stems_of(other)
    words = WORD.findall(one.lower())
    return [word for word in words if word not in COMMON and stem(word) in known]


def is_cut_off(text: str, is_last: bool, vocabulary: Callable[[], list[str]]) -> bool:
    """Whether a paragraph stops within a sentence or a word.

    It has no sentence's end, and its last word can end none, or is the beginning of a longer word
    of the post without being a word of it, or it is long and the post's last block (`is_last`).
    `vocabulary` gives the post's words in lower case, each once, sorted, without those that only
    end a paragraph.
    """
    stripped = text.rstrip()
    if len(stripped) < SHORTEST_CUT or stripped[-1] in SENTENCE_ENDS:
        return False
    if stripped[-1] in ",–—-":
        return stripped[-1] == "," or stripped[-2] != " "
    last = WORD.findall(stripped[-40:])[-1:]
    if not last or not stripped.endswith(last[0]) or not last[0].islower():
        return False
    word = last[0]
    if ADDRESS.search(stripped, len(stripped) - 40) or stripped.endswith(ANOTHER_ITEM):
        return False
    if word in OPENERS or (is_last and len(stripped) >= LONG_PARAGRAPH):
        return True
    if len(word) < SHORTEST_STEM:
        return False
    known = vocabulary()
    at = bisect_left(known, word)
    longer = known[at] if at < len(known) else ""
    return len(longer) > len(word) + 1 and longer.startswith(word) and stem(longer) != stem(word)


def last_words(text: str) -> str:
    """The last words of a text, as a message shows them."""
    return " ".join(text.split()[-5:])


def find_mojibake(blocks: Iterable[Block]) -> list[Spot]:
    """Where UTF-8 was decoded as Windows-1252 or Latin-1; the note is what it should read."""
    spots = []
    for block in [block for block in blocks if not block.text.isascii()]:
        text = block.text
        if not any(sign in text for sign in MOJIBAKE_SIGNS):
            continue
        for match in re.finditer(r"[^\x00-\x7f]{2,}", text):
            broken = match.group()
            if fixed := repaired(broken):
                span = block.source_span(*match.span())
                spots.append(make(Spot, (broken, *span, fixed, 0)))
    return spots


@lru_cache(maxsize=1_000)
def repaired(text: str) -> str:
    """What a run of characters was before it was decoded wrongly; "" where it was not."""
    for encoding in ("cp1252", "latin-1"):
        try:
            fixed = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if fixed != text:
            return fixed
    return ""
