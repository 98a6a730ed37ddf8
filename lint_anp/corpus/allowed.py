"""Texts that may repeat: a licence, a disclosure; matched by the same score as any repetition, so
that next year's licence passes, too."""

import os
from collections.abc import Iterable, Mapping

from lint_anp.corpus.words import split_words
from lint_anp.errors import InputError, reason_of

ENOUGH = 0.6
"""Share of a text's words in runs of three that an allowed text has, too."""

SUFFIXES = (".md", ".markdown", ".txt")


class Allowed:
    """The allowed texts, as runs of three words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.runs = [frozenset(zip(*shifted(split_words(text)), strict=False)) for text in texts]

    def holds(self, text: str) -> bool:
        """Whether most of a passage or of a run of words (single spaces between) is one of the
        texts."""
        return bool(self.runs) and self.share(text) >= ENOUGH

    def share(self, text: str) -> float:
        """The share of a passage's words in common runs of three, in the text that has the most."""
        words = text.split(" ")
        runs = list(zip(*shifted(words), strict=False))
        best = 0
        for allowed in self.runs:
            covered: set[int] = set()
            for place, run in enumerate(runs):
                if run in allowed:
                    covered.update((place, place + 1, place + 2))
            best = max(best, len(covered))
        return best / len(words)


def shifted(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Words from the first, the second and the third one on."""
    return words, words[1:], words[2:]


def read_allowed(entries: Iterable[str], root: str, places: Mapping[str, str]) -> Allowed:
    """The texts of a config's `allow`: each a text, or the name of a file, whose paragraphs count
    one by one. Raises InputError for a file that is not there or cannot be read; `places` tell
    where the config has its values, by their pointers."""
    texts: list[str] = []
    for number, entry in enumerate(entries):
        path = os.path.join(root, entry)
        place = places.get(f"allow[{number}]", "allow")
        if os.path.isfile(path):
            try:
                with open(path, encoding="utf-8-sig", errors="replace") as file:
                    texts += [part for part in file.read().split("\n\n") if part.strip()]
            except OSError as error:
                reason = reason_of(error)
                raise InputError(f"{place}: '{entry}' cannot be read: {reason}") from None
        elif entry.endswith(SUFFIXES) and " " not in entry:
            raise InputError(f"{place}: there is no file '{entry}'; write a text or a file")
        else:
            texts.append(entry)
    return Allowed(texts)
