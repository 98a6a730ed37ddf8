"""Puts the built-in rules into the wheel, also compiled, so that a start does not parse them."""

import os
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the rules' files and the compiled modules; an editable install reads the checkout's."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from lint_anp.engine.precompile import module_texts

        os.makedirs(self.directory, exist_ok=True)
        for name, text in module_texts(os.path.join(self.root, "rules")).items():
            path = os.path.join(self.directory, f"{name}.py")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            build_data["force_include"][path] = f"lint_anp/engine/{name}.py"
        build_data["force_include"][os.path.join(self.root, "rules")] = "lint_anp/rules"
