"""What the cockpit's screens have in common."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from courses.cohorts.models import Cohort, CohortRole
from courses.cohorts.policies import TEACHING_ROLES, cohorts_attended_by


def looked_after(request: HttpRequest, cohort_id: int) -> Any:
    """The cohort with `is_coordinated`; 404 for whoever neither coordinates nor teaches it.

    One statement.
    """
    return get_object_or_404(
        with_role(cohorts_attended_by(request.user), request.user), pk=cohort_id
    )


def with_role(cohorts: QuerySet[Cohort], user: Any) -> QuerySet[Any]:
    """Adds `is_coordinated`, `is_taught` and what the screens show of a cohort's neighbours."""
    own = CohortRole.objects.filter(cohort=OuterRef("pk"), user=user.pk)
    coordinates = own.filter(role=CohortRole.Role.COORDINATOR)
    teaches = own.filter(role__in=TEACHING_ROLES)
    return cohorts.select_related(
        "provider", "programme", "agreement", "rule_version__rule_set"
    ).annotate(is_coordinated=Exists(coordinates), is_taught=Exists(teaches))
