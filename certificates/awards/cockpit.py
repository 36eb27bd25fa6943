"""What waits for the coordination's release, and how many certificates a cohort has."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import AwardState
from certificates.awards.models import Certificate
from certificates.awards.queries import awards_coordinated_by, completed_enrolments
from content.foundation.people import display_name
from courses.cockpit.registry import Topic, Waiting, provide, provide_figure
from courses.cohorts.models import Cohort


def connect() -> None:
    provide(Topic.AWARDS, ready_awards)
    provide_figure("certificates", _("Certificates issued"), issued_certificates)


def ready_awards(cohorts: Collection[Cohort], user: Any, now: datetime) -> dict[int, list[Waiting]]:
    """Awards the user may release now. Two statements."""
    awards = (
        awards_coordinated_by(user)
        .filter(enrolment__cohort__in=[c.pk for c in cohorts], state=AwardState.NAME_CONFIRMED)
        .select_related("enrolment__user")
        .order_by("confirmed_at", "pk")
    )
    done = completed_enrolments(cohorts)
    url = reverse("certificate_desk:index")
    found: dict[int, list[Waiting]] = {}
    for award in awards:
        if award.enrolment_id in done:
            since = award.confirmed_at or award.created_at
            waiting = Waiting(since, display_name(award.enrolment.user), url)
            found.setdefault(award.enrolment.cohort_id, []).append(waiting)
    return found


def issued_certificates(cohorts: Collection[Cohort]) -> dict[int, int]:
    """One statement."""
    rows = Certificate.objects.filter(award__enrolment__cohort__in=[c.pk for c in cohorts])
    counted = rows.values_list("award__enrolment__cohort").annotate(n=Count("pk"))
    return dict(counted)
