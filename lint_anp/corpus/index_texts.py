"""The texts in an index: their words, the posts that hold them, what is known of their repetition,
and the lists in which they are found."""

import sqlite3
from collections.abc import Iterable
from itertools import chain

from lint_anp.corpus.fingerprints import text_id
from lint_anp.corpus.overlap import Grams
from lint_anp.corpus.packed import numbers_in, unpack, unpack_near
from lint_anp.corpus.postings import Postings
from lint_anp.corpus.prints import grams_of, prints_of, runs_of
from lint_anp.corpus.queries import about
from lint_anp.corpus.verdict import MANY, Repeat


class Texts:
    """The texts of an open index. Some hundred of them are asked for in a run: what was read is
    remembered until forgotten, and what a text's words say always, as they never change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.execute = connection.execute
        self.words_by_text: dict[int, tuple[str, str]] = {}
        self.grams_by_text: dict[int, Grams] = {}
        self.prints = Postings(connection, "print")
        self.runs = Postings(connection, "run")
        self.posts = SomeHolders(connection)

    def forget(self) -> None:
        """Forgets what was read and may change."""
        self.prints.forget()
        self.runs.forget()
        self.posts.clear()

    def words_of(self, text: int) -> tuple[str, str]:
        """The kind of a text, and its words with single spaces between."""
        found = self.words_by_text.get(text)
        if found is None:
            ((kind, words),) = self.execute("SELECT kind, words FROM text WHERE id = ?", (text,))
            found = self.words_by_text[text] = kind, unpack(words)
        return found

    def grams(self, text: int) -> Grams:
        """The hashed runs of a text."""
        found = self.grams_by_text.get(text)
        if found is None:
            found = self.grams_by_text[text] = grams_of(self.words_of(text)[1])
        return found

    def prints_of(self, text: int) -> list[int]:
        """The fingerprints by which a text is found, sorted."""
        return prints_of(self.grams(text), self.words_of(text)[0])

    def runs_of(self, text: int) -> list[int]:
        """The fingerprint of each run of RUN_WORDS words of a text."""
        return runs_of(self.words_of(text)[1])

    def holders(self, text: int) -> list[int]:
        """The posts that hold a text."""
        return [post for (post,) in self.execute("SELECT post FROM holder WHERE text = ?", (text,))]

    def repeat_of(self, text: int) -> Repeat | None:
        """What is known of a text that is repeated."""
        ((score, near),) = self.execute("SELECT score, near FROM text WHERE id = ?", (text,))
        return None if score is None else Repeat(score, *unpack_near(near))

    def family_of(self, text: int) -> set[int]:
        """The texts of a text's family: all that links lead to, in either direction."""
        found, left = {text}, {text}
        while left:
            rows = about(
                self.connection, "SELECT links, back FROM text WHERE id IN ({})", sorted(left)
            )
            left = set(numbers_in(b"".join(chain.from_iterable(rows)))) - found
            found |= left
        return found

    def read_words(self, texts: Iterable[int]) -> None:
        """Reads the words of some texts at once."""
        left = sorted(text for text in texts if text not in self.words_by_text)
        sql = "SELECT id, kind, words FROM text WHERE id IN ({})"
        for text, kind, words in about(self.connection, sql, left):
            self.words_by_text[text] = kind, unpack(words)


class SomeHolders(dict[int, list[int]]):
    """The posts that hold a text, by its id; of many so many that more change no score. They are
    remembered until forgotten."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __missing__(self, text: int) -> list[int]:
        sql = "SELECT post FROM holder WHERE text = ? LIMIT ?"
        found = self[text] = [post for (post,) in self.connection.execute(sql, (text, MANY))]
        return found


def value_key(rule: str, key: str) -> int:
    """The number of a value that should differ from post to post."""
    return text_id(key, rule)
