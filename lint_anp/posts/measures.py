"""What can be counted in a text: words, sentences, syllables, reading time, readability."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3"
    "\u0816-\u082d\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3"
    "\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3"
    "\u0f71-\u0f84\u0f86-\u0fbc\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
)
"""Characters that belong to the letter before them: accents that stand alone, vowels of Hebrew,
Arabic and the scripts of India, joiners (Unicode Standard Annex 29, rule WB4). Some of the ranges
have letters in between."""

WORD = re.compile(rf"[^\W_]+(?:['’][^\W_]+|[{MARKS}]+[^\W_]*)*")
FULL_STOP = re.compile(r"\.[\"'”’»)\]]*(?:\s|$)")
WIDE_MARKS = "。！？"
WIDE_END = f"[{WIDE_MARKS}](?![{WIDE_MARKS}])"  # a `+` would cost a fast search
"""Compiled where it is needed, as that takes long: re keeps what it has compiled."""

VOWELS: Final = bytes(byte if chr(byte) in "aeiouy" else ord(" ") for byte in range(256))

SPACED: Final = bytes(
    byte
    if byte > 0x7F or chr(byte) in "'\n"
    else ord(chr(byte).lower() if chr(byte).isalnum() else " ")
    for byte in range(256)
)
"""For bytes of UTF-8: letters in lower case, digits, apostrophes, line feeds, and all beyond ASCII
kept, all else as spaces."""

ASCII: Final = bytes(range(128))

SPACE_OR_NOT: Final = bytes(
    ord(" ") if byte < 0x80 and chr(byte).isspace() else ord("x") for byte in range(256)
)
"""For bytes of UTF-8: spaces for white space of ASCII, the same letter for all else."""

LOOSE_APOSTROPHE = re.compile(r"'(?:(?![a-z0-9])|(?<![a-z0-9]'))")
LOOSE_APOSTROPHES = r"['’](?:(?![^\W_])|(?<![^\W_].))"
"""One that does not stand between two letters or digits; the first is for ASCII, and faster."""

MOST_MARKS: Final = 16
"""Different marks beyond ASCII that are replaced one by one; with more, WORD is faster."""

WORDS_A_MINUTE: Final = {
    "en": 228, "ar": 138, "zh": 158, "nl": 202, "fi": 161, "fr": 195, "de": 179, "he": 187,
    "it": 188, "ja": 193, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "es": 218, "sv": 199,
    "tr": 166,
}  # fmt: skip
"""Silent reading of adults: Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading
Performance", IOVS 53 (2012), 5452-5461, table 2."""

OTHER_WORDS_A_MINUTE: Final = 184
"""The mean over the languages of that table."""

CJK_A_MINUTE: Final = {"zh": 255, "ja": 357, "ko": 357}
"""Characters; Chinese and Japanese from the same table, Korean taken as Japanese."""

COMMON_WORDS: Final = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for it with as was on are this be by you an or not from",
        "de": "der die und das ist nicht ein eine mit den von zu für auf sich auch es dem werden",
        "es": "de la que el en los se del las por un para con no una su al lo como más",
        "fr": "de la le et les des en un une du que est pour dans qui sur pas au ce il",
        "it": "di che la il un per non una in del della sono con le dei si da come gli più",
        "nl": "de het een van en in is dat op te zijn voor met niet die aan er om ook als",
        "pl": "w i na nie z do się to że jest jak o co dla po od przez ale czy są",
        "pt": "de que o a e do da em um para com não uma os no se na por mais as",
    }.items()
}
LANGUAGES_OF: Final = {
    word: [language for language, words in COMMON_WORDS.items() if word in words]
    for word in frozenset().union(*COMMON_WORDS.values())
}
SAMPLE: Final = 400
"""Words of a text that tell its language."""

SHARE_OF_COMMON_WORDS: Final = 0.12
"""Of the words of a text, so many are among the common ones of its language at least; on the
posts of four sites in English and Polish the share was between .18 and .40."""

FEWEST_WORDS: Final = 100
"""Flesch's formula was fitted to samples of 100 words (Flesch 1948); below, there is no number."""


class Syllables(dict[str, int]):
    """Syllables by word; those of a new word are counted, and remembered."""

    def __missing__(self, word: str) -> int:
        number = estimate_syllables(word)
        if len(self) < 200_000:
            self[word] = number
        return number


SYLLABLES = Syllables({
    "every": 2, "everyone": 3, "something": 2, "someone": 2, "sometimes": 2, "business": 2,
    "being": 2, "create": 2, "created": 3, "creates": 2, "idea": 3, "area": 3, "areas": 3,
    "science": 2, "people": 2, "able": 2, "software": 2, "before": 2, "therefore": 2,
})  # fmt: skip
"""Syllables of words that the count of vowels gets wrong, then of every word that was counted."""


def beyond_ascii(text: str) -> str:
    """The characters of a text beyond ASCII: few of most texts, and soon searched."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, ASCII)
    return rest.decode("utf-8", "surrogatepass")


def split_words(text: str) -> list[str]:
    """The words of a text in lower case: what WORD finds in it, in half the time."""
    return space_out(text).split() if text.isascii() else split_all([text])[0]


def split_all(texts: Sequence[str]) -> list[list[str]]:
    """The words of each of some texts; what is ASCII of them is read in one go, and the rest."""
    lines = [text.replace("\n", " ") for text in texts]
    others = [line for line in lines if not line.isascii()]
    if not others:
        return split_ascii(lines)
    plain = split_ascii([line if line.isascii() else "" for line in lines])
    rest = iter(split_beyond_ascii(others))
    return [
        words if line.isascii() else next(rest) for line, words in zip(lines, plain, strict=True)
    ]


def split_ascii(lines: Sequence[str]) -> list[list[str]]:
    """The words of some texts of ASCII without line feeds."""
    return [line.split() for line in space_out("\n".join(lines)).split("\n")] if lines else []


def space_out(text: str) -> str:
    """A text of ASCII in lower case with nothing but its words, spaces and line feeds."""
    spaced = text.encode().translate(SPACED).decode()
    return LOOSE_APOSTROPHE.sub(" ", spaced) if "'" in spaced else spaced


def split_beyond_ascii(lines: Sequence[str]) -> list[list[str]]:
    """The words of some texts without line feeds: marks beyond ASCII become spaces."""
    text = "\n".join(lines).lower()
    marks = [char for char in set(beyond_ascii(text)) if not char.isalnum() and char != "’"]
    if len(marks) > MOST_MARKS or re.search(f"[{MARKS}]", "".join(marks)):
        return [WORD.findall(line) for line in text.split("\n")]
    for mark in marks:
        text = text.replace(mark, " ")
    spaced = text.encode().translate(SPACED).decode()
    if "'" in spaced or "’" in spaced:
        spaced = re.sub(LOOSE_APOSTROPHES, " ", spaced)
    return [line.split() for line in spaced.split("\n")]


def count_words(text: str) -> int:
    """Words of a text; each character of a script without spaces is one."""
    if text.isascii():
        return len(split_words(text))
    from lint_anp.posts.cjk import count_cjk, without_cjk

    number = count_cjk(text)
    return number + len(WORD.findall(without_cjk(text) if number else text))


def count_spaced(text: str) -> int:
    """The number of parts between white space that `text.split()` would make."""
    if not text.isascii() and any(map(str.isspace, set(beyond_ascii(text)))):
        return len(text.split())
    marked = text.encode("utf-8", "surrogatepass").translate(SPACE_OR_NOT)
    return marked.count(b" x") + marked.startswith(b"x")


def count_sentences(texts: Iterable[str]) -> int:
    """The sentences of some texts together, one at least of each that has a word."""
    lines = [text.replace("\n", " ") for text in texts if text and not text.isspace()]
    marked = "\n".join(lines).replace("!", ".").replace("?", ".").replace("…", ".")
    number = len(FULL_STOP.findall(marked))
    is_wide = any(mark in marked for mark in WIDE_MARKS)
    number += len(re.findall(WIDE_END, marked)) if is_wide else 0
    for line in marked.split("\n") if lines else ():
        if not (line.endswith(".") or FULL_STOP.search(line)):
            number += not (is_wide and re.search(WIDE_END, line))
    return number


def detect_language(words: list[str], text: str, cjk: int) -> str | None:
    """The language of a text, by its script, and for Latin letters by its common words; None where
    neither tells. `words` are its first ones in lower case, `cjk` counts its CJK characters."""
    if cjk * 5 > len(text):
        if re.search("[\u3040-\u30ff]", text):
            return "ja"
        return "ko" if re.search("[\uac00-\ud7af]", text) else "zh"
    if len(words) < 20:
        return None
    sample = words[:SAMPLE]
    times = dict.fromkeys(COMMON_WORDS, 0)
    for word, number in Counter(filter(LANGUAGES_OF.__contains__, sample)).items():
        for language in LANGUAGES_OF[word]:
            times[language] += number
    best = max(times, key=times.__getitem__)
    return best if times[best] >= SHARE_OF_COMMON_WORDS * len(sample) else None


def reading_minutes(words: int, cjk: int, language: str | None) -> float:
    """Minutes that a reader takes for so many words and so many characters of CJK scripts."""
    minutes = words / WORDS_A_MINUTE.get(language or "", OTHER_WORDS_A_MINUTE)
    return minutes + cjk / CJK_A_MINUTE.get(language or "", 255)


def estimate_syllables(word: str) -> int:
    """Syllables of an English word in lower case: groups of vowels, silent endings left out."""
    number = len(word.encode().translate(VOWELS).split())
    if number > 1:
        if word.endswith("e"):
            number -= not word.endswith("le")
        elif word.endswith("ed"):
            number -= len(word) > 3 and word[-3] not in "td"
        elif word.endswith("es") and len(word) > 4 and word[-3] not in "sxzcg":
            number -= not word.endswith(("shes", "ches", "ies", "les"))
    if word.endswith(("ia", "io", "ism", "ium", "eous", "uous", "iest", "ier", "iar", "iate")):
        number += 1
    return max(1, number)


def flesch_reading_ease(words: Sequence[list[str]], sentences: int) -> float | None:
    """Flesch's reading ease of an English text (Flesch 1948): 60 and more is plain English.

    `words` are those of its blocks in lower case. None for texts of fewer than 100 words.
    """
    number = sum(map(len, words))
    if number < FEWEST_WORDS or not sentences:
        return None
    syllables = sum(map(SYLLABLES.__getitem__, chain.from_iterable(words)))
    return 206.835 - 1.015 * number / sentences - 84.6 * syllables / number
