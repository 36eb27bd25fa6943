"""The local process companion comes through the admin's door and finds two screens behind it."""

from typing import Any

import pytest
from django.test import Client

from courses.cohorts.models import Cohort, CohortRole
from tests.contracts.test_roles_and_addresses import TABLE, concrete, visited, world
from tests.factories import person_with_role

__all__ = ["world"]  # a fixture

OPEN = {"cms/durchgaenge/", "cms/durchgaenge/<int:cohort_id>/ueberblick/"}

# Wagtail's chooser tells whoever may enter of a source, which the public site lists as well.
PUBLIC_ANYWAY = {"cms/snippets/choose/lms_content/source/chosen/<str:pk>/"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_behind_the_door_only_dates_and_sums_are_open(
    client: Client, world: dict[str, Any], method: str
) -> None:
    client.raise_request_exception = False
    values = world["values"]
    cohort = Cohort.objects.get(pk=values["cohort"])
    companion = person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL)
    admin = [row for row in TABLE if row[0].startswith("cms/") and row[1] == method]
    opened = {
        pattern
        for pattern, _method, route, _expected in admin
        if visited(client, companion, method, concrete(route, values)) == 200
    }
    assert opened - PUBLIC_ANYWAY == (OPEN if method == "get" else set())
