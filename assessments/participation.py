"""Which activity pages somebody may take part in. One statement, with what the views need of it."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.attempts import AttemptQuerySet
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import enrolments_of
from courses.curriculum.activities import page_type_of
from courses.progress.actions import enrolments_open_to
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence


def live_pages(user: Any, key: UUID, kind: str) -> QuerySet[Any]:
    """The published pages of an activity, the ones the user takes part in first.

    A key may stand in two programmes. Annotated with `programme_id`, `parent_kind` and
    `takes_part`: the user's cohort is running and the module open to them, or it has ended,
    in which case everything stays readable.
    """
    here = Q(cohort__programme=OuterRef("lms_activity__programme"))
    running = enrolments_open_to(user, key, kind).filter(here)
    ended = enrolments_of(user).filter(here, state=Enrolment.State.ENDED)
    return (
        page_type_of(kind)
        ._default_manager.filter(live=True, lms_activity__key=key, lms_activity__live=True)
        .annotate(
            programme_id=F("lms_activity__programme"),
            parent_kind=F("lms_activity__parent__kind"),
            takes_part=Exists(running) | Exists(ended),
        )
        .order_by("-takes_part", "pk")
    )


def owes_evidence(user: Any, key: UUID, kind: str) -> Exists:
    """Whether some running place of theirs does not know yet that they answered."""
    known = Evidence.objects.filter(
        enrolment=OuterRef("pk"), requirement_key=key, kind=EvidenceKind.ANSWERED
    )
    return Exists(enrolments_open_to(user, key, kind).filter(~Exists(known)))


def last_number(own: AttemptQuerySet) -> Coalesce:
    """Beside a page of `live_pages`: the number of the latest of these attempts, 0 without any."""
    here = own.filter(programme=OuterRef("lms_activity__programme")).order_by("-number")
    return Coalesce(Subquery(here.values("number")[:1], IntegerField()), 0)
