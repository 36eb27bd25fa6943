"""What participants do with the curriculum itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
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


# What `in_time` asks of a cohort.
JUDGED_BY = ("key", "programme", "ends_on", "rule_version__definition")


def places_open_to(user: Any, key: UUID, kind: str) -> list[Enrolment]:
    """The rows of `enrolments_open_to`, with what `in_time` asks of their cohorts.

    For what a page sends many times a minute: two plain statements. One that holds it all takes
    longer to put together, and to plan, than to answer.
    """
    activities = Activity.objects.filter(key=key, kind=kind, live=True)
    above = {
        programme: {parent, module} - {None}
        for programme, parent, module in activities.values_list(
            "programme", "parent__key", "parent__parent__key"
        )
    }
    # With its own key, which closes nothing: a join on no key at all would find no place.
    not_yet = Q(
        cohort__schedule__key__in={key}.union(*above.values()),
        cohort__schedule__opens_on__gt=timezone.localdate(),
    )
    rows: Any = (
        Enrolment.objects.filter(
            user=user,
            state=Enrolment.State.ACTIVE,
            cohort__programme__in=above,
            cohort__confirmations__user=user,
            cohort__confirmations__agreement=F("cohort__agreement"),
        )
        .annotate(
            later=FilteredRelation("cohort__schedule", condition=not_yet), closed=F("later__key")
        )
        .select_related("cohort__rule_version")
        .only("state", "user", *(f"cohort__{name}" for name in JUDGED_BY))
    )
    locked = {row.pk for row in rows if row.closed in above[row.cohort.programme_id]}
    # A place comes once for each of what opens later.
    return list({row.pk: row for row in rows if row.pk not in locked}.values())


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
