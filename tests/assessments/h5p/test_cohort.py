"""What trainers see and answer for, and judging anew."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.h5p.models import H5PResult, H5PStatement
from content.h5p.models import H5PVersion
from courses.governance.models import AuditEntry
from courses.progress.models import Evidence
from tests.assessments.h5p.conftest import Player, key_of, make_exercise, statement
from tests.content.h5p.rows import make_content
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db


def url(cohort: Any, *parts: Any) -> str:
    return "/cms/h5p-ergebnisse/" + "".join(f"{part}/" for part in (cohort.pk, *parts))


def played(cohort: Any, page: Any, said: Any = None) -> Any:
    enrolment = enrol(cohort)
    client = Client()
    client.force_login(enrolment.user)
    Player(client, page).say(said or statement(page))
    return enrolment


def change(version: H5PVersion, **params: Any) -> None:
    """As if the content had had this solution from the start."""
    version.params = json.dumps({**json.loads(version.params), **params})
    version.save(update_fields=["params"])


@pytest.fixture
def checked(module: Any) -> Any:
    return make_exercise(module, make_content("H5P.TrueFalse"))


def test_a_trainer_sees_results_and_how_far_they_can_be_trusted(client, cohort, checked) -> None:
    played(cohort, checked, statement(checked, response="false"))
    client.force_login(trainer_of(cohort))
    listed = client.get(url(cohort)).content.decode()
    assert checked.title in listed
    assert "1 Person" in listed
    shown = client.get(url(cohort, key_of(checked))).content.decode()
    assert "0 von 1 Punkten" in shown
    assert "von uns geprüft" in shown
    assert "Der Browser hatte 1 von 1 Punkten gemeldet." in shown


def test_nobody_else_sees_them(client, cohort, exercise) -> None:
    enrolment = played(cohort, exercise)
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    strangers = (
        coordinator_of(cohort),
        trainer_of(elsewhere),
        UserFactory(is_superuser=True, is_staff=True),
    )
    key = key_of(exercise)
    for user in strangers:
        client.force_login(user)
        for address in (url(cohort), url(cohort, key)):
            assert client.get(address).status_code == 404
        for end in (("neu-bewerten",), ("bestaetigen", enrolment.pk)):
            assert client.post(url(cohort, key, *end), {"reason": "x"}).status_code == 404
    assert H5PResult.objects.count() == 1


def test_a_trainer_of_one_cohort_reaches_nobody_of_another(client, cohort, exercise) -> None:
    enrolment = played(cohort, exercise)
    other = CohortFactory(programme=cohort.programme)
    client.force_login(trainer_of(other))
    key = key_of(exercise)
    assert enrolment.user.last_name not in client.get(url(other, key)).content.decode()
    answer = client.post(url(other, key, "bestaetigen", enrolment.pk), {"reason": "x"})
    assert answer.status_code == 404


def test_a_confirmed_result_counts_where_only_firm_ones_do(client, cohort, module) -> None:
    page = make_exercise(module, needs_firm=True)
    enrolment = played(cohort, page)
    assert Evidence.objects.count() == 0
    trainer = trainer_of(cohort)
    client.force_login(trainer)
    address = url(cohort, key_of(page), "bestaetigen", enrolment.pk)
    assert "Warum bestätigen Sie es?" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 200
    for _twice in range(2):
        client.post(address, {"reason": "Zusammen durchgegangen."})
    rows = H5PResult.objects.order_by("number").values_list("trust", "raw", "top", "by")
    assert list(rows) == [("client_reported", 1.0, 1.0, None), ("manual", 1.0, 1.0, trainer.pk)]
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.actor, evidence.actor_role) == ("accepted", trainer, "trainer")
    assert AuditEntry.objects.filter(action="h5p.confirmed").count() == 1
    client.force_login(enrolment.user)
    shown = client.get(page.url).content.decode()
    assert "Zusammen durchgegangen." in shown
    assert "abgeschlossen" in shown


def test_there_is_nothing_to_confirm_before_the_end(client, cohort, exercise) -> None:
    enrolment = enrol(cohort)
    client.force_login(trainer_of(cohort))
    address = url(cohort, key_of(exercise), "bestaetigen", enrolment.pk)
    answer = client.post(address, {"reason": "Bitte."}, follow=True)
    assert "noch nicht abgeschlossen" in answer.content.decode()
    assert H5PResult.objects.count() == Evidence.objects.count() == 0


def test_nobody_answers_for_themselves(client, cohort, exercise) -> None:
    enrolment = played(cohort, exercise)
    cohort.roles.create(user=enrolment.user, role="trainer")
    client.force_login(enrolment.user)
    address = url(cohort, key_of(exercise), "bestaetigen", enrolment.pk)
    assert client.post(address, {"reason": "Ich."}).status_code == 404
    assert (
        enrolment.user.last_name
        not in client.get(url(cohort, key_of(exercise))).content.decode().partition("<main")[2]
    )


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_statements_for_every_person(client, cohort, exercise, count) -> None:
    for _ in range(count):
        played(cohort, exercise)
    client.force_login(trainer_of(cohort))
    client.get(url(cohort))
    found = []
    for address in (url(cohort), url(cohort, key_of(exercise))):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found.append(len([q for q in queries if "h5p" in q["sql"] or "enrolment" in q["sql"]]))
    assert found == [2, 5]


# — Judging anew —————————————————————————————————————————————————————————————————


def results() -> list[tuple[int, str, float | None]]:
    rows = H5PResult.objects.order_by("attempt", "number")
    return list(rows.values_list("number", "trust", "raw"))


def test_a_mended_content_is_judged_by_what_was_said_then(client, cohort, checked) -> None:
    played(cohort, checked, statement(checked, response="false"))
    change(checked.content.current, correct="false")
    client.force_login(trainer_of(cohort))
    address = url(cohort, key_of(checked), "neu-bewerten")
    assert "1 Ergebnis hat sich" in client.post(address, follow=True).content.decode()
    assert results() == [(1, "verified", 0.0), (2, "verified", 1.0)]
    assert "0 Ergebnisse haben" in client.post(address, follow=True).content.decode()
    assert H5PStatement.objects.count() == 1


def test_who_passes_by_the_new_result_is_through_and_nobody_loses(cohort, module) -> None:
    page = make_exercise(module, make_content("H5P.TrueFalse"), policy="pass")
    played(cohort, page, statement(page, response="false"))
    winner = played(cohort, page, statement(page, response="true"))
    assert [row.enrolment for row in Evidence.objects.all()] == [winner]
    change(page.content.current, correct="false")
    call_command("h5p_regrade")
    assert results() == [
        (1, "verified", 0.0),
        (2, "verified", 1.0),
        (1, "verified", 1.0),
        (2, "verified", 0.0),
    ]
    assert Evidence.objects.count() == 2


def test_what_a_trainer_confirmed_stays(client, cohort, checked) -> None:
    enrolment = played(cohort, checked, statement(checked, response="false"))
    client.force_login(trainer_of(cohort))
    key = key_of(checked)
    client.post(url(cohort, key, "bestaetigen", enrolment.pk), {"reason": "Gesehen."})
    change(checked.content.current, correct="false")
    call_command("h5p_regrade", exercise=key)
    assert results() == [(1, "verified", 0.0), (2, "manual", 0.0)]
