"""The site's own field names: its values put where our names stand."""

from collections.abc import Mapping as Facts

from lint_anp.posts.tree import Entry, Mapping, Node


def rearrange(tree: Mapping, site_names: Facts[str, str]) -> Mapping:
    """The tree with the values of the site's fields under their canonical names."""
    moved: list[tuple[list[str], Entry]] = []
    taken: set[tuple[str, ...]] = set()
    for pointer, site_pointer in site_names.items():
        path = tuple(site_pointer.split("."))
        entry = entry_at(tree, path)
        if entry is not None:
            moved.append((pointer.split("."), entry))
            taken.add(path)
    result = without(tree, taken, ())
    for names, entry in moved:
        result = with_entry(result, names, entry)
    return result


def entry_at(tree: Node, path: tuple[str, ...]) -> Entry | None:
    """The entry that a path of keys leads to."""
    entry = None
    for name in path:
        entry = tree.entries.get(name) if isinstance(tree, Mapping) else None
        if entry is None:
            return None
        tree = entry.node
    return entry


def without(tree: Mapping, taken: set[tuple[str, ...]], path: tuple[str, ...]) -> Mapping:
    """The tree without the entries at the paths in `taken`, and without maps left empty by that."""
    entries = {}
    for name, entry in tree.entries.items():
        here = (*path, name)
        if here in taken:
            continue
        if isinstance(entry.node, Mapping) and any(other[: len(here)] == here for other in taken):
            node = without(entry.node, taken, here)
            if not node.entries:
                continue
            entry = entry._replace(node=node)
        entries[name] = entry
    return tree._replace(entries=entries)


def with_entry(tree: Mapping, path: list[str], entry: Entry) -> Mapping:
    """The tree with an entry put at a path of names; maps on the way are made."""
    name, rest = path[0], path[1:]
    if rest:
        there = tree.entries.get(name)
        below = (
            there.node
            if there and isinstance(there.node, Mapping)
            else Mapping({}, entry.key_start, entry.node.end)
        )
        key = there or entry
        entry = Entry(key.key_start, key.key_end, with_entry(below, rest, entry))
    return tree._replace(entries={**tree.entries, name: entry})
