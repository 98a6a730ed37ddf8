"""What a schema made of a tree, and where each of its values stands."""

from collections.abc import Mapping as Facts
from collections.abc import Sequence as Items
from typing import NamedTuple

from lint_anp.frozen import make
from lint_anp.posts.post import Fault, Post
from lint_anp.posts.tree import Mapping, Node, Sequence
from lint_anp.schema.names import canonical

Path = tuple[str | int, ...]


class Conformed(NamedTuple):
    """A tree and what a shape made of it.

    `values` are nested plain dicts and lists under canonical names, which hold valid values only,
    no nulls. `site_names` are the site's own pointers of fields that it names otherwise. `unknown`
    and `known` count the root's keys; a misspelt one is known. `kept` are, for each list that lost
    items, the numbers in the file of those that it has.
    """

    tree: Mapping
    values: dict[str, object]
    faults: tuple[Fault, ...] = ()
    site_names: Facts[str, str] = {}
    known: int = 0
    unknown: int = 0
    kept: Facts[str, Items[int]] = {}


class Place(NamedTuple):
    """A span, and the pointer of what stands there in the file's own spelling."""

    start: int
    end: int
    pointer: str
    exact: bool


def find_place(conformed: Conformed, path: Path, anchor: tuple[int, int]) -> Place:
    """Where the value at a path of canonical names stands.

    A value that is not there stands at its nearest parent's key, in a list at the item's first
    character, at the root at the first key, in an empty tree at the anchor.
    """
    first = next(iter(conformed.tree.entries.values()), None)
    parent = (first.key_start, first.key_end) if first else anchor
    node: Node = conformed.tree
    pointer = ""
    site_names = conformed.site_names
    for depth, step in enumerate(path):
        if isinstance(step, int):
            if conformed.kept and (kept := conformed.kept.get(pointer_of(path[:depth]))):
                step = kept[step] if step < len(kept) else step
            if not isinstance(node, Sequence) or step >= len(node.items):
                return Place(*parent, pointer_of(path), exact=False)
            node = node.items[step]
            pointer += f"[{step}]"
            parent = node.start, min(node.start + 1, node.end)
            continue
        name = spelled(node, step)
        if name is None or not isinstance(node, Mapping):
            asked = pointer_of(path)
            return Place(*parent, site_names.get(asked, asked), exact=False)
        key_start, key_end, node = node.entries[name]
        parent = key_start, key_end
        pointer += f".{name}" if pointer else name
    if site_names:
        pointer = site_names.get(pointer_of(path), pointer)
    place: Place = make(Place, (node.start, node.end, pointer, True))
    return place


def whole_post(post: Post, conformed: Conformed | None) -> Place:
    """The place of a finding about a post: its title, else its first key, else its first block."""
    if conformed is not None and conformed.tree.entries:
        place = find_place(conformed, ("title",), post.anchor)
        return place if place.exact else place._replace(pointer="")
    if post.meta is None and post.body.blocks:
        return Place(post.body.blocks[0].start, post.body.blocks[0].end, "", exact=False)
    return Place(*post.anchor, "", exact=False)


def spelled(node: Node, name: str) -> str | None:
    """The key of a map that a canonical name stands for, in the file's spelling."""
    if not isinstance(node, Mapping):
        return None
    if name in node.entries:
        return name
    return next((key for key in node.entries if canonical(key) == name), None)


def pointer_of(path: Path) -> str:
    """A path as a pointer: `image_sources[0].url`."""
    pointer = ""
    for step in path:
        pointer += f"[{step}]" if isinstance(step, int) else f".{step}" if pointer else step
    return pointer
