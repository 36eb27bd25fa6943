"""What every screen of the coordination has in common inside Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from content.ui.screens import Step, screen
from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_attended_by, cohorts_coordinated_by

ROWS_A_PAGE = 50


def cohort_url(cohort: Cohort) -> str:
    return reverse("lms_cohorts:cohort", args=[cohort.pk])


def page(title: str, *trail: Step, **context: Any) -> dict[str, Any]:
    """A screen below the list of cohorts, or that list."""
    return screen(title, (reverse("lms_cohorts:list"), _("Cohorts")), *trail, **context)


def cohort_page(cohort: Cohort, title: str, **context: Any) -> dict[str, Any]:
    """A screen below one cohort."""
    return page(title, (cohort_url(cohort), cohort.title), cohort=cohort, **context)


def coordinated(request: HttpRequest, cohort_id: int) -> Cohort:
    """The cohort if the person coordinates it; 404 for everybody else, superusers too."""
    rows = cohorts_coordinated_by(request.user).select_related("provider", "programme")
    return get_object_or_404(rows, pk=cohort_id)


def attended(request: HttpRequest, cohort_id: int) -> Cohort:
    """The cohort if the person looks after it as coordinator or trainer; 404 otherwise."""
    rows = cohorts_attended_by(request.user).select_related(
        "provider", "programme", "agreement", "rule_version__rule_set"
    )
    return get_object_or_404(rows, pk=cohort_id)


def coordinates(user: Any, cohort: Cohort) -> bool:
    return cohorts_coordinated_by(user).filter(pk=cohort.pk).exists()
