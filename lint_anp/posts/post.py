"""The nouns of content: post, body, block, image, link, and a loader's fault."""

from bisect import bisect_right
from collections.abc import Mapping as Facts
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from lint_anp.finding import Related
from lint_anp.posts.formats import Format
from lint_anp.posts.measures import split_all
from lint_anp.posts.tree import Mapping
from lint_anp.source import Source

Kind = Literal["paragraph", "heading", "list_item", "quotation", "code", "table", "html"]

TagKind = Literal[
    "variable", "statement", "shortcode", "component", "script", "comment", "attributes"
]


class Fault(NamedTuple):
    """What a loader or the schema found wrong: a rule's id, a span, what its message names.

    `values` may hold the offset of another place as `first`; the message then has its `line`.
    `related` are places in other posts; a fault is `milder` than its rule by so many steps.
    """

    rule: str
    start: int
    end: int
    values: Facts[str, object]
    pointer: str = ""
    related: tuple[Related, ...] = ()
    milder: int = 0


class Parts:
    """The texts that the blocks of a body are made of, one after the other, and where each stands
    in what was parsed. That is the source, unless `through` says where its characters stand there.
    """

    def __init__(
        self, texts: list[str], places: list[int], through: Sequence[int] | None = None
    ) -> None:
        self.texts = texts
        self.places = places
        self.through = through

    @cached_property
    def offsets(self) -> list[int]:
        """Where each text begins among all of them."""
        return list(accumulate(map(len, self.texts[:-1]), initial=0))

    def place_of(self, offset: int) -> int:
        """The place in the source of an offset among all texts."""
        number = bisect_right(self.offsets, offset) - 1
        place = self.places[number] + offset - self.offsets[number]
        return place if self.through is None else self.through[min(place, len(self.through) - 1)]


class Block(NamedTuple):
    """A piece of the body with its span in the source.

    `text` is what a reader sees of it: inline marks, link targets, images, comments and shortcodes
    left out, code spans and link texts kept, line breaks as single spaces or line feeds; code
    blocks keep their text as it is, HTML blocks what stands between their tags. It begins `at` an
    offset of the body's `parts`; without these it runs in step with the source.
    """

    kind: Kind
    start: int
    end: int
    text: str
    parts: Parts | None = None
    at: int = 0
    level: int = 0  # heading: 1-6; list item: depth from 1
    checked: bool | None = None  # list item: task list mark
    language: str = ""  # code: the info string's first word
    ordered: bool = False  # list item of a numbered list
    code: tuple[tuple[int, int], ...] = ()  # code spans, as offsets in `text`

    def source_offset(self, offset: int) -> int:
        """The place in the source of an offset in `text`."""
        if self.parts is None:
            return min(self.start + offset, self.end)
        return min(self.parts.place_of(self.at + offset), self.end)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of a part of `text` that is not empty."""
        return self.source_offset(start), self.source_offset(end - 1) + 1


class Image(NamedTuple):
    """An image that a body shows.

    `alt` is None where the form cannot say it (a rendered page) or does not (`<img>` without the
    attribute); "" is an empty alternative text. `caption` is a Markdown title, a shortcode's or a
    figure's caption. The span is the whole image; `url_start` and `url_end` that of its source.
    """

    url: str
    alt: str | None
    caption: str | None
    form: Literal["markdown", "reference", "html", "shortcode", "component", "page"]
    start: int
    end: int
    url_start: int
    url_end: int
    decorative: bool = False  # HTML says so: role="presentation" or aria-hidden="true"


class Link(NamedTuple):
    """A link or an autolink of the body, with the text a reader sees."""

    url: str
    text: str
    start: int
    end: int


class Tag(NamedTuple):
    """A piece of a site's template language in a body, outside code.

    `variable` is `{{ name }}`, `statement` is `{% … %}`, `shortcode` is `{{< … >}}`, `{{% … %}}`
    or a call `{{ name(…) }}`, `component` an MDX tag, `script` an MDX import or export, `comment`
    `{# … #}` or `{/* … */}`, `attributes` `{: … }`. `text` is the source, braces included.
    """

    kind: TagKind
    text: str
    start: int
    end: int


class Body:
    """What a reader gets to see, as blocks in the order of the source."""

    def __init__(
        self,
        blocks: tuple[Block, ...] = (),
        images: tuple[Image, ...] = (),
        links: tuple[Link, ...] = (),
        tags: tuple[Tag, ...] = (),
    ) -> None:
        self.blocks = blocks
        self.images = images
        self.links = links
        self.tags = tags

    @cached_property
    def text(self) -> str:
        """The texts of its blocks, those of code left out, as lines."""
        return "\n".join([block.text for block in self.blocks if block.kind != "code"])

    @cached_property
    def words(self) -> list[list[str]]:
        """The words of each block in lower case, split once for all who read them; none of code."""
        return split_all(["" if block.kind == "code" else block.text for block in self.blocks])

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        return tuple([block for block in self.blocks if block.kind == "paragraph"])

    @cached_property
    def headings(self) -> tuple[Block, ...]:
        return tuple([block for block in self.blocks if block.kind == "heading"])

    @cached_property
    def list_items(self) -> tuple[Block, ...]:
        return tuple([block for block in self.blocks if block.kind == "list_item"])


NO_BODY = Body()
"""That of a post without one; what is asked of it is worked out once."""


class Post(NamedTuple):
    """One piece of content: its meta (structured) and its body (blocks).

    `meta` is None where a post has none or it could not be read; `faults` then says which.
    `number` counts the posts of one file from 1. `anchor` is the span for findings about the meta
    as a whole where it has no key: the opening fence, else the file's first character.
    """

    source: Source
    format: Format
    meta: Mapping | None
    body: Body
    faults: tuple[Fault, ...] = ()
    number: int = 1
    anchor: tuple[int, int] = (0, 0)

    @property
    def span(self) -> tuple[int, int]:
        """The part of the file that is the post: a line of JSON Lines, else all of it."""
        if self.format == "jsonl":
            return self.source.line_span(self.source.line_of(self.anchor[0]))
        return 0, len(self.source.text)
