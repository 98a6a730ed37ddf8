"""A rule file: what must hold, why, and examples."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(strict=True)]
Level = Literal["error", "warning", "note", "off"]
FileFormat = Literal["markdown", "mdx", "yaml", "json", "jsonl", "page"]


class Strict(BaseModel):
    """A map with known keys only."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"title": ""})


class ExamplePost(Strict):
    path: Text
    text: Text


class GoodExample(Strict):
    title: Text = Field(description="What the example shows.")
    post: Text | None = Field(None, description="The text of the post.")
    posts: list[ExamplePost] | None = Field(None, description="Several posts of a site.")
    path: Text | None = Field(None, description="The post's file name; post.md by default.")
    today: Text | None = Field(None, description="The day on which it is checked; 2026-01-01.")
    options: dict[str, Any] | None = None
    config: dict[str, Any] | None = None
    files: list[Text] | None = Field(None, description="Empty files that the site has, too.")


class BadExample(GoodExample):
    finds: list[Text] = Field(description="The findings, as `line:column: message`.")


class Examples(Strict):
    good: list[GoodExample] | None = None
    bad: list[BadExample] | None = None


class AppliesTo(Strict):
    formats: list[FileFormat] | None = None
    paths: list[Text] | None = Field(None, description="Globs, relative to the site.")


class RuleFile(Strict):
    """A rule."""

    id: Text = Field(description="The file's name, in lower-case-with-hyphens.")
    name: Text = Field(description="What holds where the rule is kept, in one line.")
    severity: Level
    mandatory: Annotated[bool, Field(strict=True)] | None = Field(
        None, description="Nothing in a post can silence it."
    )
    owner: Text | None = Field(None, description="Who answers for the rule.")
    why: Text = Field(description="Why it matters, with its authority.")
    from_: Literal["schema", "loader", "corpus", "run"] | None = Field(
        None, alias="from", description="The part of lint-anp that judges instead of `require`."
    )
    applies_to: AppliesTo | None = None
    for_each: Text | None = Field(None, description="`image in post.images`: judges each item.")
    when: Text | None = Field(None, description="The rule looks only where this holds.")
    require: Text | None = Field(None, description="What must hold.")
    at: Text | None = Field(None, description="Where the finding stands.")
    message: Text
    help: Text = Field(description="What to do.")
    options: dict[str, Any] | None = Field(None, description="Options and their defaults.")
    values: dict[str, Text] | None = Field(
        None, description="Values worth naming: {name: expression}, for messages and reports."
    )
    ratchet: dict[str, Text] | None = Field(
        None, description="The number that a baseline keeps: {value: expression, better: higher}."
    )
    tags: list[Text] | None = None
    precision: Literal["very-high", "high", "medium", "low"] | None = None
    measured: Text | None = Field(
        None, description="How often it fires on real posts, and how many findings were right."
    )
    sources: list[Text] | None = Field(None, description="URLs of the authority.")
    examples: Examples | None = None
