"""The requirements that come from a cohort's sessions."""

from collections.abc import Collection
from typing import Any

from django.db.models import Max, Min, QuerySet, Sum

from courses.cohorts import history
from courses.cohorts.models import Cohort
from courses.progress.evaluation import Requirement
from courses.progress.registry import register_source
from courses.rules.definition import RequirementKind
from courses.sessions.models import Session


def connect() -> None:
    register_source(session_requirements)
    history.name_subjects("session", _titles)


def _titles(pks: Collection[str]) -> dict[str, str]:
    """What the cohort's history calls its sessions."""
    rows = Session.objects.filter(pk__in=pks).values_list("pk", "title")
    return {str(pk): title for pk, title in rows}


def timed_sessions() -> QuerySet[Any]:
    """Sessions with `starts_at`, `ends_at` and `minutes` over their parts, earliest first."""
    return Session.objects.annotate(
        starts_at=Min("parts__starts_at"),
        ends_at=Max("parts__ends_at"),
        minutes=Sum("parts__minutes", default=0),
    ).order_by("starts_at", "pk")


def session_requirements(cohorts: Collection[Cohort]) -> dict[int, list[Requirement]]:
    """One query for all cohorts. A cancelled session is there, but not available."""
    found: dict[int, list[Requirement]] = {cohort.pk: [] for cohort in cohorts}
    for session in timed_sessions().filter(cohort__in=found):
        found[session.cohort_id].append(
            Requirement(
                key=session.key,
                kind=RequirementKind(session.kind),
                title=session.title,
                module=session.module_number,
                minutes=session.minutes,
                ends_at=session.ends_at,
                available=session.cancelled_at is None,
                source=session,
            )
        )
    return found
