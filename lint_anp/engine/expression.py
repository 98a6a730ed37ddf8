"""The rule language: a safe subset of Python's expressions, checked and turned into Python."""

import ast
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lint_anp.engine.patterns import PATTERNED, pattern_problem
from lint_anp.engine.types import (
    ANY,
    DATE,
    FLAG,
    NUMBER,
    TEXT,
    Function,
    Type,
    fits,
    list_of,
)
from lint_anp.schema.names import suggest

PARAMETERS = ("meta", "post", "options", "today", "item", "values")
"""What every compiled expression takes, in this order."""

LENGTH_LIMIT = 4_000
"""Characters of an expression."""

LOOP_LIMIT = 2
"""Loops within loops: the work is then bounded by the square of what a post holds."""

ORDERED = ("number", "date", "text")
OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
}  # fmt: skip
LOOPS = ("any", "all", "count")
WORDS = {"&&": "and", "||": "or", "!": "not"}
"""How other languages write what is a word here."""


class Scope(NamedTuple):
    """The names that an expression may use: their types, the Python they become, and functions; and
    in how many loops it stands."""

    names: Mapping[str, Type]
    functions: Mapping[str, Function]
    python: Mapping[str, str] = {}
    loops: int = 0

    def with_name(self, name: str, type_: Type, python: str) -> "Scope":
        """The scope with one name more."""
        return self._replace(
            names={**self.names, name: type_}, python={**self.python, name: python}
        )


class ExpressionError(Exception):
    """What is wrong with an expression, with the span in its text."""

    def __init__(self, start: int, end: int, words: str) -> None:
        super().__init__(words)
        self.start = start
        self.end = max(end, start + 1)
        self.words = words


class Checked(NamedTuple):
    """An expression that may run: its type, and its Python over PARAMETERS."""

    type: Type
    python: str


def check_expression(text: str, scope: Scope, wanted: Type = ANY) -> Checked:
    """Checks an expression against the names of a scope.

    Raises ExpressionError for syntax that the language does not have, for unknown names, fields
    and functions, and for types that do not fit each other or `wanted`.
    """
    tree = parse(text)
    checker = Checker(text, scope)
    try:
        type_, node = checker.check(tree, scope.loops)
        python = ast.unparse(ast.fix_missing_locations(node))
    except RecursionError:
        words = "nested too deeply; take it apart under 'values:'"
        raise ExpressionError(0, len(text), words) from None
    if not fits(type_, wanted):
        raise checker.error(tree, f"this gives {type_}; {wanted} is needed")
    return Checked(type_, python)


def parse(text: str) -> ast.expr:
    """The syntax tree of an expression; raises ExpressionError."""
    if len(text) > LENGTH_LIMIT:
        raise ExpressionError(0, 1, f"longer than {LENGTH_LIMIT:,} characters")
    if not text.strip():
        raise ExpressionError(0, 1, "an expression is missing")
    try:
        return ast.parse(one_line(text).strip(), mode="eval").body
    except SyntaxError as error:
        lead = len(text) - len(text.lstrip())
        at = min(max((error.offset or len(text) + 1) - 1 + lead, 0), len(text) - 1)
        words = "this is not an expression"
        sign = text[at] if text[at] == "!" else text[at - 1 : at + 1]
        if sign in WORDS:
            words += f"; write '{WORDS[sign]}'"
        elif text[at] == "=" and text[at - 1 : at] not in ("=", "!", "<", ">"):
            words += "; '==' compares two values"
        raise ExpressionError(at, at + 1, words) from None
    except (ValueError, RecursionError, MemoryError):
        raise ExpressionError(0, len(text), "this is not an expression") from None


def one_line(text: str) -> str:
    """The text with its line ends as spaces: a rule file may break an expression anywhere."""
    return text.replace("\n", " ").replace("\r", " ")


def compile_python(python: str, functions: Mapping[str, Any]) -> Callable[..., Any]:
    """The function over PARAMETERS that a checked expression's Python is."""
    code = compile(f"lambda {', '.join(PARAMETERS)}: {python}", "<rule>", "eval")
    return eval(code, {"__builtins__": {}, **functions})  # type: ignore[no-any-return]


class Checker:
    """One expression and its scope."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.scope = scope
        self.line = one_line(text).strip().encode()
        self.lead = len(text) - len(text.lstrip())

    def error(self, node: ast.AST, words: str, *, field: str = "") -> ExpressionError:
        """An error at a node, or at the field with which the node ends."""
        start = self.offset(node.col_offset)  # type: ignore[attr-defined]
        end = self.offset(node.end_col_offset)  # type: ignore[attr-defined]
        if field:
            start = max(start, end - len(field))
        return ExpressionError(start, end, words)

    def offset(self, column: int) -> int:
        """The offset in the text of a column in bytes."""
        return self.lead + len(self.line[:column].decode())

    def check(self, node: ast.expr, loops: int) -> tuple[Type, ast.expr]:
        """The type of a node, and the Python it becomes."""
        match node:
            case ast.Constant():
                return self.constant(node), node
            case ast.Name():
                return self.name(node)
            case ast.Attribute():
                return self.attribute(node, loops)
            case ast.Subscript():
                return self.subscript(node, loops)
            case ast.Call():
                return self.call(node, loops)
            case ast.BoolOp() | ast.UnaryOp() | ast.IfExp():
                return self.logic(node, loops)
            case ast.BinOp():
                return self.arithmetic(node, loops)
            case ast.Compare():
                return self.compare(node, loops)
            case ast.List() | ast.Tuple():
                return self.list(node, loops)
            case ast.ListComp():
                return self.comprehension(node, loops)
        raise self.error(node, "the rule language has no such construct")

    def constant(self, node: ast.Constant) -> Type:
        """A text, a number, or True or False."""
        if isinstance(node.value, bool):
            return FLAG
        if isinstance(node.value, str):
            return TEXT
        if isinstance(node.value, (int, float)):
            return NUMBER
        raise self.error(node, "use has(…) to ask whether a value is there")

    def name(self, node: ast.Name) -> tuple[Type, ast.expr]:
        """A name of the scope."""
        python = self.scope.python.get(node.id, node.id)
        if node.id in ("true", "false"):
            return FLAG, ast.Constant(node.id == "true")
        if node.id not in self.scope.names:
            known = [*self.scope.names, *self.scope.functions]
            hint = suggest(node.id, known) or f"; there are {', '.join(sorted(self.scope.names))}"
            raise self.error(node, f"unknown name '{node.id}'{hint}")
        return self.scope.names[node.id], ast.parse(python, mode="eval").body

    def attribute(self, node: ast.Attribute, loops: int) -> tuple[Type, ast.expr]:
        """A field of a record."""
        owner, python = self.check(node.value, loops)
        if owner.kind == "any":
            return ANY, ast.Subscript(python, ast.Constant(node.attr), ast.Load())
        if owner.kind != "record" or owner.fields is None:
            raise self.error(node, f"{owner} has no field '{node.attr}'", field=node.attr)
        if node.attr not in owner.fields:
            there = f"there are {', '.join(owner.fields)}" if owner.fields else "there is none"
            hint = suggest(node.attr, owner.fields) or f"; {there}"
            raise self.error(node, f"unknown field '{node.attr}'{hint}", field=node.attr)
        if owner.by_key:
            made: ast.expr = ast.Subscript(python, ast.Constant(node.attr), ast.Load())
        else:
            made = ast.Attribute(python, node.attr, ast.Load())
        if node.attr in owner.optional:
            made = call("_there", made)
        return owner.fields[node.attr], made

    def subscript(self, node: ast.Subscript, loops: int) -> tuple[Type, ast.expr]:
        """An item of a list by number, or a field of a record by a text."""
        owner, python = self.check(node.value, loops)
        index, index_python = self.check(node.slice, loops)
        made = ast.Subscript(python, index_python, ast.Load())
        if owner.kind == "any":
            return ANY, made
        if owner.kind == "list" and fits(index, NUMBER):
            return owner.item or ANY, made
        if owner.kind == "record" and owner.by_key and owner.fields and fits(index, TEXT):
            types = set(owner.fields.values())
            return types.pop() if len(types) == 1 else ANY, made
        raise self.error(node.slice, f"{owner} has no item for {index}")

    def call(self, node: ast.Call, loops: int) -> tuple[Type, ast.expr]:
        """A call of a listed function."""
        if not isinstance(node.func, ast.Name):
            raise self.error(node, "only listed functions can be called, as in lower(meta.title)")
        name = node.func.id
        if node.keywords:
            raise self.error(node, "functions take no named arguments")
        if name == "has":
            return self.has(node, loops)
        if name in LOOPS:
            return self.loop(node, name, loops)
        function = self.scope.functions.get(name)
        if function is None:
            hint = suggest(name, [*self.scope.functions, *LOOPS, "has"])
            hint = hint or "; see 'lint-anp explain --language'"
            raise self.error(node.func, f"unknown function '{name}'{hint}")
        most = len(function.parameters)
        if not most - function.optional <= len(node.args) <= most:
            raise self.error(node, f"{name} takes {most} value{'s' if most != 1 else ''}")
        arguments = []
        types = []
        for argument, wanted in zip(node.args, function.parameters, strict=False):
            given, python = self.check(argument, loops)
            if not fits(given, wanted):
                raise self.error(argument, f"{name} takes {wanted} here, not {given}")
            types.append(given)
            arguments.append(call("_given", thunk(python)) if function.lazy else python)
        if function.patient:
            arguments[-1] = thunk(arguments[-1])
        self.check_literal(name, node)
        return function.result or types[0], ast.Call(ast.Name(name, ast.Load()), arguments, [])

    def check_literal(self, name: str, node: ast.Call) -> None:
        """A regular expression or a metric's name that stands in the rule must be one."""
        literal = node.args[1] if len(node.args) > 1 else None
        if not isinstance(literal, ast.Constant) or not isinstance(literal.value, str):
            return
        if name == "textstat":
            self.check_metric(literal, literal.value)
        elif name in PATTERNED and (words := pattern_problem(literal.value)):
            raise self.error(literal, words)

    def check_metric(self, node: ast.expr, name: str) -> None:
        """A name of a metric must be textstat's, and textstat must be installed."""
        from importlib.util import find_spec

        from lint_anp.engine.readability import METRICS

        if name not in METRICS:
            hint = suggest(name, METRICS) or f"; there are {', '.join(METRICS)}"
            raise self.error(node, f"textstat has no metric '{name}'{hint}")
        if find_spec("textstat") is None:
            raise self.error(node, "this needs textstat; install lint-anp[readability]")

    def has(self, node: ast.Call, loops: int) -> tuple[Type, ast.expr]:
        """Whether a value is there."""
        if len(node.args) != 1:
            raise self.error(node, "has takes one value")
        _, python = self.check(node.args[0], loops)
        return FLAG, call("_has", thunk(python))

    def loop(self, node: ast.Call, name: str, loops: int) -> tuple[Type, ast.expr]:
        """any, all or count over `… for x in …`."""
        if len(node.args) != 1 or not isinstance(node.args[0], ast.GeneratorExp):
            raise self.error(node, f"write {name}(… for x in …)")
        generator = node.args[0]
        scope, loop = self.generator(generator, generator.generators, loops)
        inner = Checker(self.text, scope)
        type_, python = inner.check(generator.elt, loops + 1)
        if not fits(type_, FLAG):
            raise self.error(
                generator.elt, f"{name} wants true or false for each item, not {type_}"
            )
        if name != "count":
            return FLAG, call(name, ast.GeneratorExp(python, [loop]))
        loop.ifs.append(python)
        return NUMBER, call("_sum", ast.GeneratorExp(ast.Constant(1), [loop]))

    def comprehension(self, node: ast.ListComp, loops: int) -> tuple[Type, ast.expr]:
        """`[… for x in … if …]`."""
        scope, loop = self.generator(node, node.generators, loops)
        type_, python = Checker(self.text, scope).check(node.elt, loops + 1)
        return list_of(type_), ast.ListComp(python, [loop])

    def generator(
        self, node: ast.expr, generators: list[ast.comprehension], loops: int
    ) -> tuple[Scope, ast.comprehension]:
        """The scope within `for x in … if …`, and the loop as Python."""
        if len(generators) != 1 or loops >= LOOP_LIMIT:
            words = f"loops may stand in each other {LOOP_LIMIT} deep, for_each among them"
            raise self.error(node, words)
        generator = generators[0]
        if not isinstance(generator.target, ast.Name):
            raise self.error(generator.target, "one name stands between 'for' and 'in'")
        items, python = self.check(generator.iter, loops)
        if items.kind not in ("list", "any"):
            raise self.error(generator.iter, f"a list stands behind 'in', not {items}")
        name = generator.target.id
        scope = self.scope.with_name(name, items.item or ANY, f"_{name}")
        inner = Checker(self.text, scope)
        conditions = [inner.condition(condition, loops + 1) for condition in generator.ifs]
        target = ast.Name(f"_{name}", ast.Store())
        return scope, ast.comprehension(target, python, conditions, 0)

    def condition(self, node: ast.expr, loops: int) -> ast.expr:
        """A part that must be true or false."""
        type_, python = self.check(node, loops)
        if not fits(type_, FLAG):
            raise self.error(node, f"this is {type_}, not true or false; compare it, or ask has(…)")
        return python

    def logic(
        self, node: ast.BoolOp | ast.UnaryOp | ast.IfExp, loops: int
    ) -> tuple[Type, ast.expr]:
        """`and`, `or`, `not`, a minus, and `… if … else …`."""
        if isinstance(node, ast.BoolOp):
            parts = [self.condition(value, loops) for value in node.values]
            return FLAG, ast.BoolOp(node.op, parts)
        if isinstance(node, ast.IfExp):
            condition = self.condition(node.test, loops)
            first, one = self.check(node.body, loops)
            second, other = self.check(node.orelse, loops)
            return first if fits(first, second) else ANY, ast.IfExp(condition, one, other)
        if isinstance(node.op, ast.Not):
            return FLAG, ast.UnaryOp(node.op, self.condition(node.operand, loops))
        type_, python = self.check(node.operand, loops)
        if not isinstance(node.op, ast.USub) or not fits(type_, NUMBER):
            raise self.error(node, f"a minus stands before a number, not before {type_}")
        return NUMBER, ast.UnaryOp(node.op, python)

    def arithmetic(self, node: ast.BinOp, loops: int) -> tuple[Type, ast.expr]:
        """A sum, difference, product or quotient of numbers; two dates give days."""
        sign = OPERATORS.get(type(node.op))
        if sign is None:
            raise self.error(node, "of arithmetic there is + - * / // %")
        left, one = self.check(node.left, loops)
        right, other = self.check(node.right, loops)
        if sign == "-" and left == DATE and right == DATE:
            return NUMBER, call("_days", one, other)
        for side, type_ in ((node.left, left), (node.right, right)):
            if type_.kind != "number":
                hint = "; number(…) makes one of it" if type_.kind == "any" else ""
                raise self.error(side, f"'{sign}' wants numbers, not {type_}{hint}")
        return NUMBER, ast.BinOp(one, node.op, other)

    def compare(self, node: ast.Compare, loops: int) -> tuple[Type, ast.expr]:
        """A chain of comparisons."""
        left, first = self.check(node.left, loops)
        before, before_node, parts = left, node.left, []
        for operator, right_node in zip(node.ops, node.comparators, strict=True):
            right, python = self.check(right_node, loops)
            self.check_comparison(operator, before, before_node, right, right_node)
            parts.append(python)
            before, before_node = right, right_node
        return FLAG, ast.Compare(first, node.ops, parts)

    def check_comparison(
        self, operator: ast.cmpop, left: Type, left_node: ast.expr, right: Type, node: ast.expr
    ) -> None:
        """Whether two types may stand beside an operator."""
        if isinstance(operator, (ast.Is, ast.IsNot)):
            raise self.error(node, "write == or !=; has(…) asks whether a value is there")
        if isinstance(operator, (ast.In, ast.NotIn)):
            is_in_list = right.kind == "list" and fits(left, right.item or ANY)
            is_in_text = right.kind == "text" and fits(left, TEXT)
            if not (is_in_list or is_in_text or right.kind == "any"):
                raise self.error(node, f"{left} cannot be in {right}")
            return
        if not fits(left, right):
            raise self.error(node, f"{left} cannot be compared with {right}")
        if not isinstance(operator, (ast.Eq, ast.NotEq)):
            for type_, side in ((left, left_node), (right, node)):
                if type_.kind not in (*ORDERED, "any"):
                    raise self.error(side, f"{type_} has no order; use == or !=")

    def list(self, node: ast.List | ast.Tuple, loops: int) -> tuple[Type, ast.expr]:
        """A list of values of one type."""
        types: list[Type] = []
        parts = []
        for element in node.elts:
            type_, python = self.check(element, loops)
            if types and not fits(type_, types[0]):
                raise self.error(
                    element, f"{type_} in a list of {types[0].kind}s; keep to one kind"
                )
            types.append(type_)
            parts.append(python)
        return list_of(types[0] if types else ANY), ast.List(parts, ast.Load())


def call(name: str, *arguments: ast.expr) -> ast.expr:
    """A call of a function of the compiled language."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def thunk(python: ast.expr) -> ast.expr:
    """An expression that is evaluated only when it is called."""
    return ast.Lambda(ast.arguments([], [], None, [], [], None, []), python)
