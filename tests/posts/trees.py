"""What tests ask of trees."""

from collections.abc import Iterator

from lint_anp.posts.tree import Mapping, Node, Scalar


def scalars_of(node: Node | None) -> Iterator[Scalar]:
    """All scalars of a tree."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield from scalars_of(entry.node)
    elif node is not None:
        for item in node.items:
            yield from scalars_of(item)
