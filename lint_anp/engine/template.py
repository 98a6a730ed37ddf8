"""Messages with expressions in braces: `{n} {n|plural:post,posts}`; `{{` is a brace."""

from collections.abc import Iterator

from lint_anp.engine.expression import ExpressionError, Scope, check_expression
from lint_anp.engine.rule_values import Hole


def check_template(text: str, scope: Scope) -> tuple[str | Hole, ...]:
    """The parts of a message; raises ExpressionError with offsets in `text`."""
    return tuple(parts_of(text, scope))


def parts_of(text: str, scope: Scope) -> Iterator[str | Hole]:
    """Literal text and holes in turn."""
    literal, at = "", 0
    while at < len(text):
        char = text[at]
        if char in "{}" and text[at : at + 2] == char * 2:
            literal += char
            at += 2
        elif char == "{":
            end = closing_brace(text, at)
            if literal:
                yield literal
            literal = ""
            yield hole(text[at + 1 : end], at + 1, scope)
            at = end + 1
        elif char == "}":
            raise ExpressionError(at, at + 1, "'}' without '{' before it; write '}}' for a brace")
        else:
            literal += char
            at += 1
    if literal:
        yield literal


def closing_brace(text: str, at: int) -> int:
    """The offset of the brace that closes the one at an offset; quotes are passed over."""
    quote = ""
    for offset in range(at + 1, len(text)):
        char = text[offset]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "}":
            return offset
    raise ExpressionError(at, at + 1, "'{' is not closed; write '{{' for a brace")


def hole(text: str, at: int, scope: Scope) -> Hole:
    """The hole of an expression, and its plural behind `|`."""
    expression, _, form = text.partition("|")
    plural = None
    if form:
        name, _, words = form.partition(":")
        one, comma, many = words.partition(",")
        if name.strip() != "plural" or not comma:
            start = at + len(expression) + 1
            raise ExpressionError(start, at + len(text), "write {n|plural:post,posts}")
        plural = one.strip(), many.strip()
    try:
        return Hole(check_expression(expression, scope).python, plural)
    except ExpressionError as error:
        raise ExpressionError(at + error.start, at + error.end, error.words) from None
