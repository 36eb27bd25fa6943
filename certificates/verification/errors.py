from content.foundation.errors import DomainError


class TooManyTriesError(DomainError):
    """Somebody asked so often that it looks like guessing."""
