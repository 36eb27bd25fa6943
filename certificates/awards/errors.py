"""What the life of a certificate may refuse. Each has one clear sentence."""

from content.foundation.errors import DomainError


class NameRefusedError(DomainError):
    """The spelling cannot stand on a certificate."""


class NotYoursError(DomainError):
    """Only the participant decides about the own name."""


class NotCoordinatorError(DomainError):
    """Only a coordinator of this cohort releases and revokes."""


class NotReadyError(DomainError):
    """A step before this one is missing."""


class TooLateError(DomainError):
    """A later step has already been taken."""


class TemplateChangedError(DomainError):
    """Somebody else has published meanwhile."""


class LogoRefusedError(DomainError):
    """The file cannot stand on a certificate."""


class NoTemplateError(DomainError):
    """The provider has not said yet what its certificates look like."""


class NotPossibleError(DomainError):
    """The certificate is in a state in which this cannot be done."""


class AlreadyAskedError(DomainError):
    """A request for a correction is still waiting for its answer."""


class AlreadyDecidedError(DomainError):
    """Somebody else has answered the request already."""
