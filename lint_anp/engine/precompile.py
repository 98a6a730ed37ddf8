"""The built-in rules as Python modules, which the wheel holds instead of parsing them at start."""

from lint_anp.engine.expression import PARAMETERS
from lint_anp.engine.rule_values import Code, Hole
from lint_anp.engine.rulebook import list_rule_files, read_rules
from lint_anp.paths import relative

RULES = '''"""The built-in rules, checked when this wheel was built."""

from lint_anp.engine.rule_values import Code, Hole, Rule

'''
JUDGES = '''"""The expressions of the built-in rules, compiled when this wheel was built."""

from lint_anp.engine.functions import NAMESPACE
from lint_anp.engine.plan import Judge

globals().update(NAMESPACE)

'''


def module_texts(folder: str) -> dict[str, str]:
    """The texts of the modules for the rule files below a folder, by their names: the rules, which
    every run needs, and their functions. Raises InputError for faults."""
    rules = read_rules(list_rule_files(folder)).rules.values()
    told = []
    for rule in rules:
        file = relative(rule.file, folder)
        told.append(f"    {rule._replace(file=file)!r},\n")
    judges = [f"    {rule.id!r}: {judge_text(rule.code)},\n" for rule in rules]
    return {
        "compiled_rules": "".join([RULES, "RULES = (\n", *told, ")\n"]),
        "compiled_judges": "".join([JUDGES, "JUDGES = {\n", *judges, "}\n"]),
    }


def judge_text(code: Code) -> str:
    """The Python of a compiled rule."""
    message = "".join(f"{part_text(part)}, " for part in code.message)
    parts = {
        "items": function(code.items),
        "values": values_text(code.values),
        "when": function(code.when),
        "require": function(code.require),
        "details": values_text(code.details),
        "at": function(code.at),
        "message": f"({message})",
        "ratchet": function(code.ratchet),
    }
    return "Judge(" + ", ".join(f"{name}={text}" for name, text in parts.items()) + ")"


def values_text(values: tuple[tuple[str, str], ...]) -> str:
    """Named expressions as pairs of a name and a function."""
    return "(" + "".join(f"({name!r}, {function(python)}), " for name, python in values) + ")"


def part_text(part: str | Hole) -> str:
    """A part of a message: a text, or a function and its plural."""
    return repr(part) if isinstance(part, str) else f"({function(part.python)}, {part.plural!r})"


def function(python: str) -> str:
    """An expression as a function, or None without one."""
    return f"lambda {', '.join(PARAMETERS)}: {python}" if python else "None"
