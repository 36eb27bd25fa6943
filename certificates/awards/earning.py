"""Who has earned which document, now. Two rules:

certificate   the evaluator's word: the cohort's rules are met
attendance    at least one session counts as attended or made up, and it is over for this person:
              the cohort has ended, the person has ended or has completed

A withdrawn place opens no page any more, so there is nobody to confirm a name.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from certificates.awards.enums import Kind
from certificates.awards.models import Award, CertificateTemplate
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.enums import State
from courses.progress.models import RequirementState
from courses.progress.sources import completion_key
from courses.sessions.models import Session

ATTENDING = (State.ATTENDED, State.MADE_UP)
# A template that comes late still reaches a cohort that has just ended, but not those of years ago.
LOOKBACK = timedelta(days=180)


def completed_enrolments(cohorts: Collection[Cohort]) -> set[int]:
    """Primary keys of the enrolments that count as completed now. One statement."""
    keys: list[UUID] = [completion_key(cohort) for cohort in cohorts]
    found = RequirementState.objects.filter(requirement_key__in=keys, state=State.COMPLETED)
    return set(found.values_list("enrolment", flat=True))


def earned(awards: Collection[Award]) -> set[int]:
    """Primary keys of the awards whose document may be issued now. Two statements at most.

    Wants the awards with enrolment and cohort.
    """
    by_kind: dict[str, list[Award]] = {}
    for award in awards:
        by_kind.setdefault(award.kind, []).append(award)
    found: set[int] = set()
    if own := by_kind.get(Kind.CERTIFICATE):
        done = completed_enrolments({award.enrolment.cohort for award in own})
        found |= {award.pk for award in own if award.enrolment_id in done}
    if own := by_kind.get(Kind.ATTENDANCE):
        there = Enrolment.objects.filter(_was_there(), awards__in=own)
        present = set(there.values_list("pk", flat=True))
        found |= {award.pk for award in own if award.enrolment_id in present}
    return found


def to_be_confirmed(today: date | None = None) -> QuerySet[Enrolment]:
    """Enrolments whose attendance supports a document that has not been opened yet.

    Only where the provider, or the cohort, has said what it looks like.
    """
    today = today or timezone.localdate()
    templates = CertificateTemplate.objects.filter(
        Q(cohort=None) | Q(cohort=OuterRef("cohort")),
        kind=Kind.ATTENDANCE,
        provider=OuterRef("cohort__provider"),
    )
    opened = Award.objects.filter(kind=Kind.ATTENDANCE, enrolment=OuterRef("pk"))
    over = Q(state=Enrolment.State.ENDED) | Q(cohort__ends_on__lt=today) | Q(_has_completed())
    return (
        Enrolment.objects.filter(over, _was_there(), Exists(templates), user__isnull=False)
        .filter(cohort__ends_on__gte=today - LOOKBACK)
        .exclude(state=Enrolment.State.WITHDRAWN)
        .exclude(Exists(opened))
    )


def _was_there() -> Exists:
    """At least one session of the cohort counts for the enrolment."""
    sessions = Session.objects.filter(cohort=OuterRef(OuterRef("cohort"))).values("key")
    return Exists(
        RequirementState.objects.filter(
            enrolment=OuterRef("pk"), requirement_key__in=sessions, state__in=ATTENDING
        )
    )


def _has_completed() -> Exists:
    return Exists(RequirementState.objects.filter(enrolment=OuterRef("pk"), state=State.COMPLETED))
