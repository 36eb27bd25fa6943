from content.foundation.errors import DomainError


class ChangedElsewhere(DomainError):
    """The note was changed in another window. Carries what stands there now."""

    def __init__(self, sentence: str, *, version: int, text: str) -> None:
        super().__init__(sentence)
        self.version = version
        self.text = text


class TooLong(DomainError):
    """More than a note may hold."""
