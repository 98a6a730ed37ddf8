"""The one error that means: the user's input is wrong and the user can mend it."""


class InputError(Exception):
    """A wrong option, config, rule or path; ends the run with exit code 2.

    Each fault is one line, `path:line:column: what is wrong; what to do` where it has a place.
    All faults of one input are told at once.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
