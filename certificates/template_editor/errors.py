from content.foundation.errors import DomainError


class DraftChanged(DomainError):
    """Another window has saved the draft meanwhile; `version` is the one there is now."""

    def __init__(self, sentence: str, *, version: int) -> None:
        self.version = version
        super().__init__(sentence)
