"""A rule file read and checked: all its faults at once, each at its place."""

import ast
import os
from collections.abc import Mapping as Facts
from collections.abc import Sequence
from typing import Any

from lint_anp.engine.expression import Checker, ExpressionError, Scope, check_expression, parse
from lint_anp.engine.judged import PROVIDED, VALUE_TYPES
from lint_anp.engine.needs import needs_of
from lint_anp.engine.patterns import pattern_options, pattern_problem
from lint_anp.engine.rule_values import Code, Hole, Rule
from lint_anp.engine.template import check_template
from lint_anp.engine.types import FLAG, Type, list_of, type_of_value
from lint_anp.engine.vocabulary import scope_of
from lint_anp.posts.places import places_of
from lint_anp.posts.tree import Mapping, Scalar
from lint_anp.posts.yaml_reader import read_yaml
from lint_anp.schema.conform import conform
from lint_anp.schema.conformed import find_place
from lint_anp.schema.describe import describe
from lint_anp.schema.names import suggest
from lint_anp.schema.shape import load_shape
from lint_anp.source import Source


class RuleReader:
    """A rule file, its faults so far, and its expressions."""

    def __init__(self, path: str, text: str) -> None:
        self.source = Source(path, text)
        self.faults: list[tuple[int, str]] = []
        node, faults = read_yaml(text)
        for fault in faults:
            words = fault.values.get("problem") or f"the key '{fault.values['name']}' stands twice"
            self.fault(fault.start, str(words))
        if not isinstance(node, Mapping):
            if not faults:
                self.fault(0, "a rule file is made of 'key: value' lines")
            node = Mapping({}, 0, 0)
        self.unreadable = bool(self.faults)
        self.conformed = conform(node, load_shape("rule"))
        self.data = self.conformed.values

    def fault(self, start: int, words: str) -> None:
        """Adds a fault at an offset of the file."""
        self.faults.append((start, words))

    def lines(self) -> list[str]:
        """The faults as `path:line:column: words`, in the order of their places."""
        return [
            "{}:{}:{}: {}".format(self.source.path, *self.source.line_column(start), words)
            for start, words in sorted(self.faults)
        ]

    def scalar(self, *path: str | int) -> Scalar:
        """The scalar at a path of the file."""
        node: Any = self.conformed.tree
        for step in path:
            node = node.items[step] if isinstance(step, int) else node.entries[step].node
        return node  # type: ignore[no-any-return]

    def at_expression(self, error: ExpressionError, *path: str | int) -> None:
        """Adds an expression's fault at its place in the file."""
        places = places_of(self.source.text, self.scalar(*path))
        self.fault(places[min(error.start, len(places) - 1)], error.words)

    def text(self, name: str) -> str:
        """A text of the file, without the line end of a block."""
        return str(self.data.get(name) or "").rstrip("\n")


def read_rule(path: str, text: str, topic: str, *, bound: bool = True) -> tuple[Rule, list[str]]:
    """The rule that a file holds, and all its faults as `path:line:column: words`.

    `bound` says that the site's meta follows our schema; otherwise `meta` may hold anything. With
    faults, the rule must not be used.
    """
    reader = RuleReader(path, text)
    if not reader.unreadable:
        for fault in reader.conformed.faults:
            reader.fault(fault.start, describe(fault.rule, fault.values))
        check_id(reader, path)
    origin = reader.text("from") or "rule"
    options, option_files = read_options(reader)
    code = read_code(reader, origin, options, bound) if not reader.unreadable else Code()
    for name in code.patterns:
        if words := pattern_problem(str(options[name])):
            reader.fault(find_place(reader.conformed, ("options", name), (0, 0)).start, words)
    applies: Any = reader.data.get("applies_to") or {}
    ratchet: Any = reader.data.get("ratchet") or {}
    rule = Rule(
        id=reader.text("id"),
        topic=topic,
        name=reader.text("name"),
        severity=reader.text("severity"),
        mandatory=bool(reader.data.get("mandatory")),
        owner=reader.text("owner"),
        why=" ".join(reader.text("why").split()),
        help=" ".join(reader.text("help").split()),
        message=reader.text("message"),
        origin=origin,
        formats=tuple(applies.get("formats", ())),
        paths=tuple(applies.get("paths", ())),
        options=options,
        texts=written_expressions(reader),
        tags=tuple(reader.data.get("tags") or ()),  # type: ignore[arg-type]
        precision=reader.text("precision") or "high",
        measured=reader.text("measured"),
        sources=tuple(reader.data.get("sources") or ()),  # type: ignore[arg-type]
        better=str(ratchet.get("better", "")),
        file=path,
        code=code,
        option_files=option_files,
    )
    return rule, reader.lines()


def written_expressions(reader: RuleReader) -> dict[str, str]:
    """The expressions that say what a rule judges, as they are written, by their places."""
    given: Any = reader.data.get("values") or {}
    values = {f"values.{name}": text for name, text in given.items()}
    written: dict[str, Any] = {**reader.data, **values}
    names = ("for_each", "when", *values, "require", "at")
    return {name: str(written[name]) for name in names if name in written}


def check_id(reader: RuleReader, path: str) -> None:
    """The id must be the file's name, so that a rule is found by its id, and one word, so that it
    ends at a space in a line of a report."""
    stem = os.path.splitext(os.path.basename(path))[0]
    if stem.split() != [stem]:
        reader.fault(0, f"the file's name is '{stem}'; write it in lower-case-with-hyphens")
    if "id" in reader.data and reader.data["id"] != stem:
        start = find_place(reader.conformed, ("id",), (0, 0)).start
        reader.fault(start, f"the id is '{reader.data['id']}', but the file's name is '{stem}'")


def read_options(reader: RuleReader) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The defaults of the options, and the names of the files that hold some: `{file: NAME}` is the
    lines of a file beside the rule's."""
    options: dict[str, Any] = {}
    files: list[str] = []
    given: Any = reader.data.get("options") or {}
    for name, value in given.items():
        if not (isinstance(value, dict) and set(value) == {"file"}):
            options[name] = value
            continue
        files.append(str(value["file"]))
        path = os.path.join(os.path.dirname(reader.source.path), files[-1])
        try:
            with open(path, encoding="utf-8-sig") as file:
                lines = [line.partition(" #")[0].strip() for line in file]
        except (OSError, UnicodeDecodeError):
            start = find_place(reader.conformed, ("options", name, "file"), (0, 0)).start
            reader.fault(start, f"the file '{value['file']}' beside the rule cannot be read")
            lines = []
        options[name] = [line for line in lines if line and not line.startswith("#")]
    return options, tuple(files)


def read_code(reader: RuleReader, origin: str, options: Facts[str, Any], bound: bool) -> Code:
    """The checked expressions of a rule file; faults go to the reader."""
    if origin != "rule":
        return read_provided(reader)
    scope = scope_of(type_of_value(dict(options)), bound=bound)
    if "require" not in reader.data and not reader.faults:
        reader.fault(0, "'require' is missing: say what must hold")
    items = item_name = ""
    items_path: tuple[str, ...] = ()
    if "for_each" in reader.data:
        items, items_path, item_name, scope = read_for_each(reader, scope)
    when = expression(reader, scope, FLAG, "when")
    values = []
    for name in reader.data.get("values") or ():  # type: ignore[attr-defined]
        checked = expression(reader, scope, None, "values", name)
        if checked:
            values.append((name, checked[1]))
            scope = scope.with_name(name, checked[0], f"values[{name!r}]")
    require = expression(reader, scope, FLAG, "require")
    ratchet = (
        expression(reader, scope, None, "ratchet", "value") if "ratchet" in reader.data else None
    )
    at_root, at = read_at(reader, scope, item_name)
    message: tuple[str | Hole, ...] = ()
    if "message" in reader.data:
        try:
            message = check_template(reader.text("message"), scope)
        except ExpressionError as error:
            reader.at_expression(error, "message")
    asked = number_asked(values, require[1] if require else "")
    parts = [items, when and when[1], require and require[1], *(python for _, python in values)]
    holes = [part.python for part in message if isinstance(part, Hole)]
    return Code(
        items=items,
        items_path=items_path,
        values=tuple(values[:asked]),
        when=when[1] if when else "",
        require=require[1] if require else "",
        details=tuple(values[asked:]),
        at_root=at_root,
        at=at,
        message=message,
        ratchet=ratchet[1] if ratchet else "",
        uses_meta=any("meta" in part for part in parts if part),
        needs=needs_of(*(part for part in parts if part)),
        asks_day=any("today" in str(part) for part in (*parts, at, message, ratchet)),
        patterns=pattern_options(part for part in (*parts, *holes) if part),
    )


def number_asked(values: Sequence[tuple[str, str]], require: str) -> int:
    """How many of a rule's values, from the first one on, have to be known for its requirement."""
    asked = [number for number, (name, _) in enumerate(values, 1) if f"values[{name!r}]" in require]
    return max(asked, default=0)


def expression(
    reader: RuleReader, scope: Scope, wanted: Type | None, *path: str
) -> tuple[Type, str] | None:
    """The type and the Python of the expression at a path of the file; None without one."""
    node: Any = reader.data
    for step in path:
        if not isinstance(node, dict) or step not in node:
            return None
        node = node[step]
    try:
        checked = check_expression(str(node), scope, wanted or Type("any"))
    except ExpressionError as error:
        reader.at_expression(error, *path)
        return None
    return checked.type, checked.python


def read_for_each(reader: RuleReader, scope: Scope) -> tuple[str, tuple[str, ...], str, Scope]:
    """`name in expression`: the list's Python and its path in the meta, the name, the scope."""
    text = reader.text("for_each")
    name, separator, rest = text.partition(" in ")
    if not separator or not name.strip().isidentifier():
        error = ExpressionError(0, len(text), "write 'image in post.images': a name, in, a list")
        reader.at_expression(error, "for_each")
        return "", (), "", scope
    start = len(name) + len(separator)
    try:
        checked = check_expression(rest, scope, list_of(Type("any")))
    except ExpressionError as error:
        moved = ExpressionError(error.start + start, error.end + start, error.words)
        reader.at_expression(moved, "for_each")
        return "", (), "", scope
    item = checked.type.item or Type("any")
    inner = scope.with_name(name.strip(), item, "item")._replace(loops=1)
    return checked.python, meta_path(rest), name.strip(), inner


def meta_path(text: str) -> tuple[str, ...]:
    """The path of an expression that is nothing but a field of the meta."""
    names = text.strip().split(".")
    plain = names[0] == "meta" and all(name.isidentifier() for name in names)
    return tuple(names[1:]) if plain else ()


def read_at(reader: RuleReader, scope: Scope, item_name: str) -> tuple[str, str]:
    """The root of `at`, and the Python of the path below it; "" where it names the root itself."""
    if "at" not in reader.data:
        return "item" if item_name else "", ""
    text = reader.text("at")
    try:
        check_expression(text, scope)
        return Pointer(text, scope, item_name).read(parse(text))
    except ExpressionError as error:
        reader.at_expression(error, "at")
        return "", ""


class Pointer:
    """An `at` expression, which names a place instead of giving a value."""

    def __init__(self, text: str, scope: Scope, item_name: str) -> None:
        self.checker = Checker(text, scope)
        self.item_name = item_name

    def read(self, node: ast.expr) -> tuple[str, str]:
        """The root, and the path as the Python of a tuple."""
        if isinstance(node, ast.IfExp):
            condition = ast.unparse(self.checker.condition(node.test, 0))
            root, one = self.read(node.body)
            other_root, other = self.read(node.orelse)
            if root == other_root:
                return root, f"({one or '()'} if {condition} else {other or '()'})"
            raise self.checker.error(node, "both places must be in the meta, or both in the item")
        steps: list[str] = []
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            if isinstance(node, ast.Attribute):
                steps.append(repr(node.attr))
            else:
                steps.append(ast.unparse(self.checker.check(node.slice, 0)[1]))
            node = node.value
        name = node.id if isinstance(node, ast.Name) else ""
        path = "(" + "".join(step + ", " for step in reversed(steps)) + ")" if steps else ""
        if name == "post":
            return "", ""
        if name == "meta":
            return "meta", path
        if name == self.item_name and name:
            return "item", path
        raise self.checker.error(node, "a place is meta.…, post, or the name behind for_each")


def read_provided(reader: RuleReader) -> Code:
    """The message of a rule that code judges: it may use the values that the code provides."""
    rule = reader.text("id")
    provided = PROVIDED.get(rule)
    if provided is None and "id" in reader.data:
        words = f"no part of lint-anp judges '{rule}'{suggest(rule, PROVIDED)}"
        reader.fault(find_place(reader.conformed, ("id",), (0, 0)).start, words)
    types = {name: VALUE_TYPES[name] for name in provided or ()}
    scope = Scope(types, {}, {name: f"values[{name!r}]" for name in types})
    for name in ("for_each", "when", "require", "at"):
        if name in reader.data:
            start = find_place(reader.conformed, (name,), (0, 0)).start
            reader.fault(start, f"a rule with 'from' has no '{name}'")
    try:
        return Code(message=check_template(reader.text("message"), scope))
    except ExpressionError as error:
        reader.at_expression(error, "message")
        return Code()
