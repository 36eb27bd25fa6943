"""Opening the confirmation of attendance: it follows from what was recorded, for whoever was there.

It happens when somebody completes or ends, and every night for the cohorts that are over.
"""

from django.db import transaction

from certificates.awards.domain import open_award
from certificates.awards.earning import to_be_confirmed
from certificates.awards.enums import AwardState, Kind
from certificates.awards.models import Award
from certificates.awards.releasing import release_by_itself
from courses.cohorts.models import Enrolment


@transaction.atomic
def open_attendance(enrolment: Enrolment) -> Award | None:
    """The award, if attendance supports it; None if not. There is never a second one."""
    if to_be_confirmed().filter(pk=enrolment.pk).exists():
        return open_award(enrolment, kind=Kind.ATTENDANCE)
    own = Award.objects.filter(enrolment=enrolment, kind=Kind.ATTENDANCE, follows=None)
    return own.first()


def release_what_needs_nobody() -> int:
    """Named, but left lying: the template asked for a release then. Returns how many went on."""
    waiting = Award.objects.filter(kind=Kind.ATTENDANCE, state=AwardState.NAME_CONFIRMED)
    released = [release_by_itself(award) for award in waiting]
    return sum(award.state == AwardState.RELEASED for award in released)
