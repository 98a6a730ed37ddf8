"""The name `post` of the rule language: what is asked for is worked out then, and once."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

from lint_anp.engine.body_view import BodyView, ImageView, Named, Spot, text_of
from lint_anp.posts.post import Post
from lint_anp.schema.conformed import Conformed

if TYPE_CHECKING:
    from lint_anp.engine.site_files import SiteFiles


class PostView:
    """The name `post` of the rule language."""

    def __init__(
        self,
        post: Post,
        conformed: Conformed | None,
        language: str | None,
        files: "SiteFiles | None" = None,
    ) -> None:
        self.path = post.source.path
        self.format = post.format
        self.number = post.number
        self.meta = conformed.values if conformed else {}
        declared = text_of(self.meta, "language") or text_of(self.meta, "lang")
        self.where = (post.source.path, files) if files else None
        self.body = BodyView(post, declared or language, self.where)
        self.post = post

    @cached_property
    def meta_items(self) -> "MetaItems":
        return MetaItems(self.meta)

    @cached_property
    def cut_off_fields(self) -> tuple[Named, ...]:
        """The summary, where it breaks off on an ellipsis, a comma or a dash."""
        summary = (text_of(self.meta, "summary") or "").rstrip()
        if not summary:
            return ()
        from lint_anp.engine.wording import CUT, last_words

        if not CUT.search(summary):
            return ()
        return (Named(summary, ("summary",), note=last_words(summary)),)

    @cached_property
    def said_of_itself(self) -> tuple[Named | Spot, ...]:
        """A summary that says it was generated, and paragraphs that open with a prompt's label."""
        from lint_anp.engine.wording import LONGEST_LABEL, OF_ITSELF, PROMPT_LABEL

        found: list[Named | Spot] = []
        found += (
            Named(match.group(), (name,))
            for name in ("summary", "title")
            if (match := OF_ITSELF.match(text_of(self.meta, name) or ""))
        )
        found += (
            Spot(match.group(), block.start, block.source_offset(match.end() - 1) + 1)
            for block in self.body.paragraphs
            if ":" in block.text[:LONGEST_LABEL] and (match := re.match(PROMPT_LABEL, block.text))
        )
        return tuple(found)

    @cached_property
    def declared_urls(self) -> frozenset[str]:
        return frozenset(image.url for image in self.images if not image.in_body)

    @cached_property
    def images(self) -> tuple[ImageView, ...]:
        declared = self.meta.get("image_sources")
        sources = declared if isinstance(declared, list) else []
        return (
            *self.body.images,
            *(
                ImageView(None, ("image_sources", number), source, self.where)
                for number, source in enumerate(sources)
                if isinstance(source, dict)
            ),
        )


class MetaItems:
    """The items of the meta's lists of texts, with their places."""

    def __init__(self, meta: dict[str, object]) -> None:
        self.meta = meta

    def items(self, name: str) -> tuple[Named, ...]:
        """The items of one list."""
        given = self.meta.get(name)
        texts = given if isinstance(given, list) else []
        return tuple(
            Named(text, (name, number), number)
            for number, text in enumerate(texts)
            if isinstance(text, str)
        )

    @property
    def tools(self) -> tuple[Named, ...]:
        return self.items("tools")

    @property
    def stack(self) -> tuple[Named, ...]:
        return self.items("stack")
