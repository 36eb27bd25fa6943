"""What sharing may refuse. Each has one clear sentence."""

from content.foundation.errors import DomainError


class CannotShareError(DomainError):
    """The certificate does not count, so nobody is invited to look at it."""


class WrongExpiryError(DomainError):
    """A link ends in the future, and within a year."""


class TooManyLinksError(DomainError):
    """More links are open than anybody can keep an eye on."""
