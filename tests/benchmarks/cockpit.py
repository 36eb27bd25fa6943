"""The matrix of a whole cohort, beside an empty page of the admin."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.benchmarks.measuring import Figure, get, measure

EMPTY = "/cms/leer/"
MODULES = 5


def cockpit_figures(people: int, requirements: int) -> tuple[Figure, list[Figure]]:
    """An empty admin page and the matrix, folded nowhere; half of everything is met."""
    from tests.factories import CohortFactory, coordinator_of, enrol, make_programme

    lessons = requirements // MODULES
    programme = make_programme(modules=MODULES, lessons=lessons, slug=f"bench-cockpit-{people}")
    cohort = CohortFactory(programme=programme)
    enrolments = [enrol(cohort) for _ in range(people)]
    _hold_half(programme, enrolments)
    client = Client()
    client.force_login(coordinator_of(cohort))
    matrix = reverse("lms_cohorts:matrix", args=[cohort.pk])
    name = f"matrix, {people} × {requirements}"
    return measure("empty admin page", get(client, EMPTY)), [measure(name, get(client, matrix))]


def _hold_half(programme: Any, enrolments: list[Any]) -> None:
    from courses.progress.enums import State
    from courses.progress.models import RequirementState

    keys = list(programme.activities.filter(kind="lesson").values_list("key", flat=True))

    def rows() -> Iterator[RequirementState]:
        for enrolment in enrolments:
            for key in keys[::2]:
                yield RequirementState(
                    enrolment=enrolment,
                    requirement_key=key,
                    state=State.READ,
                    since=timezone.now(),
                )

    RequirementState.objects.bulk_create(rows(), batch_size=500)
