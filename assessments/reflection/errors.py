from content.foundation.errors import DomainError


class ChangedElsewhere(DomainError):
    """The text was changed in another window. Carries what stands there now."""

    def __init__(self, sentence: str, *, version: int, text: str) -> None:
        super().__init__(sentence)
        self.version = version
        self.text = text


class TooLong(DomainError):
    """More than a text may hold."""


class NotInTeam(DomainError):
    """The person teaches none of the author's cohorts (any more)."""


class NothingToShare(DomainError):
    """The text is empty."""
