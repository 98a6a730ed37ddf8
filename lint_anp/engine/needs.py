"""What an expression cannot do without: the field of the meta that it reads first."""

import ast


def needs_of(*expressions: str) -> tuple[str, ...]:
    """The fields of the meta without which one of some compiled expressions gives no value."""
    fields = {first_field(ast.parse(python, mode="eval").body) for python in expressions if python}
    return tuple(sorted(fields - {""}))


def first_field(node: ast.expr) -> str:
    """A field of the meta that an expression reads whatever else it does; "" where there is none,
    or where it decides first whether to read it."""
    match node:
        case ast.Subscript(value=ast.Name(id="meta"), slice=ast.Constant(value=str(name))):
            return name
        case ast.Subscript(value=inner) | ast.Attribute(value=inner):
            return first_field(inner)
        case ast.BoolOp(values=[inner, *_]) | ast.UnaryOp(operand=inner) | ast.IfExp(test=inner):
            return first_field(inner)
        case ast.Compare(left=left, comparators=[right, *_]) | ast.BinOp(left=left, right=right):
            return first_field(left) or first_field(right)
        case ast.Call(func=ast.Name(), args=inner):
            return next(filter(None, map(first_field, inner)), "")
    return ""
