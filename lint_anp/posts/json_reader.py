"""JSON (RFC 8259) read into the tree, values and places in one pass."""

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from lint_anp.posts.post import Fault
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence

DEPTH_LIMIT = 256
SPACE = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
WORD = re.compile(r"[^\s,\]}\[{:\"]+")
LITERALS = {"true": True, "false": False, "null": None}
LONGEST_NUMBER = 300


class Problem(Exception):
    """What makes a document unreadable, at an offset in the text."""

    def __init__(self, at: int, length: int, words: str) -> None:
        super().__init__(words)
        self.fault = Fault("meta-unreadable", at, at + length, {"problem": words})


def read_json(text: str, start: int = 0, end: int | None = None) -> tuple[Node | None, list[Fault]]:
    """The value of the JSON document `text[start:end]`, and what is wrong with it.

    Spans are offsets in `text`; those of texts and keys include the quotes. Reading stops at the
    first error; repeated keys are no error, but faults.
    """
    reader = Reader(text[start:end], start)
    try:
        node, at = reader.value(reader.skip(0), 0)
        at = reader.skip(at)
        if at < len(reader.text):
            raise Problem(
                at, 1, "text behind the end of the value; delete it, or the bracket before it"
            )
    except Problem as problem:
        fault = problem.fault
        return None, [fault._replace(start=fault.start + start, end=fault.end + start)]
    return node, reader.faults


def read_json_prefix(text: str, start: int) -> tuple[Node | None, int, list[Fault]]:
    """The JSON value at `start`, where it ends, and what is wrong with it."""
    reader = Reader(text)
    try:
        node, at = reader.value(start, 0)
    except Problem as problem:
        return None, start, [problem.fault]
    return node, at, reader.faults


class Reader:
    """A text, where it stands in its source, and the faults found while reading it."""

    def __init__(self, text: str, base: int = 0) -> None:
        self.text = text
        self.base = base
        self.faults: list[Fault] = []

    def skip(self, at: int) -> int:
        """The offset of the next token; raises Problem at a comment."""
        match = SPACE.match(self.text, at)
        at = match.end() if match else at
        if self.text[at : at + 1] in ("/", "#"):
            raise Problem(at, 1, "JSON has no comments; delete this one")
        return at

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        """The value at an offset, and where it ends."""
        char = self.text[at : at + 1]
        if char == '"':
            value, end = self.string(at)
            return Scalar(value, at + self.base, end + self.base), end
        if char in ("{", "["):
            if depth >= DEPTH_LIMIT:
                raise Problem(at, 1, f"nested deeper than {DEPTH_LIMIT} levels")
            return self.mapping(at, depth) if char == "{" else self.sequence(at, depth)
        if match := NUMBER.match(self.text, at):
            return self.number(match), match.end()
        word = WORD.match(self.text, at)
        name = word.group() if word else ""
        if name in LITERALS:
            end = at + len(name)
            return Scalar(LITERALS[name], at + self.base, end + self.base), end
        if not char:
            raise Problem(at, 0, "the text ends before its last bracket is closed")
        if char == "'":
            raise Problem(at, 1, "JSON wants double quotes")
        if char in "]}":
            raise Problem(at, 1, f"a value is missing before '{char}'; delete the comma before it")
        if name.lower() in ("none", "true", "false", "null", "nan", "infinity", "undefined"):
            raise Problem(
                at, len(name), f"'{name}' is no JSON value; write true, false, null or a number"
            )
        raise Problem(at, max(1, len(name)), "a value is expected here; put text in double quotes")

    def string(self, at: int) -> tuple[str, int]:
        """The text whose opening quote stands at an offset, and where it ends."""
        try:
            value, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            if "Unterminated" in error.msg:
                raise Problem(
                    at, 1, "the quote that opens here is never closed; close it"
                ) from None
            if "control character" in error.msg:
                raise Problem(
                    error.pos,
                    1,
                    "a line break or control character inside quotes; write \\n or \\t",
                ) from None
            escape = self.text[error.pos : error.pos + 2]
            raise Problem(error.pos, 2, f"'{escape}' is no escape in JSON; write '\\\\'") from None
        if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
            raise Problem(at, end - at, "half a surrogate pair in this text; write the character")
        return value, end

    def number(self, match: re.Match[str]) -> Scalar:
        """A number; a whole one is an int, others are floats."""
        text = match.group()
        if len(text) > LONGEST_NUMBER:
            raise Problem(
                match.start(), len(text), f"a number of more than {LONGEST_NUMBER} digits"
            )
        after = self.text[match.end() : match.end() + 1]
        if after.isalnum() or after in (".", "_"):
            word = WORD.match(self.text, match.start())
            shown = word.group() if word else text
            raise Problem(match.start(), len(shown), f"'{shown}' is no number; put it in quotes")
        whole = match.group(1) is None and match.group(2) is None
        value = int(text) if whole else float(text)
        return Scalar(value, match.start() + self.base, match.end() + self.base)

    def sequence(self, at: int, depth: int) -> tuple[Node, int]:
        """The list whose bracket stands at an offset, and where it ends."""
        items: list[Node] = []
        here = self.skip(at + 1)
        if self.text[here : here + 1] == "]":
            return Sequence((), at + self.base, here + 1 + self.base), here + 1
        while True:
            node, here = self.value(here, depth + 1)
            items.append(node)
            here, closed = self.separator(here, "]", at)
            if closed:
                return Sequence(tuple(items), at + self.base, here + self.base), here

    def mapping(self, at: int, depth: int) -> tuple[Node, int]:
        """The object whose brace stands at an offset, and where it ends."""
        entries: dict[str, Entry] = {}
        here = self.skip(at + 1)
        if self.text[here : here + 1] == "}":
            return Mapping(entries, at + self.base, here + 1 + self.base), here + 1
        while True:
            key_start = here
            if self.text[here : here + 1] != '"':
                self.refuse_key(here, at)
            name, key_end = self.string(here)
            here = self.skip(key_end)
            if self.text[here : here + 1] != ":":
                raise Problem(here, 1, f"a ':' is missing behind the key \"{name}\"")
            node, here = self.value(self.skip(here + 1), depth + 1)
            span = key_start + self.base, key_end + self.base
            if name in entries:
                values = {"name": name, "first": entries[name].key_start}
                self.faults.append(Fault("key-duplicate", *span, values))
            else:
                entries[name] = Entry(*span, node)
            here, closed = self.separator(here, "}", at)
            if closed:
                return Mapping(entries, at + self.base, here + self.base), here

    def refuse_key(self, here: int, opened: int) -> None:
        """Raises Problem for what stands where a key is expected."""
        char = self.text[here : here + 1]
        if not char:
            raise Problem(opened, 1, "the '{' that opens here is never closed")
        if char == "}":
            raise Problem(here, 1, "a key is missing before '}'; delete the comma before it")
        raise Problem(here, 1, "a key in double quotes is expected here")

    def separator(self, at: int, bracket: str, opened: int) -> tuple[int, bool]:
        """Behind a value: the offset of the next one, or the end and that the bracket closed."""
        at = self.skip(at)
        char = self.text[at : at + 1]
        if char == bracket:
            return at + 1, True
        if char == ",":
            return self.skip(at + 1), False
        if not char:
            raise Problem(opened, 1, f"the '{self.text[opened]}' that opens here is never closed")
        raise Problem(at, 1, f"a comma or '{bracket}' is missing before this")
