"""A JSON Schema of lint-anp's own, made ready for checking trees."""

import json
import os
from functools import cache
from typing import Any, Literal, NamedTuple

Kind = Literal["text", "whole", "flag", "date", "list", "map", "any"]

FLAG = [True, False, 1, 0]


class Shape(NamedTuple):
    """What a value must be.

    `fields` are a map's known keys; without them, every key is allowed and its value of the shape
    `values`. `owned` says that a rule of its own checks the form of the value. `text_form` are the
    fields that a text ` / `-separated stands for.
    """

    kind: Kind
    fields: dict[str, "Shape"] | None = None
    values: "Shape | None" = None
    item: "Shape | None" = None
    required: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    pattern: str = ""
    example: str = ""
    owned: bool = False
    text_form: tuple[str, ...] = ()


ANYTHING = Shape("any")


@cache
def load_shape(name: Literal["meta", "config", "rule"]) -> Shape:
    """The shape of one of the schemas in this folder."""
    return make_shape(json.loads(schema_text(name)))


def schema_text(name: str) -> str:
    """The text of one of the schemas in this folder."""
    path = os.path.join(os.path.dirname(__file__), f"{name}.schema.json")
    with open(path, encoding="utf-8") as file:
        return file.read()


def make_shape(schema: dict[str, Any]) -> Shape:
    """The shape of a JSON Schema, its definitions resolved."""
    return shape_of(schema, schema.get("$defs", {}))


def shape_of(schema: dict[str, Any], definitions: dict[str, Any]) -> Shape:
    """The shape of a part of a JSON Schema."""
    if "$ref" in schema:
        schema = {**definitions[schema["$ref"].rpartition("/")[2]], **schema}
    if "anyOf" in schema:
        schema = {**definitions[schema["anyOf"][0]["$ref"].rpartition("/")[2]], **schema}
    kind = kind_of(schema)
    if kind == "map":
        return map_shape(schema, definitions)
    if kind == "list":
        item = schema.get("items")
        return Shape("list", item=shape_of(item, definitions) if item else ANYTHING)
    owned = "x-owner" in schema
    return Shape(
        kind,
        choices=tuple(schema["enum"]) if "enum" in schema and kind == "text" else (),
        minimum=schema.get("minimum"),
        maximum=schema.get("maximum"),
        pattern="" if owned else schema.get("pattern", ""),
        example=str(schema.get("examples", [""])[0]),
        owned=owned,
    )


def map_shape(schema: dict[str, Any], definitions: dict[str, Any]) -> Shape:
    """The shape of an object."""
    properties = schema.get("properties")
    free = schema.get("additionalProperties", True)
    return Shape(
        "map",
        fields={name: shape_of(field, definitions) for name, field in properties.items()}
        if properties
        else None,
        values=shape_of(free, definitions) if isinstance(free, dict) else ANYTHING,
        required=tuple(schema.get("required", ())),
        text_form=tuple(schema["x-text"].split(" / ")) if "x-text" in schema else (),
    )


def kind_of(schema: dict[str, Any]) -> Kind:
    """The kind of value that a JSON Schema asks for."""
    if schema.get("enum") == FLAG or schema.get("type") == "boolean":
        return "flag"
    if schema.get("format") == "date":
        return "date"
    kinds: dict[str, Kind] = {
        "string": "text",
        "integer": "whole",
        "array": "list",
        "object": "map",
    }
    return kinds.get(str(schema.get("type")), "any")
