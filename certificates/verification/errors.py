from content.foundation.errors import DomainError


class TooManyTriesError(DomainError):
    """Somebody asked so often that it looks like guessing."""


class TooLargeError(DomainError):
    """A file that is larger than anything we ever hand out."""


class UnreadableError(DomainError):
    """A file whose inside cannot be read: truncated, damaged, or made to exhaust us."""
