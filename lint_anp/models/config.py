"""The config of a site: `lint-anp.yaml`, or `[tool.lint-anp]` in `pyproject.toml`."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(strict=True)]
Level = Literal["error", "warning", "note", "off"]


class Settings(BaseModel):
    """What may be set for the site and for some of its paths."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"title": ""})

    severity: dict[str, Level] | None = Field(
        None, description="The severity of rules or topics: {rule: error, warning, note or off}."
    )
    options: dict[str, dict[str, Any]] | None = Field(
        None, description="The options of rules: {rule: {option: value}}."
    )


class Override(Settings):
    paths: list[Text] = Field(description="Globs, relative to the config's folder.")


class Config(Settings):
    """The config of a site."""

    include: list[Text] | None = Field(
        None, description="Globs of the posts, relative to this file; all by default."
    )
    exclude: list[Text] | None = Field(None, description="Globs of files that are left out.")
    select: list[Text] | None = Field(None, description="The rules or topics that run.")
    ignore: list[Text] | None = Field(None, description="The rules or topics that do not.")
    rules: list[Text] | None = Field(None, description="Folders of the site's own rules.")
    overrides: list[Override] | None = Field(
        None, description="Settings for some paths; the last that fits wins."
    )
    fields: dict[str, Text] | None = Field(
        None, description="The site's names of our fields: {summary: description}."
    )
    schema_: Text | None = Field(
        None, alias="schema", description="`none`, or the site's own JSON Schema file."
    )
    fail_on: Literal["error", "warning", "note", "never"] | None = Field(
        None, description="The least severity that fails a run."
    )
    lift_mandatory: dict[str, Text] | None = Field(
        None, description="Mandatory rules that do not run here, and why: {rule: reason}."
    )
    static: list[Text] | None = Field(
        None, description="Folders that local image paths are served from."
    )
    allow: list[Text] | None = Field(
        None, description="Texts that may repeat, or files with them: [licence.md]."
    )
    language: Text | None = Field(None, description="The language of posts that state none.")
