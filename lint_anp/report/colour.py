"""Whether and how the terminal shows colours."""

from collections.abc import Mapping

CODES = {"error": "1;31", "warning": "1;33", "note": "1;36", "bold": "1", "dim": "2"}


def wants_colour(flag: str, environment: Mapping[str, str], is_terminal: bool) -> bool:
    """Decides by the flag (`always`, `never`, `auto`), then NO_COLOR, FORCE_COLOR, the terminal.

    A variable counts where it is not empty; FORCE_COLOR=0 does not force (no-color.org,
    force-color.org).
    """
    if flag != "auto":
        return flag == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return is_terminal and environment.get("TERM") != "dumb"


def paint(text: str, style: str, colour: bool) -> str:
    """The text in a style, where colours are wanted."""
    return f"\x1b[{CODES[style]}m{text}\x1b[0m" if colour else text
