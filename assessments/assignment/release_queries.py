"""Who is released in which cohort, in a constant number of statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from assessments.assignment.models import Member, Submission
from assessments.assignment.policies import enrolments_released_by
from content.foundation.people import display_name
from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import cohorts_taught_by
from courses.progress.enums import State
from courses.progress.models import RequirementState
from courses.progress.sources import release_key

WORK = dict(Submission.State.choices)


@dataclass(frozen=True, slots=True)
class CohortRow:
    cohort: Cohort
    people: int
    released: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    enrolment: Enrolment
    name: str
    released_at: datetime | None
    work: Any  # the state of what they have to hand in, in words
    open_work: int | None  # the submission they still write at


def cohorts_to_release(user: Any) -> list[CohortRow]:
    """Two statements."""
    counted = Count("enrolments", filter=~Q(enrolments__state=Enrolment.State.WITHDRAWN))
    cohorts = list(cohorts_taught_by(user).annotate(people=counted))
    keys = [release_key(cohort) for cohort in cohorts]
    released = RequirementState.objects.filter(state=State.RELEASED, requirement_key__in=keys)
    found = dict(released.values_list("requirement_key").annotate(n=Count("pk")))
    return [CohortRow(c, c.people, found.get(release_key(c), 0)) for c in cohorts]


def participants_of(cohort: Cohort, user: Any) -> list[PersonRow]:
    """The participants by name. One statement."""
    given = RequirementState.objects.filter(
        enrolment=OuterRef("pk"), requirement_key=release_key(cohort), state=State.RELEASED
    )
    mine = Member.objects.filter(enrolment=OuterRef("pk"), left_at=None)
    work = mine.order_by("-submission__started_at")
    written = work.filter(submission__state__in=Submission.OPEN_STATES)
    rows: QuerySet[Any] = (
        enrolments_released_by(user)
        .filter(cohort=cohort)
        .select_related("user")
        .annotate(
            released_at=Subquery(given.values("since")[:1]),
            work=Subquery(work.values("submission__state")[:1]),
            open_work=Subquery(written.values("submission")[:1]),
        )
    )
    found = [
        PersonRow(
            enrolment=row,
            name=display_name(row.user),
            released_at=row.released_at,
            work=WORK.get(row.work, _("not started")),
            open_work=row.open_work,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.released_at is not None, row.name.casefold()))
