"""The config of a site: where it is found, and what it says."""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from lint_anp.errors import InputError, reason_of
from lint_anp.paths import from_here

NAMES = ("lint-anp.yaml", "lint-anp.yml")
PYPROJECT = "pyproject.toml"
BASELINE = "lint-anp-baseline.jsonl"
TABLE = "[tool.lint-anp"


class Override(NamedTuple):
    """Settings for some paths of the site."""

    paths: tuple[str, ...]
    severity: Mapping[str, str]
    options: Mapping[str, Mapping[str, Any]]


class Config(NamedTuple):
    """What a site says of itself. `root` is its folder; globs and paths are relative to it.

    `places` tell for the pointer of each key and item that is set where it is, as
    `path:line:column`.
    """

    path: str | None
    root: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    options: Mapping[str, Mapping[str, Any]] = {}
    overrides: tuple[Override, ...] = ()
    fields: Mapping[str, str] = {}
    schema: str | None = None
    fail_on: str = "warning"
    lift_mandatory: Mapping[str, str] = {}
    static: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    language: str | None = None
    places: Mapping[str, str] = {}

    @property
    def layers(self) -> tuple[Override, ...]:
        """The settings of the whole site, then of some of its paths; the later are stronger."""
        return (Override(("**",), self.severity, self.options), *self.overrides)

    @property
    def bound(self) -> bool:
        """Whether the meta of posts follows lint-anp's own schema."""
        return self.schema is None

    @property
    def is_selective(self) -> bool:
        """Whether it leaves files out, by their paths."""
        return bool(self.rules or self.include or self.exclude)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet how the site's fields relate to ours."""
        return self.schema is None and not self.fields


def find_config(folder: str, known: dict[str, str | None] | None = None) -> str | None:
    """The config file of the nearest folder upwards; lint-anp.yaml wins over pyproject.toml. What
    is found is `known` afterwards for each folder on the way."""
    known = {} if known is None else known
    folder = os.path.abspath(folder)
    way = []
    while folder not in known:
        way.append(folder)
        parent = os.path.dirname(folder)
        own = config_in(folder)
        if own or parent == folder:
            known[folder] = own
        else:
            folder = parent
    known.update(dict.fromkeys(way, known[folder]))
    return known[folder]


def config_in(folder: str) -> str | None:
    """The config file that stands in a folder."""
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    path = os.path.join(folder, PYPROJECT)
    return path if os.path.isfile(path) and TABLE in read_text(path) else None


def read_text(path: str) -> str:
    """The text of a config file; raises InputError where it cannot be read."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise InputError(f"{from_here(path)}: the config is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        reason = reason_of(error)
        raise InputError(f"{from_here(path)}: the config cannot be read: {reason}") from None
