"""Writes the JSON Schemas that the check path reads: `python -m lint_anp.models`."""

import json
import os
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from lint_anp.models.config import Config
from lint_anp.models.meta import Meta
from lint_anp.models.rule import RuleFile

MODELS: dict[str, type[BaseModel]] = {"meta": Meta, "config": Config, "rule": RuleFile}
FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "schema")


class WithoutTitles(GenerateJsonSchema):
    """JSON Schema without the titles that only repeat the names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_text(name: str) -> str:
    """The JSON Schema of a model as the text of its file."""
    schema = MODELS[name].model_json_schema(by_alias=True, schema_generator=WithoutTitles)
    schema["$schema"] = WithoutTitles.schema_dialect
    return json.dumps(clean(schema), indent=1) + "\n"


def clean(value: Any) -> Any:
    """The schema without empty titles and without `null` as a default or an alternative."""
    if isinstance(value, list):
        return [clean(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: clean(item) for key, item in value.items() if not is_noise(key, item)}
    choices = kept.get("anyOf")
    if isinstance(choices, list):
        left = [choice for choice in choices if choice != {"type": "null"}]
        if len(left) == 1:
            del kept["anyOf"]
            kept = {**left[0], **kept}
    return kept


def is_noise(key: str, item: Any) -> bool:
    """Whether an entry says nothing."""
    return (key == "title" and isinstance(item, str)) or (key == "default" and item is None)


def main() -> None:
    """Writes all schemas."""
    for name in MODELS:
        with open(os.path.join(FOLDER, f"{name}.schema.json"), "w", encoding="utf-8") as file:
            file.write(schema_text(name))


if __name__ == "__main__":
    main()
