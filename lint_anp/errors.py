"""The one error that the user can mend, as the input is wrong; the reasons of others in words."""


class InputError(Exception):
    """A wrong option, config, rule or path; ends the run with exit code 2.

    Each fault is one line, `path:line:column: what is wrong; what to do` where it has a place.
    All faults of one input are told at once.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def reason_of(error: Exception) -> str:
    """Why a file or a program cannot be used, as a part of a sentence."""
    return (getattr(error, "strerror", None) or str(error)).lower()
