"""The exception that all refusals have in common."""


class VerificationError(Exception):
    """A document was refused; the subclass, and `code`, say why. The message is for people and may change."""

    code = ""
    """The reason, for programs: the same word in every language."""
    advice = ""
    """What the reader of the message can do about it."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message, path)

    @property
    def path(self) -> str:
        """The member in which the fault lies (`report.facility.country`); empty where it is the whole document."""
        path: str = self.args[1]
        return path

    def __str__(self) -> str:
        message: str = self.args[0]
        return message
