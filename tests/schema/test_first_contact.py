"""Posts that speak another schema are told from ours, and only what counts is told of them."""

import pytest

from lint_anp.posts.tree import Mapping
from lint_anp.posts.yaml_reader import read_yaml
from lint_anp.schema.conform import conform
from lint_anp.schema.first_contact import is_foreign, own_faults
from lint_anp.schema.shape import load_shape


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("title: A\ndescription: B\ndate: 2026-01-01\n", True),
        ("title: A\nlayout: post\n", True),
        ("title: A\nmood: x\nweather: y\n", True),
        ("title: A\nsummary: B\nmood: x\n", False),
        ("title: A\nsummary: B\ndate: 2026-01-01\nscore: {quality: 5}\n", False),
        ("sumary: B\n", False),
    ],
)
def test_another_schema_is_recognised(text: str, foreign: bool) -> None:
    tree, _ = read_yaml(text)
    assert isinstance(tree, Mapping)
    assert is_foreign(conform(tree, load_shape("meta"))) is foreign


def test_near_misses_and_what_stands_in_our_maps_count_all_the_same() -> None:
    tree, _ = read_yaml("titel: A\nlayout: post\nnotes: 5\nflags: {odd: 1}\n")
    assert isinstance(tree, Mapping)
    kept = own_faults(conform(tree, load_shape("meta")).faults)
    assert [(fault.rule, fault.pointer) for fault in kept] == [
        ("field-unknown", "titel"),
        ("field-unknown", "flags.odd"),
    ]
