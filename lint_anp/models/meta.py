"""The meta of a post: what its front matter, its JSON or its page's box may hold."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema


def read_flag(value: Any) -> Any:
    """1 and 0 as booleans; 1.0 and "true" stay what they are and are refused."""
    return bool(value) if type(value) is int and value in (0, 1) else value


def read_day(value: Any) -> Any:
    """The day of a date, a timestamp, or ISO text; pydantic would take numbers, too."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ].*)?", value):
        return value[:10]
    if not isinstance(value, (date, str)):
        raise ValueError("a date such as 2026-01-31")
    return value


Text = Annotated[str, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]
Score = Annotated[int, Field(strict=True, ge=0, le=100)]
Flag = Annotated[
    bool,
    Field(strict=True),
    BeforeValidator(read_flag),
    WithJsonSchema({"enum": [True, False, 1, 0]}),
]
Day = Annotated[date, BeforeValidator(read_day)]
Texts = Annotated[
    list[Text],
    Field(json_schema_extra={"uniqueItems": True, "x-owner": "duplicate-list-item"}),
]


def like(pattern: str, example: str, owner: str = "") -> Any:
    """A text of a certain form; a rule that owns the form checks it, not the schema."""
    extra: dict[str, Any] = {"pattern": pattern, "examples": [example]}
    if owner:
        extra["x-owner"] = owner
        return Annotated[str, Field(strict=True, json_schema_extra=extra)]
    return Annotated[
        str, Field(strict=True, pattern=pattern, json_schema_extra={"examples": [example]})
    ]


class Fields(BaseModel):
    """A map with known keys only."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"title": ""})


class Topic(Fields):
    problem: Text | None = Field(None, description="What the post solves.")
    stack: Text | None = Field(None, description="On what it solves it.")


TopicText = Annotated[str, Field(strict=True, pattern=r"\S / \S")]


class Outline(Fields):
    context: Text | None = None
    problem: Text | None = None
    stack: Text | None = None
    recommended_action: Text | None = None


class Scores(Fields):
    quality: Score | None = None
    freshness: Score | None = None
    depth: Score | None = None
    clarity: Score | None = None


class Revision(Fields):
    status: (
        Literal["drafted", "in_review", "reviewed", "approved", "published", "archived"] | None
    ) = Field(None, description="Where the post stands; approved and published posts are live.")
    version: like(r"^[0-9]+\.[0-9]+\.[0-9]+$", "1.2.0", "version-invalid") | None = None  # type: ignore[valid-type]
    last_reviewed: Day | None = Field(None, description="The day a person last read it.")
    reviewed_by: Text | None = Field(None, description="Who last read it.")


class Flags(Fields):
    ai_generated_style: Flag | None = Field(None, description="A machine wrote it, or it reads so.")
    has_images: Flag | None = None
    image_heavy: Flag | None = None
    needs_human_review: Flag | None = Field(None, description="Nobody has read it yet.")


class Entity(Fields):
    name: Text
    type: Text


class ImageSource(Fields):
    source: Text | None = Field(None, description="The host or the agency that it comes from.")
    url: Text | None = Field(
        None, json_schema_extra={"format": "uri-reference", "x-owner": "image-url-invalid"}
    )
    caption: Text | None = None
    alt: Text | None = Field(None, description="What the image says to those who cannot see it.")


class Payload(Fields):
    source_id: like(r"^alphanode-[0-9]+$", "alphanode-016818") | None = None  # type: ignore[valid-type]
    generator: Text | None = None
    paragraphs: Annotated[int, Field(strict=True, ge=0)] | None = None
    scenario: Text | None = None
    seed: Whole | None = None


class Meta(Fields):
    """The meta of a post."""

    title: Text = Field(description="The title, as readers see it.")
    summary: Text = Field(description="What the post says, in a sentence or two.")
    slug: (
        like(r"^[a-z0-9\u0080-\uffff]+(-[a-z0-9\u0080-\uffff]+)*$", "handling-background-jobs")  # type: ignore[valid-type]
        | None
    ) = Field(None, description="The last part of the URL.")
    reference: like(r"^anp-ref-[0-9]+-[0-9]+$", "anp-ref-016818-6891") | None = None  # type: ignore[valid-type]
    hash: like(r"^[0-9a-f]{24}$", "7209791717a6b83aba682967") | None = None  # type: ignore[valid-type]
    topic: Topic | TopicText | None = Field(None, json_schema_extra={"x-text": "problem / stack"})
    outline: Outline | None = None
    brief: Text | None = None
    stack: Texts | None = None
    tools: Texts | None = None
    checklist: Texts | None = None
    notes: Texts | None = None
    code_language: Text | None = None
    difficulty: Literal["beginner", "intermediate", "advanced"] | None = None
    reading_time: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        None, description="Minutes."
    )
    view_count: Annotated[int, Field(strict=True, ge=0)] | None = None
    language: Text | None = Field(None, description="The language of the text, such as en or pl.")
    disclosure: Text | None = Field(None, description="How machines took part in the writing.")
    score: Scores | None = None
    revision: Revision | None = None
    flags: Flags | None = None
    entities: list[Entity] | None = None
    image_sources: list[ImageSource] | None = None
    payload: Payload | None = None
    lint_anp: dict[str, Any] | None = Field(
        None, description="What lint-anp is told about this post: {ignore: {rule: reason}}."
    )
