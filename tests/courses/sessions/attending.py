"""What the tests of attendance have in common."""

from typing import Any

from django.urls import reverse

from courses.cohorts.models import Enrolment
from courses.progress.enums import State
from courses.progress.models import RequirementState
from courses.sessions.domain import Attendance
from courses.sessions.models import Session

PRESENT = Attendance(State.ATTENDED)


def state_of(enrolment: Enrolment, session: Session) -> tuple[str, int]:
    row = RequirementState.objects.get(enrolment=enrolment, requirement_key=session.key)
    return row.state, row.minutes


def address(session: Session) -> str:
    return reverse("lms_cohorts:attendance", args=[session.cohort_id, session.pk])


def typed(answer: Any) -> dict[str, Any]:
    """What the page would send if nothing was changed."""
    data = {}
    for row in answer.context["rows"]:
        data |= {
            row[name].html_name: row[name].value() or "" for name in ("state", "minutes", "reason")
        }
        data[row["seen"].html_name] = row.seen_now
    return data
