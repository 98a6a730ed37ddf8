"""Labelled posts: what a paragraph is, and how posts are read from a file and written as a site."""

import json
import lzma
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

POSITIVE = ("X", "Tin", "Tout", "Tdense", "ST", "Psrc", "Ponly")
"""Flagged where their group stands in at least three posts: copies, templates filled from the
post's meta or from elsewhere, dense ones, ones with a stock sentence, paraphrases with and without
their source."""

NEGATIVE = ("U", "HNphrase", "HNform", "HNmeta", "HNmarkov", "S")
"""Never flagged as a paragraph: unique prose, with a stock phrase, a formula, the post's terms, of
random text, with a stock sentence."""

MIN_POSTS = 3


class Paragraph(NamedTuple):
    """A paragraph with its label; spans count words as the linter does."""

    label: str
    text: str
    kind: str = "p"
    group: str | None = None
    slots: tuple[tuple[int, int], ...] = ()
    stock: tuple[int, int] | None = None
    repeated: bool = False


class Post(NamedTuple):
    """A post: its number, its meta and its paragraphs."""

    number: int
    meta: dict[str, Any]
    paragraphs: list[Paragraph]


Corpus = Callable[[], Iterator[Post]]
"""Gives the same posts each time that it is called, one by one."""


def read_corpus(path: str) -> Iterator[Post]:
    """The posts of a labelled corpus: JSON lines, compressed or not."""
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            post = json.loads(line)
            yield Post(post["id"], post["meta"], [read_paragraph(each) for each in post["ps"]])


def read_paragraph(fields: dict[str, Any]) -> Paragraph:
    """A paragraph of such a file."""
    stock = fields.get("st")
    return Paragraph(
        fields["c"],
        fields["t"],
        fields.get("k", "p"),
        fields.get("g"),
        tuple((start, end) for start, end in fields.get("sl", ())),
        (stock[0], stock[1]) if stock else None,
        bool(fields.get("wsrc")),
    )


def path_of(number: int) -> str:
    """Where a post stands below the site."""
    return f"posts/{number // 1000:03d}/post-{number:06d}.md"


def render(post: Post) -> tuple[str, list[int]]:
    """The post as Markdown, and the line on which each paragraph stands."""
    meta = post.meta
    title = f"{meta['topic']} with {meta['stack']} no. {post.number}"
    lines = [
        "---",
        f"title: {json.dumps(title)}",
        f"topic: {{problem: {json.dumps(meta['topic'])}, stack: {json.dumps(meta['stack'])}}}",
        f"tools: {json.dumps(meta['tools'])}",
        "entities:",
        *(f"  - {{name: {json.dumps(name)}, type: problem}}" for name in meta["entities"]),
        "---",
        "",
    ]
    places: list[int] = []
    for paragraph in post.paragraphs:
        text = " ".join(paragraph.text.split())
        if paragraph.kind == "code":
            lines += ["```", text, "```", ""]
            places.append(len(lines) - 2)
        else:
            quoted = paragraph.kind in ("quote", "q")
            lines += [("> " if quoted else "") + escape(text), ""]
            places.append(len(lines) - 1)
    return "\n".join(lines), places


def escape(text: str) -> str:
    """Keeps a paragraph a paragraph: no list, heading, quote, code or HTML by accident."""
    if text[:1] in "#>-+*|=~`<[!_" or text[:4].strip().rstrip(".)").isdigit():
        text = "Note: " + text
    return text.replace("<", "&lt;").replace("`", "'").replace("*", "").replace("|", "/")


def write_site(corpus: Corpus, folder: Path) -> int:
    """Writes all posts below a folder with an empty config; gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lint-anp.yaml").write_text("{}\n", encoding="utf-8")
    made: set[str] = set()
    number = 0
    for post in corpus():
        path = path_of(post.number)
        if (parent := os.path.dirname(path)) not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        (folder / path).write_text(render(post)[0], encoding="utf-8")
        number += 1
    return number


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(text.lower().replace("’", "'"))
