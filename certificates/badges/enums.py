from enum import StrEnum


class Mark(StrEnum):
    """How the certificate behind a public picture stands."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"
    EXPIRED = "expired"
