"""Letters to people who need a hand, ready to be read once more and sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from content.foundation.people import display_name, formal_name
from content.ui.dates import date_span, long_date
from courses.cohorts.models import Enrolment
from courses.progress.enums import State
from courses.progress.models import RequirementState
from courses.reminders.deadlines import open_deadlines
from courses.reminders.letters import LetterDraft
from courses.sessions.requirements import timed_sessions


def ready_letter(
    enrolment: Enrolment, occasion: str, *, by: Any, now: datetime | None = None
) -> LetterDraft | None:
    """The letter for an occasion: missed, overdue or unreachable. None: there is none for it."""
    if occasion not in OCCASIONS:
        return None
    subject, things = OCCASIONS[occasion](enrolment, now or timezone.now())
    context = {
        "name": formal_name(enrolment.user),
        "things": things,
        "sender": display_name(by),
        "provider": enrolment.cohort.provider,
    }
    body = render_to_string(f"lms_courses/letters/ready_{occasion}.txt", context)
    return LetterDraft(subject, body.strip())


def _missed(enrolment: Enrolment, now: datetime) -> tuple[str, list[str]]:
    away = RequirementState.objects.filter(
        enrolment=enrolment, state__in=(State.MISSED, State.EXCUSED)
    )
    sessions = timed_sessions().filter(
        cohort=enrolment.cohort_id,
        cancelled_at=None,
        key__in=away.values("requirement_key"),
        ends_at__lt=now,
    )
    things = [f"{row.title}, {date_span(row.starts_at, row.ends_at)}" for row in sessions]
    return _("We missed you"), things


def _overdue(enrolment: Enrolment, now: datetime) -> tuple[str, list[str]]:
    things = [
        _("%(title)s, due on %(date)s") % {"title": item.title, "date": long_date(item.due_at)}
        for item in open_deadlines([enrolment])
        if item.due_at < now
    ]
    return _("How can we help you with what is due?"), things


def _unreachable(enrolment: Enrolment, now: datetime) -> tuple[str, list[str]]:
    return _("How you can still get to the end of this qualification"), []


OCCASIONS: dict[str, Callable[[Enrolment, datetime], tuple[str, list[str]]]] = {
    "missed": _missed,
    "overdue": _overdue,
    "unreachable": _unreachable,
}
