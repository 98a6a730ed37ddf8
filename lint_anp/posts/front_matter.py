"""Front matter: where it stands in a Markdown file, and where the body begins."""

import re
from typing import Literal, NamedTuple

from lint_anp.posts.post import Fault

Language = Literal["yaml", "toml", "json"]

BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
FENCE = re.compile(r"(?:(---)|(\+\+\+))[ \t]*\r?(?=\n|$)")
JSON_START = re.compile(r"\{[ \t]*(?:\r?\n|\"|\})")
CLOSINGS = {
    "---": re.compile(r"\n(?:---|\.\.\.)[^\S\n]*(?=\n|\Z)"),
    "+++": re.compile(r"\n\+\+\+[^\S\n]*(?=\n|\Z)"),
}
LAST_BRACE = re.compile(r"\}(?=[ \t]*\r?(?:\n|\Z))")
KEY_LINE = r"[ \t]*(?:-[ \t]|#|[\w\"'.-]+[ \t]*[:=])|[ \t]+\S"
"""Compiled where it is needed: in front matter that is not closed."""


class FrontMatter(NamedTuple):
    """The span of a post's front matter without its fences, and of its body.

    `fence` is the span of the opening fence.
    """

    language: Language
    fence: tuple[int, int]
    start: int
    end: int
    body: int
    faults: tuple[Fault, ...] = ()


def find_front_matter(text: str) -> FrontMatter | None:
    """The front matter that a file begins with, blank lines before it allowed; None without one.

    Only the first pair of fences counts; YAML's may end in `...`. An unclosed fence is a fault at
    the opening line; its body is taken to begin behind the first blank line that follows lines of
    keys.
    """
    blank = BLANK_LINES.match(text)
    at = blank.end() if blank else 0
    if text.startswith("{", at):
        return find_json(text, at) if JSON_START.match(text, at) else None
    opening = FENCE.match(text, at)
    if opening is None:
        return None
    mark = opening.group(1) or opening.group(2)
    language: Language = "yaml" if mark == "---" else "toml"
    closing = CLOSINGS[mark].search(text, opening.end())
    if closing is None:
        return unclosed(text, opening, language, mark)
    start, end = opening.end() + 1, closing.start() + 1
    return FrontMatter(language, opening.span(), start, end, min(closing.end() + 1, len(text)))


def find_json(text: str, at: int) -> FrontMatter | None:
    """JSON front matter: one object, and behind it the end of its line."""
    from lint_anp.posts.json_reader import read_json_prefix

    _, end, _ = read_json_prefix(text, at)
    if end == at:  # broken: the object ends where a line is nothing but its bracket
        closing = text.find("\n}", at) + 1 or LAST_BRACE.search(text, at)
        end = closing + 1 if isinstance(closing, int) else closing.end() if closing else len(text)
    return FrontMatter("json", (at, at + 1), at, end, end)


def unclosed(text: str, opening: re.Match[str], language: Language, mark: str) -> FrontMatter:
    """Front matter without its second fence."""
    start, end = opening.span()
    fault = Fault(
        "meta-unreadable",
        start,
        end,
        {
            "problem": "the front matter that opens here is never closed; "
            f"add a line '{mark}' below it"
        },
    )
    body = min(end + 1, len(text))
    while body < len(text):
        line_end = text.find("\n", body)
        line_end = len(text) if line_end < 0 else line_end
        line = text[body:line_end]
        if not line.strip() or not re.match(KEY_LINE, line):
            break
        body = line_end + 1
    body = min(body, len(text))
    return FrontMatter(language, (start, end), end, end, body, (fault,))
