"""Who decides about awards and certificates, and what has to be true first."""

from typing import Any

from django.utils.translation import gettext as _

from certificates.awards.enums import Kind
from certificates.awards.errors import NotCoordinatorError, NotReadyError
from certificates.awards.models import Award
from certificates.awards.queries import is_earned
from courses.cohorts.policies import cohorts_coordinated_by


def assert_decides(award: Award, by: Any) -> None:
    """Raises NotCoordinatorError. Wants the award with its enrolment. One statement."""
    if not cohorts_coordinated_by(by).filter(pk=award.enrolment.cohort_id).exists():
        raise NotCoordinatorError(_("Only the coordination of this cohort may do this."))
    assert_not_own(award, by)


def assert_not_own(award: Award, by: Any) -> None:
    if award.enrolment.user_id == by.pk:
        raise NotCoordinatorError(_("Nobody decides about a document of their own."))


def assert_earned(award: Award) -> None:
    """Raises NotReadyError. Wants the award with enrolment and cohort."""
    if not is_earned(award):
        raise unearned(award)


def unearned(award: Award) -> NotReadyError:
    """Why nothing is released or issued, in the words of the document."""
    if award.kind == Kind.ATTENDANCE:
        return NotReadyError(_("No attendance is recorded that could be confirmed."))
    return NotReadyError(_("The rules of the cohort are not met (any more)."))
