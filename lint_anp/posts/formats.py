"""The formats of posts, told by the names of files."""

from typing import Literal

Format = Literal["markdown", "mdx", "yaml", "json", "jsonl", "page"]

FORMATS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "mdx",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "page",
}


def format_of(path: str) -> Format | None:
    """The format that a file's name stands for; None where it is no post."""
    return FORMATS.get(path[path.rfind(".") :].lower())
