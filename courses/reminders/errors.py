from content.foundation.errors import DomainError


class LetterGone(DomainError):
    """The letter has gone out or was taken back; nothing about it can be changed any more."""


class MomentPassed(DomainError):
    """Nothing can be sent in the past."""
