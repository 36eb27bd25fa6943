"""Why a PDF could not be signed. Each sentence is for the person who runs the server."""

from content.foundation.errors import DomainError


class DocumentSigningError(DomainError):
    """The PDF is not signed at the moment; it stays as it was printed."""


class SignerMissingError(DocumentSigningError):
    """There is nothing to sign with where it should be."""


class SignerExposedError(DocumentSigningError):
    """Others on the server could read the private key."""


class SignerLockedError(DocumentSigningError):
    """The passphrase is missing or does not open the private key."""


class TrustMissingError(DocumentSigningError):
    """For a time stamp it has to be known whose word counts."""


class NotSignedError(DocumentSigningError):
    """A time-stamping service does not answer, or somebody's certificate does not hold."""


class ChangedRecordError(DocumentSigningError):
    """Only what was issued is signed."""
