"""What a picture from outside may be refused for. Each has one clear sentence."""

from content.foundation.errors import DomainError


class UnreadableBadgeError(DomainError):
    """The picture is broken, or no picture of this kind at all."""


class BadgeTooLargeError(DomainError):
    """The picture, or what is packed inside, is larger than any badge needs."""
