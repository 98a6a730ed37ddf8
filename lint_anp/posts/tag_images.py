"""Images that stand in HTML or in template tags: `<img>`, shortcodes, includes, components."""

import re
from collections.abc import Iterator

from lint_anp.posts.post import Image, Tag

ATTRIBUTE = re.compile(
    r"([A-Za-z_][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{\s*[\"'`]([^\"'`{}]*)[\"'`]\s*\}"
    r"|([^\s\"'=<>`,(){}]+))"
)
TAG = re.compile(r"<(img|figcaption|/figure)\b([^<>]{0,8000})>", re.IGNORECASE)
CAPTION_END = re.compile(r"</figcaption", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SOURCE_NAMES = ("src", "url", "image", "image_path", "img", "file", "path", "data-src")
CAPTION_NAMES = ("caption", "title")
NAME = re.compile(r"(?:\{\{[<%]?-?|\{%-?|<)\s*([\w./:-]+)(?:\s+([\w./-]+))?")
IMAGE_NAME = re.compile(r"ima?ge?|figure|picture|photo|screenshot", re.IGNORECASE)
IMAGE_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico|tiff?)(?:[?#]|$)", re.IGNORECASE)
POSITIONAL = re.compile(r"[\"']([^\"']+)[\"']")


def attributes_of(text: str, start: int = 0) -> dict[str, tuple[str, int, int]]:
    """The attributes of a tag by lower-case name: value, and its span counted from `start`."""
    found: dict[str, tuple[str, int, int]] = {}
    for match in ATTRIBUTE.finditer(text):
        group = match.lastindex or 2
        span = match.start(group) + start, match.end(group) + start
        found.setdefault(match.group(1).lower(), (match.group(group), *span))
    return found


def html_images(html: str, start: int) -> Iterator[Image]:
    """The `<img>` tags of a piece of HTML that stands at the offset `start`, comments left out.

    A `<figcaption>` behind an image is its caption.
    """
    if "<!--" in html:
        html = COMMENT.sub(lambda match: " " * len(match.group()), html)
    tags = list(TAG.finditer(html))
    for number, match in enumerate(tags):
        if match.group(1).lower() != "img":
            continue
        at = match.start() + start
        values = attributes_of(match.group(2), match.start(2) + start)
        url, url_start, url_end = values.get("src", values.get("data-src", ("", at, at + 4)))
        follower = tags[number + 1] if number + 1 < len(tags) else None
        yield Image(
            url=url.strip(),
            alt=alt_of(values, match.group(2)),
            caption=caption_behind(html, follower) or value_of(values, "title"),
            form="html",
            start=at,
            end=match.end() + start,
            url_start=url_start,
            url_end=url_end,
            decorative=value_of(values, "role") in ("presentation", "none")
            or value_of(values, "aria-hidden") == "true",
        )


def alt_of(values: dict[str, tuple[str, int, int]], tag: str) -> str | None:
    """The alternative text of a tag: None without the attribute, "" for a bare `alt`."""
    if "alt" in values:
        return values["alt"][0]
    return "" if re.search(r"\salt(?=[\s/>]|$)|\salt=(?:\"\"|'')", tag) else None


def value_of(values: dict[str, tuple[str, int, int]], name: str) -> str | None:
    """The value of an attribute."""
    return values[name][0] if name in values else None


def caption_behind(html: str, tag: re.Match[str] | None) -> str | None:
    """The text of a `<figcaption>` tag."""
    if tag is None or tag.group(1).lower() != "figcaption":
        return None
    end = CAPTION_END.search(html, tag.end())
    text = re.sub(r"<[^<>]*>", "", html[tag.end() : end.start() if end else None])
    return " ".join(text.split()) or None


def tag_images(tags: list[Tag]) -> Iterator[Image]:
    """The images that template tags name."""
    for tag in tags:
        if tag.kind in ("shortcode", "statement", "component") and (image := tag_image(tag)):
            yield image


def tag_image(tag: Tag) -> Image | None:
    """The image of a tag that is named after one, or whose source is an image's file."""
    name = NAME.match(tag.text)
    if name is None or tag.text.startswith("</"):
        return None
    values = attributes_of(tag.text, tag.start)
    called = f"{name.group(1)} {name.group(2) or ''}" if tag.kind == "statement" else name.group(1)
    is_named = IMAGE_NAME.search(called) is not None
    source = next((values[key] for key in SOURCE_NAMES if key in values), None)
    positional = POSITIONAL.search(tag.text) if tag.kind == "shortcode" and is_named else None
    if source is None and positional:
        start, end = positional.span(1)
        source = positional.group(1), start + tag.start, end + tag.start
    if source is None or not (is_named or IMAGE_FILE.search(source[0])):
        return None
    return Image(
        url=source[0].strip(),
        alt=alt_of(values, tag.text),
        caption=next((values[key][0] for key in CAPTION_NAMES if key in values), None),
        form="component" if tag.kind == "component" else "shortcode",
        start=tag.start,
        end=tag.end,
        url_start=source[1],
        url_end=source[2],
    )
