"""The exceptions that are no matter of one code: of documents, of stores, of exchanges."""


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


class _Coded(Exception):
    def __init__(self, message: str, code: str) -> None:
        super().__init__(message, code)

    @property
    def code(self) -> str:
        """The reason, for programs."""
        code: str = self.args[1]
        return code

    def __str__(self) -> str:
        message: str = self.args[0]
        return message


class StoreError(_Coded):
    """A store does not do what it is asked: `code` is `store_busy`, `store_syncing`, `not_a_store`, `store_newer`, `disk_full` and others.

    What earlier batches have written stays; nothing is half written.
    """


class SyncError(_Coded):
    """A sync stopped: `code` is `unreachable`, `forbidden`, `not_an_exchange`, `log_rolled_back`, `log_forked` and others.

    What it had imported stays; the next one goes on. A document of the exchange that is refused raises its `VerificationError`.
    """
