from content.foundation.errors import DomainError


class NotOursError(DomainError):
    """What lies in the table is not what was issued."""


class ExportRefusedError(DomainError):
    """Nothing was written."""
