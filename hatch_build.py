"""Puts the built-in rules into the wheel, also compiled, so that a start does not parse them."""

import os
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the rules' files and `compiled_rules.py`; an editable install reads the checkout's."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from lint_anp.engine.precompile import module_text

        path = os.path.join(self.directory, "compiled_rules.py")
        os.makedirs(self.directory, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(module_text(os.path.join(self.root, "rules")))
        build_data["force_include"][os.path.join(self.root, "rules")] = "lint_anp/rules"
        build_data["force_include"][path] = "lint_anp/engine/compiled_rules.py"
