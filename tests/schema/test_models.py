"""The JSON Schemas are those of the models, and both judge alike."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from lint_anp.models.__main__ import MODELS, schema_text
from lint_anp.models.meta import Meta
from lint_anp.posts.json_reader import read_json
from lint_anp.posts.tree import Mapping
from lint_anp.schema import shape
from lint_anp.schema.conform import conform


@pytest.mark.parametrize("name", MODELS)
def test_the_committed_schema_is_the_models(name: str) -> None:
    assert shape.schema_text(name) == schema_text(name), "run python -m lint_anp.models"


WORD = st.sampled_from(
    ["a", "b c", "drafted", "beginner", "anp-ref-1-2", "1.2.0", "x / y", "2026-01-31"]
)
ODD: st.SearchStrategy[object] = (
    WORD | st.integers(-5, 150) | st.booleans() | st.just([]) | st.just({}) | st.floats(0, 2)
)


def fields_of(model: Any) -> st.SearchStrategy[dict[str, object]]:
    names = list(model.model_fields)
    return st.dictionaries(st.sampled_from([*names, "odd"]), ODD, max_size=4)


METAS = st.fixed_dictionaries(
    {"title": WORD, "summary": WORD},
    optional={
        "slug": ODD,
        "reference": ODD,
        "topic": ODD | st.fixed_dictionaries({}, optional={"problem": ODD, "stack": ODD, "odd": ODD}),
        "tools": ODD | st.lists(ODD | st.none(), max_size=3),
        "difficulty": ODD,
        "reading_time": ODD,
        "score": ODD | st.fixed_dictionaries({}, optional={"quality": ODD, "odd": ODD}),
        "revision": ODD | st.fixed_dictionaries({}, optional={"status": ODD, "last_reviewed": ODD}),
        "flags": ODD | st.fixed_dictionaries({}, optional={"has_images": ODD, "odd": ODD}),
        "entities": ODD | st.lists(st.fixed_dictionaries({"name": WORD}, optional={"type": ODD}), max_size=2),
        "odd": ODD,
    },
)  # fmt: skip


def pointers(meta: dict[str, object]) -> set[str]:
    """The pointers that pydantic finds faulty; of a union, those of the part that was meant."""
    try:
        Meta.model_validate(meta)
    except ValidationError as error:
        found = set()
        for one in error.errors():
            path = [step for step in one["loc"] if step not in ("Topic",)]
            if path[0] == "topic" and not isinstance(meta["topic"], dict):
                path = ["topic"]
            elif path[0] == "topic" and str(path[-1]).startswith(
                ("str", "constrained", "function")
            ):
                continue
            text = ""
            for step in path:
                text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
            found.add(text)
        return found
    return set()


@settings(max_examples=300, deadline=None)
@given(METAS)
def test_pydantic_and_the_check_find_the_same_fields_faulty(meta: dict[str, object]) -> None:
    import json

    tree, _ = read_json(json.dumps(meta))
    assert isinstance(tree, Mapping)
    conformed = conform(tree, shape.load_shape("meta"))
    assert {fault.pointer for fault in conformed.faults} == pointers(meta)
