"""Run by the worker. Each re-reads what it needs and may run any number of times."""

from certificates.awards.domain import ISSUE, open_award
from certificates.awards.enums import AwardState
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award
from certificates.awards.queries import completed_enrolments
from content.foundation.queue import enqueue
from courses.cohorts.models import Cohort, Enrolment

OPEN = "certificates.awards.tasks.open_for"


def open_for(enrolment_id: int) -> None:
    """Open the award of somebody whose completion was recorded."""
    open_award(Enrolment.objects.select_related("cohort", "user").get(pk=enrolment_id))


def issue(award_id: int) -> None:
    """Issue one certificate; a problem is written to the award and raised."""
    issue_certificate(award_id)


def sweep() -> int:
    """Every night: what got lost or failed is put into the queue again; returns how many tasks."""
    lost = completed_enrolments(Cohort.objects.all()) - set(
        Award.objects.values_list("enrolment", flat=True)
    )
    waiting = Award.objects.filter(state=AwardState.RELEASED).values_list("pk", flat=True)
    for enrolment_id in sorted(lost):
        enqueue(OPEN, enrolment_id)
    for award_id in waiting:
        enqueue(ISSUE, award_id)
    return len(lost) + len(waiting)
