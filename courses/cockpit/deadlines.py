"""A cohort's dates together with what single people were given more, in one statement."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    JSONField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from courses.cohorts.models import ScheduleEntry
from courses.progress.deadlines import read_more_time
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence


@dataclass(frozen=True, slots=True)
class Dates:
    """When something opens and is due in one cohort, and who has longer."""

    opens_on: Mapping[UUID, date] = field(default_factory=dict)
    due_at: Mapping[UUID, datetime] = field(default_factory=dict)
    longer: Mapping[tuple[int, UUID], datetime] = field(default_factory=dict)

    def due_for(self, enrolment_id: int, key: UUID) -> datetime | None:
        """The later one of the cohort's deadline and the person's own."""
        known = (self.due_at.get(key), self.longer.get((enrolment_id, key)))
        return max(filter(None, known), default=None)

    def at_least(self, scheduled: datetime, enrolment_id: int, key: UUID) -> datetime:
        """The later one of `scheduled` and the person's own."""
        return max(scheduled, self.longer.get((enrolment_id, key), scheduled))

    def locked(self, key: UUID | None, today: date) -> bool:
        opens = self.opens_on.get(key) if key else None
        return opens is not None and opens > today


def dates_of(cohort_ids: Collection[int]) -> dict[int, Dates]:
    """By cohort. One statement: the two kinds of rows differ in whose they are."""
    found: dict[int, list[Any]] = {pk: [] for pk in cohort_ids}
    for cohort_id, *row in _scheduled(cohort_ids).union(_extended(cohort_ids), all=True):
        found[cohort_id].append(row)
    return {pk: _dates(rows) for pk, rows in found.items()}


def _scheduled(cohort_ids: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    return ScheduleEntry.objects.filter(cohort__in=cohort_ids).values_list(
        "cohort_id",
        Cast(Value(None), BigIntegerField()),
        "key",
        "opens_on",
        "due_at",
        Cast(Value(None), JSONField()),
    )


def _extended(cohort_ids: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """Extensions that no later row corrects."""
    return (
        Evidence.objects.standing()
        .filter(enrolment__cohort__in=cohort_ids, kind=EvidenceKind.EXTENDED)
        .order_by()
        .values_list(
            "enrolment__cohort_id",
            "enrolment_id",
            "requirement_key",
            Cast(Value(None), DateField()),
            Cast(Value(None), DateTimeField()),
            "value",
        )
    )


def _dates(rows: Iterable[Any]) -> Dates:
    opens_on: dict[UUID, date] = {}
    due_at: dict[UUID, datetime] = {}
    longer: dict[tuple[int, UUID], datetime] = {}
    for enrolment_id, key, opens, due, value in rows:
        if enrolment_id is not None:
            until = read_more_time(value)
            known = longer.get((enrolment_id, key), until)
            longer[enrolment_id, key] = max(known, until)
            continue
        if opens:
            opens_on[key] = opens
        if due:
            due_at[key] = due
    return Dates(opens_on, due_at, longer)
