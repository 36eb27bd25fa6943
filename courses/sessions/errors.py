from content.foundation.errors import DomainError


class AttendanceRefused(DomainError):
    """Attendance cannot be recorded like this."""


class AttendanceChanged(AttendanceRefused):
    """Somebody else recorded something for the same person after the page was opened."""


class SessionRefused(DomainError):
    """A session cannot be planned like this."""


class SessionChanged(SessionRefused):
    """Somebody else changed the session after the page was opened."""


class CohortRefused(DomainError):
    """A cohort cannot be set up like this."""


class PapersRefused(DomainError):
    """Protocol or files of a session cannot be kept like this."""


class PapersChanged(PapersRefused):
    """Somebody else wrote in the protocol after the page was opened."""


class AbsenceRefused(DomainError):
    """An absence cannot be announced or taken back like this."""
