"""What an exercise may refuse; the sentence says why."""

from content.foundation.errors import DomainError


class StillOpen(DomainError):
    """The group has an exercise that is not over yet."""


class WrongMoment(DomainError):
    """Not in this state of the exercise: cards are sent while the clock runs, and so on."""


class AlreadyKept(DomainError):
    """The provider has a set of cards of this name."""
