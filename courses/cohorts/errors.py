from content.foundation.errors import DomainError


class NotAllowed(DomainError):
    """The person's role does not cover this."""


class InvitationRefused(DomainError):
    """The link opens nothing: expired, used, withdrawn, or meant for somebody else."""


class AlreadyEnrolled(DomainError):
    """The person takes part already."""
