"""Files become posts: the bytes of a file are decoded and read by the loader of its format."""

from xxhash import xxh3_128_digest

from lint_anp.errors import reason_of
from lint_anp.posts.formats import Format, format_of
from lint_anp.posts.front_matter import Language, find_front_matter
from lint_anp.posts.markdown import parse_markdown
from lint_anp.posts.post import Body, Fault, Post
from lint_anp.posts.tree import Mapping, Node
from lint_anp.source import Source

BOM = b"\xef\xbb\xbf"
OTHER_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_posts(path: str, shown: str | None = None) -> list[Post]:
    """The posts of the file at `path`; `shown` is the path that reports print.

    A file that cannot be read is a post without meta and with a fault that says so.
    """
    return read_with_digest(path, shown)[0]


def read_with_digest(path: str, shown: str | None = None) -> tuple[list[Post], bytes]:
    """The posts of a file, and what tells its content from any other; b"" where it cannot be
    read."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        reason = reason_of(error)
        return [unreadable(shown or path, f"cannot be read: {reason}")], b""
    return load_posts(shown or path, data), xxh3_128_digest(data)


def unreadable(path: str, problem: str) -> Post:
    """The post that stands for a file that cannot be read."""
    fault = Fault("file-unreadable", 0, 0, {"problem": problem})
    return Post(Source(path, ""), format_of(path) or "markdown", None, Body(), (fault,))


def load_posts(path: str, data: bytes) -> list[Post]:
    """The posts in a file's content, by the format that its name tells.

    Never raises on bad content: each post carries its faults.
    """
    source, faults = decode(path, data)
    form = format_of(path) or "markdown"
    if form in ("markdown", "mdx"):
        posts = [load_markdown(source, form)]
    elif form == "page":
        from lint_anp.posts.page import load_page

        posts = [load_page(source)]
    else:
        from lint_anp.posts.structured import load_lines, load_structured

        posts = load_lines(source) if form == "jsonl" else [load_structured(source, form)]
    if faults:  # what is no text has no meta either; that is one fault
        others = (fault for fault in posts[0].faults if fault.rule != "meta-missing")
        posts = [posts[0]._replace(faults=(*faults, *others)), *posts[1:]]
    return posts


def decode(path: str, data: bytes) -> tuple[Source, tuple[Fault, ...]]:
    """The text of a file; bytes that are no UTF-8 are a fault, and U+FFFD in the text."""
    bom = data.startswith(BOM)
    if bom:
        data = data[len(BOM) :]
    try:
        return Source(path, data.decode("utf-8"), bom=bom), ()
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        encoding = OTHER_BOMS.get(data[:2])
        problem = (
            f"is {encoding}; save it as UTF-8"
            if encoding
            else f"is not UTF-8: the byte 0x{data[error.start]:02X} stands here; save it as UTF-8"
        )
        source = Source(path, data.decode("utf-8", "replace"), bom=bom)
        return source, (Fault("file-unreadable", at, at + 1, {"problem": problem}),)


def load_markdown(source: Source, form: Format) -> Post:
    """A Markdown or MDX post: front matter, then the body."""
    text = source.text
    front = find_front_matter(text)
    mdx = form == "mdx"
    if front is None:
        body = parse_markdown(text, 0, len(text), mdx=mdx)
        return Post(source, form, None, body, (Fault("meta-missing", 0, 0, {}),))
    body = parse_markdown(text, front.body, len(text), mdx=mdx)
    meta, faults = None, list(front.faults)
    if not faults:
        node, faults = read_node(front.language, text, front.start, front.end)
        meta, more = mapping_of(node, faults, *front.fence)
        faults = [*faults, *more]
    return Post(source, form, meta, body, tuple(faults), anchor=front.fence)


def read_node(
    language: Language, text: str, start: int, end: int
) -> tuple[Node | None, list[Fault]]:
    """The tree of a piece of YAML, TOML or JSON."""
    if language == "yaml":
        from lint_anp.posts.yaml_reader import read_yaml

        return read_yaml(text, start, end)
    if language == "toml":
        from lint_anp.posts.toml_reader import read_toml

        return read_toml(text, start, end)
    from lint_anp.posts.json_reader import read_json

    return read_json(text, start, end)


def mapping_of(
    node: Node | None, faults: list[Fault], start: int, end: int
) -> tuple[Mapping | None, list[Fault]]:
    """The meta that a node is: an empty one for no node at all, a fault for a list or a text."""
    if isinstance(node, Mapping):
        return node, []
    if node is None:
        return (None, []) if faults else (Mapping({}, start, end), [])
    problem = "a post's meta is made of 'key: value' lines; this is none"
    return None, [Fault("meta-unreadable", node.start, node.end, {"problem": problem})]
