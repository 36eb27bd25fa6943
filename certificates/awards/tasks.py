"""Run by the worker. Each re-reads what it needs and may run any number of times."""

from certificates.awards import documents
from certificates.awards.attendance import open_attendance, release_what_needs_nobody
from certificates.awards.domain import ISSUE, open_award
from certificates.awards.earning import completed_enrolments, to_be_confirmed
from certificates.awards.enums import AwardState, Kind
from certificates.awards.expiry import remind
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award
from content.foundation.queue import enqueue
from courses.cohorts.models import Cohort, Enrolment

OPEN = "certificates.awards.tasks.open_for"
OPEN_ATTENDANCE = "certificates.awards.tasks.open_attendance_for"


def open_for(enrolment_id: int) -> None:
    """Open the awards of somebody whose completion was recorded: both documents."""
    enrolment = Enrolment.objects.select_related("cohort", "user").get(pk=enrolment_id)
    open_award(enrolment)
    open_attendance(enrolment)


def open_attendance_for(enrolment_id: int) -> None:
    """Open the award of somebody who has ended, or whose cohort has."""
    open_attendance(Enrolment.objects.select_related("cohort", "user").get(pk=enrolment_id))


def issue(award_id: int) -> None:
    """Issue one certificate; a problem is written to the award and raised."""
    issue_certificate(award_id)


def sign_document(certificate_id: int) -> None:
    """Sign one PDF; what cannot be signed now is tried again, at the latest in the night."""
    documents.sign_document(certificate_id)


def issue_batch(batch_id: int) -> None:
    """One task a certificate: one that fails holds up none, and each is taken up again alone."""
    waiting = Award.objects.filter(batch=batch_id, state=AwardState.RELEASED, problem="")
    for award_id in waiting.order_by("pk").values_list("pk", flat=True):
        enqueue(ISSUE, award_id)


def remind_of_expiry() -> int:
    """Every morning: whose certificate ends soon learns of it, once; returns how many mails."""
    return remind()


def sweep() -> int:
    """Every night: cohorts that are over, and what got lost or failed, into the queue; returns how
    many tasks."""
    release_what_needs_nobody()
    opened = Award.objects.filter(kind=Kind.CERTIFICATE).values_list("enrolment", flat=True)
    lost = completed_enrolments(Cohort.objects.all()) - set(opened)
    present = set(to_be_confirmed().values_list("pk", flat=True)) - lost
    waiting = Award.objects.filter(state=AwardState.RELEASED).values_list("pk", flat=True)
    for enrolment_id in sorted(lost):
        enqueue(OPEN, enrolment_id)
    for enrolment_id in sorted(present):
        enqueue(OPEN_ATTENDANCE, enrolment_id)
    for award_id in waiting:
        enqueue(ISSUE, award_id)
    unsigned = documents.unsigned().values_list("pk", flat=True)
    for certificate_id in unsigned:
        enqueue(documents.SIGN_DOCUMENT, certificate_id)
    return len(lost) + len(present) + len(waiting) + len(unsigned)
