"""A participant says that they cannot come, and may take it back until the session begins."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.foundation.conf import base_url
from content.foundation.people import formal_name
from courses.cohorts.models import Cohort, CohortRole, Enrolment
from courses.cohorts.policies import enrolments_of
from courses.governance import audit, outbox
from courses.governance.outbox import Purpose
from courses.sessions.errors import AbsenceRefused
from courses.sessions.models import AbsenceNotice, Session
from courses.sessions.requirements import timed_sessions


@transaction.atomic
def announce_absence(
    session: Session, *, by: Any, note: str = "", now: datetime | None = None
) -> AbsenceNotice:
    """Tell those who look after the cohort that the participant `by` will not come.

    Twice is once; a changed note replaces the old one. Raises AbsenceRefused for people who do not
    take part, for sessions that were cancelled and for those that have begun. Side effect: one mail
    to each coordinator of the cohort, without a name and without the note.
    """
    now = now or timezone.now()
    enrolment, timed = _lock(session, by, now)
    notice = AbsenceNotice.objects.filter(enrolment=enrolment, session=session).first()
    if notice and not notice.withdrawn_at:
        if notice.note != note:
            notice.note = note
            notice.save(update_fields=["note"])
        return notice
    notice = notice or AbsenceNotice(enrolment=enrolment, session=session)
    notice.note, notice.announced_at, notice.withdrawn_at = note, now, None
    notice.save()
    audit.log(by, "absence.announced", session, cohort=enrolment.cohort)
    _tell_coordination(notice, enrolment.cohort, timed.starts_at)
    return notice


@transaction.atomic
def withdraw_absence(session: Session, *, by: Any, now: datetime | None = None) -> None:
    """The participant `by` comes after all. What they wrote about it goes. Twice is once.

    Raises AbsenceRefused as `announce_absence` does.
    """
    now = now or timezone.now()
    enrolment, _timed = _lock(session, by, now)
    taken_back = AbsenceNotice.objects.filter(
        enrolment=enrolment, session=session, withdrawn_at=None
    ).update(withdrawn_at=now, note="")
    if taken_back:
        audit.log(by, "absence.withdrawn", session, cohort=enrolment.cohort)


def _lock(session: Session, by: Any, now: datetime) -> tuple[Enrolment, Any]:
    """The place under lock, so that a double click is one after the other."""
    running = enrolments_of(by).filter(state=Enrolment.State.ACTIVE, cohort=session.cohort_id)
    enrolment = running.select_for_update(of=("self",)).select_related("cohort").first()
    if enrolment is None:
        raise AbsenceRefused(_("You do not take part in this cohort."))
    timed = timed_sessions().get(pk=session.pk)
    if timed.cancelled_at:
        raise AbsenceRefused(_("This session was cancelled."))
    if timed.starts_at is None or timed.starts_at <= now:
        raise AbsenceRefused(
            _("The session has begun. Please tell your trainers or the coordination.")
        )
    return enrolment, timed


def _tell_coordination(notice: AbsenceNotice, cohort: Cohort, until: datetime) -> None:
    """„Jemand hat sich abgemeldet.“ Who and why stands behind the login."""
    roles = CohortRole.objects.filter(cohort=cohort, role=CohortRole.Role.COORDINATOR)
    path = reverse("lms_cohorts:attendance", args=[cohort.pk, notice.session_id])
    told_at = notice.announced_at.isoformat()
    for person in get_user_model()._default_manager.filter(pk__in=roles.values("user")):
        body = _(
            "Good day %(name)s,\n\nsomebody in the cohort “%(cohort)s” cannot come to a session. "
            "Who it is, you see in the attendance list:\n%(address)s\n"
        ) % {"name": formal_name(person), "cohort": cohort.title, "address": base_url() + path}
        outbox.post(
            key=f"absence:{notice.enrolment_id}:{notice.session_id}:{told_at}:{person.pk}",
            to=person,
            subject=_("Somebody cannot come to a session"),
            body=body,
            purpose=Purpose("absence.announced", cohort, until),
        )
