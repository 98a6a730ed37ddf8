"""Parts of a Markdown body that are read from its source: an image, and the text of HTML."""

import re
from collections.abc import Iterator
from typing import Any

from lint_anp.frozen import make
from lint_anp.posts.post import Image
from lint_anp.posts.tags import HIDDEN

HTML_TAG = re.compile(r"<!--.*?-->|<[^<>]*>|<!--.*", re.DOTALL)


def texts_between_tags(html: str, start: int) -> Iterator[tuple[int, str]]:
    """The texts between the tags of a piece of HTML that stands at an offset, and their offsets."""
    at = 0
    for match in HTML_TAG.finditer(html):
        first, last = match.span()
        if first > at and (between := html[at:first].strip()):
            yield html.index(between, at) + start, between
        at = last
    if between := html[at:].strip():
        yield html.index(between, at) + start, between


def markdown_image(source: str, detail: Any, alt: str, start: int, end: int) -> Image:
    """The image of a parser's event; its URL as the source has it."""
    url: str = detail["dest_url"]
    inline = detail["link_type"] == "Inline"
    url_start, url_end = start, end
    if inline:
        bracket = source.find("](", start, end)
        at = bracket + 2
        while at < end and source[at] in " \t\n\r<":
            at += 1
        if bracket >= 0:
            url_start, url_end = at, min(at + len(url), end)
            if HIDDEN in url:
                url = source[url_start:url_end]
    form = "markdown" if inline else "reference"
    spans = start, end, url_start, url_end
    image: Image = make(Image, (url, alt, detail["title"] or None, form, *spans, False))
    return image
