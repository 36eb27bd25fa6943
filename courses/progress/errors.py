from content.foundation.errors import DomainError


class NothingToConfirm(DomainError):
    """The person takes no part, the thing is not there, or it is not open yet."""


class AlreadyCorrected(DomainError):
    """Somebody corrected the same entry first."""


class ExceptionRefused(DomainError):
    """One person cannot be treated differently like this."""
