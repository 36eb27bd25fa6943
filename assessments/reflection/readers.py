"""Who can read a text, in force at this moment. One rule for authors and for readers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from assessments.reflection.models import ReflectionEntry, SharedEntry
from content.foundation.people import display_name
from courses.cohorts.models import CohortRole, Enrolment
from courses.cohorts.policies import TEACHING_ROLES

COPIES = "copies_in_force"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has a copy of a text. `is_older`: the text was changed since."""

    key: UUID
    name: str
    cohort: str
    shared_at: datetime
    is_older: bool


def in_force(copies: QuerySet[SharedEntry]) -> QuerySet[SharedEntry]:
    """Those whose reader teaches the cohort still and whose author has a place in it.

    The rest is deleted soon after (`sharing.forget_ended`); nobody sees it from this moment on.
    """
    team = CohortRole.objects.filter(
        cohort=OuterRef("enrolment__cohort"), user=OuterRef("reader"), role__in=TEACHING_ROLES
    )
    return copies.filter(Exists(team), reader__is_active=True).exclude(
        enrolment__state=Enrolment.State.WITHDRAWN
    )


def with_readers(rows: QuerySet[ReflectionEntry]) -> QuerySet[ReflectionEntry]:
    """So that `readers_of` needs no further statement. One more for all rows together."""
    copies = in_force(SharedEntry.objects.all()).defer("ciphertext")
    copies = copies.select_related("reader", "enrolment__cohort").order_by("shared_at", "pk")
    return rows.prefetch_related(Prefetch("copies", copies, to_attr=COPIES))


def readers_of(row: Any) -> tuple[Reader, ...]:
    """Needs `with_readers`."""
    return tuple(
        Reader(
            key=copy.key,
            name=display_name(copy.reader),
            cohort=copy.enrolment.cohort.title,
            shared_at=copy.shared_at,
            is_older=copy.version != row.version,
        )
        for copy in getattr(row, COPIES)
    )
