"""The regular expressions of rules: which of their options are some, and what is wrong with one."""

import ast
from collections.abc import Iterable

PATTERNED = ("matches", "find_pattern")
"""Functions whose second value is a regular expression."""


def pattern_problem(pattern: str) -> str:
    """Why a text is no regular expression; "" where it is one."""
    from lint_anp.engine.search import compiled_pattern

    try:
        compiled_pattern(pattern)
    except ValueError as error:
        return str(error)
    return ""


def pattern_options(expressions: Iterable[str]) -> tuple[str, ...]:
    """The options that some compiled expressions take for regular expressions."""
    names = set()
    for python in expressions:
        for node in ast.walk(ast.parse(python, mode="eval")):
            match node:
                case ast.Call(
                    func=ast.Name(id=function),
                    args=[_, ast.Subscript(ast.Name("options"), ast.Constant(str(name)))],
                ) if function in PATTERNED:
                    names.add(name)
    return tuple(sorted(names))
