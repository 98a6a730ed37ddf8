"""What the linter found, paragraph by paragraph, kept small: a report may have a million lines."""

import json
from pathlib import Path
from sys import intern
from typing import NamedTuple

NEAR = "paragraph-boilerplate"
STOCK = "stock-sentence"
WITHIN = "paragraph-repeated-in-post"
RULES = (NEAR, STOCK, WITHIN)


class Family(NamedTuple):
    """What a finding says about the family of its paragraph."""

    name: str
    posts: int
    template: str


class Findings:
    """The rules that were broken on a line of a post, and the families named there."""

    def __init__(self, report: Path) -> None:
        self.rules: dict[tuple[str, int], frozenset[str]] = {}
        self.families: dict[tuple[str, int], Family] = {}
        sets: dict[frozenset[str], frozenset[str]] = {}
        known: dict[Family, Family] = {}
        with report.open(encoding="utf-8") as lines:
            for line in lines:
                finding = json.loads(line)
                rule = finding["rule"]
                if rule not in RULES:
                    continue
                path = finding["path"].replace("\\", "/")
                place = intern(path[path.rindex("posts/") :]), finding["line"]
                rules = self.rules.get(place, frozenset()) | {rule}
                self.rules[place] = sets.setdefault(rules, rules)
                data = finding["data"]
                if rule == NEAR and "family" in data:
                    family = Family(data["family"], data["posts"], data["template"])
                    self.families[place] = known.setdefault(family, family)

    def on(self, path: str, line: int) -> frozenset[str]:
        """The rules broken on a line."""
        return self.rules.get((path, line), frozenset())
