"""Until when something can be handed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from assessments.assignment.errors import NothingHere
from assessments.assignment.models import Submission
from assessments.assignment.policies import enrolments_released_by, members_of
from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Enrolment, ScheduleEntry
from courses.governance import audit
from courses.progress.deadlines import latest, more_time
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence


def due_at(enrolment: Enrolment, key: UUID) -> datetime | None:
    """The deadline of this person: the cohort's, or a later one given to them. None: there is none.

    Two statements.
    """
    entry = ScheduleEntry.objects.filter(cohort=enrolment.cohort_id, key=key).first()
    rows = Evidence.objects.filter(enrolment=enrolment, requirement_key=key)
    return latest(entry.due_at if entry else None, rows)


def work_due_at(submission: Submission) -> datetime | None:
    """The deadline of a work: more time given to one of its people is everybody's there.

    Two statements.
    """
    cohort, key = submission.enrolment.cohort_id, submission.activity_key
    entry = ScheduleEntry.objects.filter(cohort=cohort, key=key).first()
    scheduled = entry.due_at if entry else None
    places = members_of(submission).values("pk")
    by_place: dict[int, list[Evidence]] = {}
    for row in Evidence.objects.filter(enrolment__in=places, requirement_key=key):
        by_place.setdefault(row.enrolment_id, []).append(row)
    known = [scheduled, *(latest(scheduled, rows) for rows in by_place.values())]
    return max((due for due in known if due), default=None)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for one activity."""

    key: UUID
    until: datetime
    reason: str = ""


@transaction.atomic
def extend(
    enrolment: Enrolment, extension: Extension, *, by: Any, now: datetime | None = None
) -> None:
    """Give one person more time. Raises NothingHere for people whose cohort `by` does not teach."""
    if not enrolments_released_by(by).filter(pk=enrolment.pk).exists():
        raise NothingHere
    reason, until = extension.reason, extension.until
    record(
        Fact(extension.key, EvidenceKind.EXTENDED, value=more_time(until), reason=reason),
        enrolments=Enrolment.objects.filter(pk=enrolment.pk),
        actor=by,
        role=ActorRole.TRAINER,
        now=now,
    )
    cohort = enrolment.cohort
    audit.log(by, "deadline.extended", enrolment, reason=reason, cohort=cohort, until=until)


@transaction.atomic
def extend_work(
    submission: Submission, extension: Extension, *, by: Any, now: datetime | None = None
) -> None:
    """Give everybody who writes the work more time for it. Raises NothingHere as `extend` does."""
    members = enrolments_released_by(by).filter(pk__in=members_of(submission).values("pk"))
    places = list(members.select_related("cohort"))
    if not places:
        raise NothingHere
    for place in places:
        extend(place, extension, by=by, now=now)
