"""What people have not handed in yet, for reminders and letters."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from courses.cohorts.models import ScheduleEntry
from courses.curriculum.models import Activity
from courses.progress.deadlines import latest
from courses.progress.enums import COUNTING, EvidenceKind, State
from courses.progress.models import Evidence, RequirementState
from courses.reminders.deadlines import Deadline

# Handed in it waits for others; returned it waits for its author again.
WRITTEN = (Activity.Kind.ASSIGNMENT, Activity.Kind.PLAN)
SETTLED = COUNTING | {State.HANDED_IN}


def open_deadlines(enrolments: Collection[Any]) -> Iterator[Deadline]:
    """Deadlines of the cohorts and those given to single people. Four statements."""
    pks = [row.pk for row in enrolments]
    entries = ScheduleEntry.objects.filter(
        cohort__in={row.cohort_id for row in enrolments}, due_at__isnull=False
    )
    scheduled = {(row.cohort_id, row.key): row.due_at for row in entries}
    evidence = _extensions(pks)
    settled = set(
        RequirementState.objects.filter(enrolment__in=pks, state__in=SETTLED).values_list(
            "enrolment", "requirement_key"
        )
    )
    activities = _activities(enrolments)
    for enrolment in enrolments:
        keys = {key for cohort, key in scheduled if cohort == enrolment.cohort_id}
        keys |= {key for pk, key in evidence if pk == enrolment.pk}
        for key in sorted(keys):
            activity = activities.get((enrolment.cohort.programme_id, key))
            due_at = latest(
                scheduled.get((enrolment.cohort_id, key)), evidence.get((enrolment.pk, key), [])
            )
            if activity and due_at and (enrolment.pk, key) not in settled:
                yield Deadline(enrolment, key, activity.title, due_at)


def _extensions(enrolments: Collection[int]) -> dict[tuple[int, UUID], list[Evidence]]:
    """By person and thing what was recorded about things for which somebody got more time."""
    own = Evidence.objects.filter(enrolment__in=enrolments)
    keys = own.filter(kind=EvidenceKind.EXTENDED).values("requirement_key")
    found: dict[tuple[int, UUID], list[Evidence]] = {}
    for row in own.filter(requirement_key__in=keys).order_by("enrolment", "seq"):
        found.setdefault((row.enrolment_id, row.requirement_key), []).append(row)
    return found


def _activities(enrolments: Collection[Any]) -> dict[tuple[int, UUID], Activity]:
    programmes = {row.cohort.programme_id for row in enrolments}
    rows = Activity.objects.filter(programme__in=programmes, kind__in=WRITTEN, live=True)
    return {(row.programme_id, row.key): row for row in rows}
