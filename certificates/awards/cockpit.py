"""What waits for the coordination's release, and how many certificates a cohort has."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.awards.earning import earned
from certificates.awards.enums import AwardState, Kind, RequestState
from certificates.awards.models import Award, Certificate
from certificates.awards.queries import awards_coordinated_by
from certificates.awards.requests import CorrectionRequest
from content.foundation.people import display_name
from courses.cockpit.registry import Topic, Waiting, provide, provide_figure
from courses.cohorts.models import Cohort


def connect() -> None:
    provide(Topic.AWARDS, ready_awards)
    provide_figure("certificates", _("Certificates issued"), issued_certificates)


def ready_awards(cohorts: Collection[Cohort], user: Any, now: datetime) -> dict[int, list[Waiting]]:
    """Awards whose release is the user's turn, and requests for a correction.

    Four statements at most.
    """
    mine = awards_coordinated_by(user).filter(enrolment__cohort__in=[c.pk for c in cohorts])
    awards = list(
        mine.filter(state=AwardState.NAME_CONFIRMED)
        .exclude(agreed_by=user)
        .select_related("enrolment__user", "enrolment__cohort")
        .order_by("confirmed_at", "pk")
    )
    held = earned(awards)
    url = reverse("certificate_desk:index")
    found: dict[int, list[Waiting]] = {}
    for award in awards:
        if award.pk in held:
            since = award.confirmed_at or award.created_at
            waiting = Waiting(since, display_name(award.enrolment.user), url)
            found.setdefault(award.enrolment.cohort_id, []).append(waiting)
    for request in _asked(mine):
        enrolment = request.certificate.award.enrolment
        url = reverse("certificate_desk:correction", args=[request.pk])
        waiting = Waiting(request.asked_at, display_name(enrolment.user), url)
        found.setdefault(enrolment.cohort_id, []).append(waiting)
    return found


def _asked(awards: QuerySet[Award]) -> QuerySet[CorrectionRequest]:
    requests = CorrectionRequest.objects.filter(
        certificate__award__in=awards, state=RequestState.OPEN
    )
    return requests.select_related("certificate__award__enrolment__user").defer(
        "certificate__record", "certificate__signed"
    )


def issued_certificates(cohorts: Collection[Cohort]) -> dict[int, int]:
    """A correction or a renewal is no further one, nor is attendance. One statement."""
    rows = Certificate.objects.filter(
        award__enrolment__cohort__in=[c.pk for c in cohorts],
        award__kind=Kind.CERTIFICATE,
        award__follows=None,
    )
    counted = rows.values_list("award__enrolment__cohort").annotate(n=Count("pk"))
    return dict(counted)
