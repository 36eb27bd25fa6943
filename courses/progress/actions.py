"""What participants do with the curriculum itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Enrolment, EnrolmentQuerySet, ScheduleEntry
from courses.cohorts.policies import enrolments_of
from courses.curriculum.models import Activity
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence
from courses.progress.queries import with_agreement


def enrolments_open_to(user: Any, key: UUID, kind: str) -> EnrolmentQuerySet:
    """The user's running places in programmes where this activity is live and its module open.

    Reading and self-tests count for every one of them.
    """
    not_yet = ScheduleEntry.objects.filter(
        cohort=OuterRef("cohort"), opens_on__gt=timezone.localdate()
    )
    activity = Activity.objects.filter(
        programme=OuterRef("cohort__programme"), key=key, kind=kind, live=True
    )
    locked = not_yet.filter(
        Q(key__in=activity.values("parent__key"))
        | Q(key__in=activity.values("parent__parent__key"))
    )
    running: Any = with_agreement(enrolments_of(user))
    running = running.filter(state=Enrolment.State.ACTIVE, agreed=True)
    return running.filter(Exists(activity)).exclude(Exists(locked))


def confirm_reading(user: Any, key: UUID, *, now: datetime | None = None) -> list[Evidence]:
    """„Als gelesen markieren“: once per running place; a second click changes nothing.

    Raises NothingToConfirm when the lesson is not there for this person.
    """
    return record(
        Fact(key, EvidenceKind.CONFIRMED),
        enrolments=enrolments_open_to(user, key, Activity.Kind.LESSON),
        actor=user,
        role=ActorRole.PARTICIPANT,
        now=now,
    )
