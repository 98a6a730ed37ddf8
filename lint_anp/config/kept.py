"""A config and the rules of its site as an earlier run read them, in the user's cache: reading them
takes longer than the check of a post.

Not in the site's folder, as the index is: rules hold Python, which must not come with a site.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from xxhash import xxh3_128_hexdigest

from lint_anp import __version__
from lint_anp.config.config import Config, Override
from lint_anp.discovery import RACY
from lint_anp.engine.plan import frozen
from lint_anp.engine.rule_values import Code, Hole, Rule
from lint_anp.engine.rulebook import rule_files
from lint_anp.paths import from_here, relative

MADE_BY = f"2 {__version__}"
"""The form of what is kept, and the program that made it."""

MOST = 100
"""Configs in the cache: some kilobytes each."""


class Setup(NamedTuple):
    """A config, and its site's own rules."""

    config: Config
    rules: Mapping[str, Rule]


def load_kept(path: str, environment: Mapping[str, str]) -> Setup | None:
    """What a config file and the rule files that it names hold; None where that is not known, as
    one of them has changed."""
    try:
        with open(kept_at(path, environment), encoding="utf-8") as file:
            digest, text = file.read().split("\n", 1)
        if digest != digest_of(text):
            return None
        made_by, digests, config, rules = json.loads(text)
        if made_by != MADE_BY or digests != digests_of(digests, folder_of(path)):
            return None
        setup = unpack(path, config, rules)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None
    return setup if names_of_rules(setup.config) == {*rules} else None


def keep(setup: Setup, environment: Mapping[str, str]) -> None:
    """Keeps what was read just now, unless a file of it may have changed since, or it has values
    that are not kept as they are."""
    config, rules = setup
    if config.path is None or config.lift_mandatory:  # whether these may stand depends on others
        return
    names = [os.path.basename(config.path), *names_of_rules(config)]
    names += [
        relative(os.path.join(os.path.dirname(rule.file), name), config.root)
        for rule in rules.values()
        for name in rule.option_files
    ]
    with suppress(OSError, ValueError, TypeError):
        place = kept_at(config.path, environment)
        packed = pack(setup)
        text = json.dumps([MADE_BY, digests_of(names, config.root), *packed])
        if unpack(config.path, *json.loads(text)[2:]) != setup or is_racy(names, config.root):
            return
        os.makedirs(os.path.dirname(place), exist_ok=True)
        new = f"{place}.{os.getpid()}"
        with open(new, "w", encoding="utf-8") as file:
            file.write(f"{digest_of(text)}\n{text}")
        os.replace(new, place)
        forget_old(os.path.dirname(place))


def digest_of(text: str) -> str:
    """What tells damage: any other rule would pass for one of the site's."""
    return xxh3_128_hexdigest(text.encode())


def kept_at(path: str, environment: Mapping[str, str]) -> str:
    """The file that keeps a config."""
    name = os.path.abspath(path).encode("utf-8", "surrogatepass")
    return os.path.join(cache_folder(environment), f"{xxh3_128_hexdigest(name)}.json")


def cache_folder(environment: Mapping[str, str]) -> str:
    """The folder of the user's cache, where the system wants it (on Linux by the XDG Base Directory
    Specification, which has a relative path ignored). Raises OSError where the user has no home."""
    if sys.platform == "win32":
        base, usual = environment.get("LOCALAPPDATA", ""), "AppData/Local"
    elif sys.platform == "darwin":
        base, usual = "", "Library/Caches"
    else:
        base, usual = environment.get("XDG_CACHE_HOME", ""), ".cache"
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            raise FileNotFoundError(home)
        base = os.path.join(home, usual)
    return os.path.join(base, "lint-anp")


def forget_old(folder: str) -> None:
    """Leaves the configs in the cache that were kept last."""
    kept = [(entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(folder)]
    for _, path in sorted(kept)[:-MOST]:
        os.remove(path)


def folder_of(path: str) -> str:
    """The folder of a config, its site's root."""
    return os.path.dirname(os.path.abspath(path))


def names_of_rules(config: Config) -> set[str]:
    """The rule files that a config names, as seen from its folder."""
    files = rule_files(os.path.join(config.root, folder) for folder in config.rules)
    return {relative(file, config.root) for file in files}


def digests_of(names: Iterable[str], folder: str) -> dict[str, str]:
    """The digests of some files below a folder; raises OSError where one is gone."""
    digests = {}
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            digests[name] = xxh3_128_hexdigest(file.read())
    return digests


def is_racy(names: Iterable[str], folder: str) -> bool:
    """Whether one of some files changed so shortly before that it may have done so since it was
    read."""
    times = (os.stat(os.path.join(folder, name)).st_mtime_ns for name in names)
    return max(times) > time.time_ns() - RACY


def pack(setup: Setup) -> tuple[list[Any], dict[str, Any]]:
    """A config and rules as JSON can hold them; their paths are seen from the config's folder, and
    places have none."""
    config, rules = setup
    start = len(from_here(config.path or "")) + 1
    places = {pointer: place[start:] for pointer, place in config.places.items()}
    told = {relative(rule.file, config.root): pack_rule(rule) for rule in rules.values()}
    return [*config._replace(places=places)[2:]], told


def pack_rule(rule: Rule) -> list[Any]:
    """A rule as JSON can hold it, without its file."""
    return [*rule._replace(file="")]


def unpack(path: str, values: list[Any], rules: Mapping[str, list[Any]]) -> Setup:
    """The config in a file, and its site's own rules."""
    root, here = folder_of(path), from_here(path)
    config = Config(path, root, *map(frozen, values))
    overrides: Any = config.overrides
    config = config._replace(
        overrides=tuple(Override(tuple(paths), *settings) for paths, *settings in overrides),
        places={pointer: f"{here}:{place}" for pointer, place in config.places.items()},
    )
    read = (unpack_rule(rule, relative(os.path.join(root, name))) for name, rule in rules.items())
    return Setup(config, {rule.id: rule for rule in read})


def unpack_rule(values: list[Any], file: str) -> Rule:
    """A rule in a file."""
    rule = Rule(*map(frozen, values))
    code = Code(*map(frozen, rule.code))
    message = (part if isinstance(part, str) else Hole(*map(frozen, part)) for part in code.message)
    code = code._replace(
        values=tuple(map(frozen, code.values)),
        details=tuple(map(frozen, code.details)),
        message=tuple(message),
    )
    return rule._replace(file=file, code=code)
