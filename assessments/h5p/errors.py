"""What a statement, a state or a confirmation may be refused for; each names its reason."""

from content.foundation.errors import DomainError


class Refused(DomainError):
    """Nothing was kept. `status` is that of the answer."""

    status = 422


class NotUnderstood(Refused):
    """It is no statement, or no state."""

    status = 400


class TooLarge(Refused):
    """It is larger than what we keep."""

    status = 413


class ForeignActivity(Refused):
    """It speaks of something that is not played here."""


class NoNumber(Refused):
    """A score is no number, such as NaN or infinity."""


class StaleLaunch(Refused):
    """The page was opened too long ago, by somebody else or for something else."""

    status = 403


class NoPlace(Refused):
    """Nothing is recorded for this person any more."""

    status = 403


class TooMany(Refused):
    """More statements in a minute than anybody makes."""

    status = 429


class NothingToConfirm(DomainError):
    """There is no result of this person to confirm."""
