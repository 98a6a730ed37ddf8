"""TOML 1.0 read into the tree, values and places in one pass, all faults of a document at once."""

import re

from lint_anp.posts.post import Fault
from lint_anp.posts.toml_scalars import BadEscape, read_bare, unescape
from lint_anp.posts.tree import Entry, Mapping, Node, Scalar, Sequence

DEPTH_LIMIT = 256
BLANK = re.compile(r"[ \t]*")
COMMENT = r"#[^\n\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*"
SPACE = re.compile(rf"(?:[ \t\n]+|\r\n|{COMMENT})*")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
BARE_VALUE = re.compile(r"[^\s,\]}#\"'\[{=]+(?: [0-9]{2}:[^\s,\]}#]+)?")
LINE_END = re.compile(rf"[ \t]*(?:{COMMENT})?(?:\r?\n|\Z)")
PLAIN_PAIR = re.compile(
    r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*"
    r"(\"[^\"\\\x00-\x1f\x7f]*\"|'[^'\x00-\x1f\x7f]*')[ \t]*(?:\r?\n|\Z)"
)
"""The line that most lines of front matter are: a key and a text in one pair of quotes."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


class Problem(Exception):
    """What makes a line unreadable, at an offset in the text."""

    def __init__(self, at: int, length: int, words: str) -> None:
        super().__init__(words)
        self.at = at
        self.fault = Fault("meta-unreadable", at, at + length, {"problem": words})


class Key:
    """One part of a dotted key, and its place."""

    __slots__ = ("end", "name", "start")

    def __init__(self, name: str, start: int, end: int) -> None:
        self.name, self.start, self.end = name, start, end


class Table:
    """A table that lines still add to; `closed` when only its own line may (inline tables),
    `defined` when a header or a dotted key has named it."""

    def __init__(self, start: int, end: int, *, closed: bool = False) -> None:
        self.entries: dict[str, tuple[Key, Table | Tables | Node]] = {}
        self.start, self.end, self.closed = start, end, closed
        self.by_header = self.by_dots = False


class Tables:
    """An array of tables that headers still add to."""

    def __init__(self, start: int) -> None:
        self.tables: list[Table] = []
        self.start = start


def read_toml(text: str, start: int = 0, end: int | None = None) -> tuple[Node | None, list[Fault]]:
    """The mapping of the TOML document `text[start:end]`, and what is wrong with it.

    Spans are offsets in `text`; those of texts include the quotes, a table's runs from its header's
    key or its brace to its last value. A line that cannot be read is a fault and is left out; the
    mapping is None where nothing but faults is there. A local time is its text.
    """
    reader = Reader(text, len(text) if end is None else end)
    root = reader.document(start)
    if reader.faults and not root.entries:
        return None, reader.faults
    return freeze(root), reader.faults


def freeze(value: "Table | Tables | Node") -> Node:
    """The finished tree of a table."""
    if isinstance(value, Tables):
        items = tuple(freeze(table) for table in value.tables)
        return Sequence(items, value.start, max(item.end for item in items))
    if not isinstance(value, Table):
        return value
    entries = {
        name: Entry(key.start, key.end, freeze(child))
        for name, (key, child) in value.entries.items()
    }
    ends = [entry.node.end for entry in entries.values()]
    return Mapping(entries, value.start, value.end if value.closed else max([value.end, *ends]))


class Reader:
    """A text, where the document in it ends, and the faults found so far."""

    def __init__(self, text: str, end: int) -> None:
        self.text = text[:end] if end < len(text) else text
        self.end = end
        self.faults: list[Fault] = []
        self.depth = 0  # of the table that the last header opened

    def document(self, at: int) -> Table:
        """All tables of the document; a faulty line is skipped."""
        root = current = Table(at, at)
        while (at := self.skip(at)) < self.end:
            try:
                if self.text[at] == "[":
                    current, at = self.header(at, root)
                    at = self.line_end(at)
                elif plain := PLAIN_PAIR.match(self.text, at):
                    self.plain_pair(plain, current)
                    at = plain.end()
                else:
                    at = self.line_end(self.pair(at, current, self.depth))
            except Problem as problem:
                self.faults.append(problem.fault)
                next_line = self.text.find("\n", max(at, problem.at))
                at = self.end if next_line < 0 else next_line
        return root

    def skip(self, at: int) -> int:
        """The next offset that is neither space nor comment."""
        match = SPACE.match(self.text, at)
        return match.end() if match else at

    def blank(self, at: int) -> int:
        """The next offset of the line that is not blank."""
        match = BLANK.match(self.text, at)
        return match.end() if match else at

    def line_end(self, at: int) -> int:
        """The offset behind the line's end; raises Problem for text before it."""
        match = LINE_END.match(self.text, at)
        if match is None or match.end() == match.start() < self.end:
            here = self.blank(at)
            raise Problem(
                here, 1, "the line should end here; put text in quotes, or delete the rest"
            )
        return match.end()

    def header(self, at: int, root: Table) -> tuple[Table, int]:
        """The table that `[a.b]` or `[[a.b]]` opens, and the offset behind the header."""
        many = self.text.startswith("[[", at)
        keys, here = self.keys(self.blank(at + 1 + many), 0)
        self.depth = len(keys)
        closing = "]]" if many else "]"
        if not self.text.startswith(closing, here):
            raise Problem(at, 1, f"this header is not closed; it ends with '{closing}'")
        here += len(closing)
        parent = root
        for key in keys[:-1]:
            parent = self.step(parent, key, by_dots=False)
        last = keys[-1]
        known = parent.entries.get(last.name)
        table = Table(keys[0].start, here - len(closing))
        if many:
            if known is None:
                known = parent.entries[last.name] = last, Tables(keys[0].start)
            if not isinstance(known[1], Tables):
                raise self.duplicate(last, known[0])
            known[1].tables.append(table)
            return table, here
        if known is None:
            parent.entries[last.name] = last, table
        else:
            old = known[1]
            if not isinstance(old, Table) or old.closed or old.by_header or old.by_dots:
                raise self.duplicate(last, known[0])
            table = old
        table.by_header = True
        return table, here

    def step(self, table: Table, key: Key, *, by_dots: bool) -> Table:
        """The table that a part of a dotted key leads to, made where it is missing."""
        known = table.entries.get(key.name)
        if known is None:
            made = Table(key.start, key.end)
            made.by_dots = by_dots
            table.entries[key.name] = key, made
            return made
        child = known[1]
        if isinstance(child, Tables) and not by_dots:
            return child.tables[-1]
        if not isinstance(child, Table) or child.closed or (by_dots and child.by_header):
            raise self.duplicate(key, known[0])
        return child

    def duplicate(self, key: Key, first: Key) -> Problem:
        """A key that is there already."""
        problem = Problem(key.start, key.end - key.start, "")
        values = {"name": key.name, "first": first.start}
        problem.fault = Fault("key-duplicate", key.start, key.end, values)
        return problem

    def pair(self, at: int, table: Table, depth: int) -> int:
        """Reads `key = value` into a table; gives the offset behind it."""
        keys, here = self.keys(at, depth)
        if self.text[here : here + 1] != "=" or here >= self.end:
            raise Problem(here, 1, "'=' is missing behind the key")
        value, here = self.value(self.blank(here + 1), depth + len(keys) - 1)
        for key in keys[:-1]:
            table = self.step(table, key, by_dots=True)
        last = keys[-1]
        if last.name in table.entries:
            self.faults.append(self.duplicate(last, table.entries[last.name][0]).fault)
        else:
            table.entries[last.name] = last, value
        return here

    def plain_pair(self, match: re.Match[str], table: Table) -> None:
        """Adds the key and the text of a plain line to a table."""
        name, text = match.groups()
        if self.depth >= DEPTH_LIMIT or name in table.entries:
            self.pair(match.start(), table, self.depth)
        else:
            value = Scalar(text[1:-1], *match.span(2))
            table.entries[name] = Key(name, *match.span(1)), value

    def keys(self, at: int, depth: int) -> tuple[list[Key], int]:
        """The parts of a dotted key in a table, and the offset behind it and its blanks."""
        keys: list[Key] = []
        while True:
            if depth + len(keys) >= DEPTH_LIMIT:
                raise Problem(at, 1, f"nested deeper than {DEPTH_LIMIT} levels")
            if match := BARE_KEY.match(self.text, at):
                name, end = match.group(), match.end()
            elif self.text[at : at + 1] in ('"', "'") and self.text[at : at + 3] not in (
                '"""',
                "'''",
            ):
                name, end = self.quoted(at)
            else:
                raise Problem(
                    at, 1, "a key is expected here; letters, digits, '-' and '_', or quotes"
                )
            keys.append(Key(name, at, end))
            at = self.blank(end)
            if self.text[at : at + 1] != ".":
                return keys, at
            at = self.blank(at + 1)

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        """The value at an offset, and where it ends."""
        char = self.text[at : at + 1]
        if depth >= DEPTH_LIMIT:
            raise Problem(at, 1, f"nested deeper than {DEPTH_LIMIT} levels")
        if char in ('"', "'"):
            text, end = self.quoted(at)
            return Scalar(text, at, end), end
        if char == "[":
            return self.array(at, depth)
        if char == "{":
            return self.inline_table(at, depth)
        match = BARE_VALUE.match(self.text, at)
        if match is None:
            raise Problem(at, 0, "a value is missing behind '='")
        try:
            return Scalar(read_bare(match.group()), at, match.end()), match.end()
        except ValueError:
            words = "not a TOML value; put text in quotes"
            raise Problem(at, len(match.group()), f"'{match.group()[:40]}' is {words}") from None

    def quoted(self, at: int) -> tuple[str, int]:
        """The text whose quote stands at an offset, and where it ends."""
        quote = self.text[at]
        long = self.text.startswith(quote * 3, at)
        size = 3 if long else 1
        end = self.closing(at + size, quote * size, long)
        inner = self.text[at + size : end]
        if control := CONTROL.search(inner):
            raise Problem(
                at + size + control.start(), 1, "a control character in a text; escape it"
            )
        if long:
            skipped = 2 if inner.startswith("\r\n") else 1 if inner.startswith("\n") else 0
            size, inner = size + skipped, inner[skipped:]
        if quote == "'":
            return inner, end + (3 if long else 1)
        try:
            return unescape(inner, multiline=long), end + (3 if long else 1)
        except BadEscape as bad:
            place = at + size + bad.at
            escape = self.text[place : place + 2]
            words = (
                f"'{escape}' is no escape in double quotes; write '\\{escape}' or use single quotes"
            )
            raise Problem(place, 2, words) from None

    def closing(self, at: int, quotes: str, long: bool) -> int:
        """The offset of the closing quotes of a text that starts at `at`."""
        stop = self.end if long else self.text.find("\n", at)
        stop = self.end if stop < 0 else stop
        here = at
        while True:
            here = self.text.find(quotes, here, stop)
            if here < 0:
                raise Problem(
                    at - len(quotes), len(quotes), "the quote that opens here is never closed"
                )
            if quotes[0] == "'" or not self.is_escaped(here, at):
                break
            here += 1
        if long:  # up to two quotes may stand before the closing three
            while self.text.startswith(quotes, here + 1) and here - at < self.end:
                here += 1
                if self.text[here + 3 : here + 4] != quotes[0]:
                    break
        return here

    def is_escaped(self, at: int, start: int) -> bool:
        """Whether an odd number of backslashes stands before an offset."""
        here = at
        while here > start and self.text[here - 1] == "\\":
            here -= 1
        return (at - here) % 2 == 1

    def array(self, at: int, depth: int) -> tuple[Node, int]:
        """The list whose bracket stands at an offset, and where it ends."""
        items: list[Node] = []
        here = self.skip(at + 1)
        while self.text[here : here + 1] != "]":
            if here >= self.end:
                raise Problem(at, 1, "the '[' that opens here is never closed")
            node, here = self.value(here, depth + 1)
            items.append(node)
            here = self.skip(here)
            if self.text[here : here + 1] == ",":
                here = self.skip(here + 1)
            elif self.text[here : here + 1] != "]":
                raise Problem(min(here, self.end), 1, "a comma or ']' is missing here")
        return Sequence(tuple(items), at, here + 1), here + 1

    def inline_table(self, at: int, depth: int) -> tuple[Node, int]:
        """The table whose brace stands at an offset, and where it ends."""
        table = Table(at, at, closed=True)
        here = self.blank(at + 1)
        while self.text[here : here + 1] != "}":
            here = self.blank(self.pair(here, table, depth + 1))
            char = self.text[here : here + 1]
            if char == ",":
                here = self.blank(here + 1)
                if self.text[here : here + 1] == "}":
                    raise Problem(
                        here, 1, "a key is missing before '}'; delete the comma before it"
                    )
            elif char != "}":
                raise Problem(
                    here, 1, "a comma or '}' is missing here; a table in braces is one line"
                )
        table.end = here + 1
        return freeze(table), here + 1
