"""Must-see-nothing: every screen of a cohort, for everybody it is not for."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.cohorts.domain import invite
from courses.cohorts.models import Cohort, CohortRole
from courses.cohorts.waiting import wait
from courses.sessions.models import Session
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    person_with_role,
    trainer_of,
)

# Screens of one cohort; those for the coordination alone, and those for trainers too.
FOR_COORDINATION = (
    "invite",
    "renew_invitation",
    "withdraw_invitation",
    "end",
    "team",
    "leave_team",
    "history",
    "import_people",
    "waiting",
    "offer_place",
    "leave_waiting",
    "save_template",
    "edit",
    "session_new",
    "session",
    "cancel",
)
FOR_BOTH = ("cohort", "attendance", "papers", "signatures")
ARGUMENTS = {
    "renew_invitation": "invitation_id",
    "withdraw_invitation": "invitation_id",
    "end": "enrolment_id",
    "leave_team": "role_id",
    "offer_place": "place_id",
    "leave_waiting": "place_id",
    "session": "session_id",
    "cancel": "session_id",
    "attendance": "session_id",
    "papers": "session_id",
    "signatures": "session_id",
}


@pytest.fixture
def addresses(cohort: Cohort, coordinator: Any) -> dict[str, str]:
    ids = {
        "invitation_id": invite(cohort, "gast@quellingen.example", by=coordinator).pk,
        "enrolment_id": enrol(cohort).pk,
        "role_id": CohortRole.objects.get(user=coordinator).pk,
        "session_id": make_session(cohort).pk,
        "place_id": wait(cohort, "wartet@quellingen.example", by=coordinator).pk,
    }
    return {name: _address(cohort, name, ids) for name in (*FOR_COORDINATION, *FOR_BOTH)}


def _address(cohort: Cohort, name: str, ids: dict[str, int]) -> str:
    kwargs = {"cohort_id": cohort.pk}
    if name in ARGUMENTS:
        kwargs[ARGUMENTS[name]] = ids[ARGUMENTS[name]]
    return reverse(f"lms_cohorts:{name}", kwargs=kwargs)


def answers(client: Client, addresses: dict[str, str], names: tuple[str, ...]) -> set[int]:
    """What GET and POST of these screens answer."""
    codes = set()
    for name in names:
        codes |= {client.get(addresses[name]).status_code, client.post(addresses[name]).status_code}
    return codes


@pytest.mark.parametrize(
    "stranger", ["other coordinator", "other trainer", "superuser", "local companion"]
)
def test_people_of_the_admin_without_a_role_here_find_nothing(
    client: Client, cohort: Cohort, addresses: dict[str, str], stranger: str
) -> None:
    other = CohortFactory(programme=cohort.programme)
    client.force_login(
        {
            "other coordinator": coordinator_of,
            "other trainer": trainer_of,
            "superuser": lambda _: UserFactory(is_superuser=True, is_staff=True),
            # Who comes through the door for dates and sums finds nothing else.
            "local companion": lambda _: person_with_role(cohort, "companion_local"),
        }[stranger](other)
    )
    found = answers(client, addresses, FOR_COORDINATION + FOR_BOTH)
    assert found <= {404, 405}


@pytest.mark.parametrize("role", [CohortRole.Role.SUPERVISOR, None])
def test_people_without_a_role_for_the_admin_are_turned_away(
    client: Client, cohort: Cohort, addresses: dict[str, str], role: str | None
) -> None:
    user = person_with_role(cohort, role) if role else enrol(cohort).user
    client.force_login(user)
    assert answers(client, addresses, FOR_COORDINATION + FOR_BOTH) <= {302, 403, 404}
    assert client.get(reverse("lms_cohorts:list")).status_code in {302, 403}


def test_strangers_are_asked_to_sign_in(client: Client, addresses: dict[str, str]) -> None:
    assert answers(client, addresses, FOR_COORDINATION + FOR_BOTH) == {302}


def test_trainers_see_the_cohort_but_not_its_coordination(
    client: Client, cohort: Cohort, trainer: Any, addresses: dict[str, str]
) -> None:
    client.force_login(trainer)
    assert answers(client, addresses, FOR_COORDINATION) <= {404, 405}
    assert {client.get(addresses[name]).status_code for name in FOR_BOTH} == {200}
    page = client.get(addresses["cohort"]).content.decode()
    assert "gast@quellingen.example" not in page
    assert addresses["history"] not in page


def test_a_superuser_without_a_role_has_no_list_and_no_menu_item(
    client: Client, cohort: Cohort
) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert client.get(reverse("lms_cohorts:list")).status_code == 404
    assert client.get(reverse("lms_cohorts:create")).status_code == 404
    assert reverse("lms_cohorts:list") not in client.get("/cms/").content.decode()


def test_the_menu_shows_the_cohorts_to_those_who_look_after_some(desk: Client) -> None:
    assert reverse("lms_cohorts:list") in desk.get("/cms/").content.decode()


def test_the_list_holds_only_ones_own_cohorts(desk: Client, cohort: Cohort) -> None:
    other = CohortFactory(programme=cohort.programme, title="Nicht meiner")
    page = desk.get(reverse("lms_cohorts:list")).content.decode()
    assert cohort.title in page
    assert other.title not in page


def test_things_of_another_cohort_do_not_open_under_ones_own_address(
    desk: Client, cohort: Cohort
) -> None:
    other = CohortFactory(programme=cohort.programme)
    session = make_session(other)
    enrolment = enrol(other)
    invitation = invite(other, "gast@quellingen.example", by=coordinator_of(other))
    role = other.roles.get()
    place = wait(other, "wartet@quellingen.example", by=role.user)
    for name, pk in (
        ("session", session.pk),
        ("cancel", session.pk),
        ("attendance", session.pk),
        ("papers", session.pk),
        ("end", enrolment.pk),
        ("withdraw_invitation", invitation.pk),
        ("renew_invitation", invitation.pk),
        ("leave_team", role.pk),
        ("offer_place", place.pk),
        ("leave_waiting", place.pk),
    ):
        assert desk.post(reverse(f"lms_cohorts:{name}", args=[cohort.pk, pk])).status_code == 404
    list_to_sign = reverse("lms_cohorts:signatures", args=[cohort.pk, session.pk])
    assert desk.get(list_to_sign).status_code == 404
    assert Session.objects.get(pk=session.pk).cancelled_at is None
    assert other.roles.exists()
