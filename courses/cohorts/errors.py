from enum import StrEnum
from typing import Any

from content.foundation.errors import DomainError


class NotAllowed(DomainError):
    """The person's role does not cover this."""


class InvitationRefused(DomainError):
    """The link opens nothing: expired, used, withdrawn, or meant for somebody else.

    `invitation` is the one the link was made for, where it still exists: the page can then say whom
    to call.
    """

    class Reason(StrEnum):
        INCOMPLETE = "incomplete"
        WITHDRAWN = "withdrawn"
        USED = "used"
        RENEWED = "renewed"
        EXPIRED = "expired"
        FOREIGN = "foreign"
        HAS_ACCOUNT = "has_account"

    def __init__(self, sentence: str, *, reason: Reason, invitation: Any = None) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.invitation = invitation


class AlreadyEnrolled(DomainError):
    """The person takes part already."""


class CohortFull(DomainError):
    """Every place is taken or offered."""


class AlreadyWaiting(DomainError):
    """The address is on the waiting list, or a place is offered to it."""


class NotWaiting(DomainError):
    """The person has left the waiting list."""


class ListRefused(DomainError):
    """The file is no list of people that can be read."""
