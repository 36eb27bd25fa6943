"""Which activity pages somebody may take part in. One statement, with what the views need of it."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from courses.cohorts.models import Enrolment
from courses.cohorts.policies import enrolments_of
from courses.curriculum.activities import page_type_of
from courses.progress.actions import enrolments_open_to


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
