"""The types of the rule language: what an expression may ask of a value."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from lint_anp.schema.shape import Shape

Kind = Literal["text", "number", "flag", "date", "list", "record", "any"]


class Type(NamedTuple):
    """What a value is. A record's `fields` are read by key (`by_key`) or by attribute; those in
    `optional` may be None, which means absent."""

    kind: Kind
    item: "Type | None" = None
    fields: "Mapping[str, Type] | None" = None
    by_key: bool = False
    optional: frozenset[str] = frozenset()

    def __str__(self) -> str:
        if self.kind == "list" and self.item and self.item.kind != "any":
            return f"a list of {'map' if self.item.kind == 'record' else self.item.kind}s"
        names = {"flag": "true or false", "any": "a value", "record": "a map", "list": "a list"}
        return names.get(self.kind, f"a {self.kind}")


TEXT, NUMBER, FLAG, DATE = Type("text"), Type("number"), Type("flag"), Type("date")
ANY = Type("any")


def list_of(item: Type) -> Type:
    """A list of values of one type."""
    return Type("list", item=item)


def record(fields: Mapping[str, Type], *optional: str, by_key: bool = False) -> Type:
    """A record; `optional` names the fields that may be absent."""
    return Type("record", fields=fields, by_key=by_key, optional=frozenset(optional))


TEXTS = list_of(TEXT)


def type_of_shape(shape: Shape) -> Type:
    """The type of the values of a schema's shape."""
    if shape.kind == "map":
        if shape.fields is None:
            return ANY
        fields = {name: type_of_shape(field) for name, field in shape.fields.items()}
        return record(fields, by_key=True)
    if shape.kind == "list":
        return list_of(type_of_shape(shape.item) if shape.item else ANY)
    kinds = {"text": TEXT, "whole": NUMBER, "flag": FLAG, "date": DATE}
    return kinds.get(shape.kind, ANY)


def type_of_value(value: object) -> Type:
    """The type of an option's default."""
    if isinstance(value, bool):
        return FLAG
    if isinstance(value, (int, float)):
        return NUMBER
    if isinstance(value, str):
        return TEXT
    if isinstance(value, list):
        return list_of(type_of_value(value[0]) if value else TEXT)
    if isinstance(value, dict):
        fields = {str(name): type_of_value(field) for name, field in value.items()}
        return record(fields, by_key=True)
    return ANY


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type may stand where another is wanted."""
    if "any" in (given.kind, wanted.kind):
        return True
    if given.kind != wanted.kind:
        return False
    if given.kind == "list" and given.item and wanted.item:
        return fits(given.item, wanted.item)
    return True


class Function(NamedTuple):
    """A function of the rule language: its Python, the types it takes and gives, and its sense.

    Of the parameters, the last `optional` ones may be left out. A `lazy` function gets None for a
    value that is absent; any other does not apply then. The last value of a `patient` function is
    worked out when the function asks for it. A result of None is the type of the first argument.
    """

    call: Callable[..., Any]
    parameters: tuple[Type, ...]
    result: Type | None
    doc: str
    optional: int = 0
    lazy: bool = False
    patient: bool = False
