"""What a browser may send and does not get kept: forged, foreign, too late, too large."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from assessments.h5p import limits
from assessments.h5p.models import H5PAttempt, H5PResult, H5PState, H5PStatement
from content.h5p.player.launch import Launch
from courses.cohorts.models import Enrolment
from courses.progress.models import Evidence
from tests.assessments.h5p.conftest import Player, key_of, make_exercise, statement
from tests.factories import (
    CohortFactory,
    RuleSetVersionFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(cohort: Any, exercise: Any) -> Player:
    client = Client()
    client.force_login(enrol(cohort).user)
    return Player(client, exercise)


def kept() -> tuple[int, int, int, int]:
    rows = (H5PAttempt, H5PStatement, H5PResult, Evidence)
    return tuple(row.objects.count() for row in rows)  # type: ignore[return-value]


NOTHING = (0, 0, 0, 0)


def refused(answer: Any, status: int, words: str) -> None:
    assert answer.status_code == status
    assert words in answer.json()["said"]
    assert kept() == NOTHING


def test_a_statement_about_another_exercise(player, module) -> None:
    other = make_exercise(module)
    refused(player.say(statement(other)), 422, "spricht von einer anderen Übung")
    refused(player.say(statement(f"urn:uuid:{uuid4()}")), 422, "anderen Übung")


def test_a_question_of_another_exercise(player, exercise) -> None:
    foreign = statement(f"urn:uuid:{uuid4()}", sub="a1")
    refused(player.say(children=[foreign]), 422, "anderen Übung")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", '"10"', "true"])
def test_a_score_that_is_no_number(player, exercise, number) -> None:
    body = json.dumps(
        {
            "token": player.token,
            "key": str(uuid4()),
            "activated": True,
            "statement": statement(exercise, score=("RAW", 10)),
        }
    ).replace('"RAW"', number)
    answer = player.client.post(f"{player.address}-aussage/", body, content_type="application/json")
    refused(answer, 422, "muss eine Zahl sein")


@pytest.mark.parametrize(("raw", "expected"), [(99, 4.0), (-3, 0.0), (10**400, None)])
def test_a_score_outside_its_bounds_is_brought_back(player, exercise, raw, expected) -> None:
    answer = player.say(statement(exercise, score=(raw, 4)))
    if expected is None:
        refused(answer, 422, "muss eine Zahl sein")
    else:
        assert (H5PResult.objects.get().raw, H5PResult.objects.get().top) == (expected, 4.0)


def test_a_finish_nobody_had_a_hand_in_counts_for_nothing(player, exercise) -> None:
    assert player.say(activated=False).json() == {}
    assert player.say(activated="true").json() == {}
    assert kept() == (1, 2, 0, 0)
    assert H5PAttempt.objects.get().finished_at is None


@pytest.mark.parametrize(
    "change",
    [
        {"statement": None},
        {"statement": ["answered"]},
        {"statement": {"verb": 3, "object": 4}},
        {"key": "twice"},
        {"children": "many"},
        {"children": [3]},
    ],
)
def test_what_is_no_statement(player, exercise, change) -> None:
    data = {"key": str(uuid4()), "activated": True, "statement": statement(exercise), **change}
    answer = player.send(f"{player.address}-aussage/", data)
    assert answer.status_code in (400, 422)
    assert answer.json()["said"]
    assert kept() == NOTHING


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_cannot_be_read(player, body) -> None:
    for address in ("aussage", "stand"):
        url = f"{player.address}-{address}/"
        answer = player.client.post(url, body, content_type="application/json")
        refused(answer, 400, "nicht lesbar")


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_characters_no_database_takes(player, exercise, text) -> None:
    refused(player.say(statement(exercise, response=text)), 400, "nicht lesbar")
    refused(player.keep(f"a{text}"), 400, "nicht lesbar")


def test_a_statement_larger_than_64_kilobytes(player, exercise) -> None:
    refused(player.say(statement(exercise, response="ä" * 40_000)), 413, "64 kB")


def test_more_than_anything_we_keep_is_not_even_read(player, exercise) -> None:
    refused(player.say(statement(exercise, response="a" * 600_000)), 413, "512 kB")


def test_a_state_of_300_kilobytes(player) -> None:
    refused(player.keep("a" * 300 * 1024), 413, "256 kB")
    assert player.keep("a" * 256 * 1024).status_code == 200


@pytest.mark.parametrize("change", [{"dataId": ""}, {"dataId": 3}, {"subContentId": "a" * 65}])
def test_a_state_without_a_place(player, change) -> None:
    refused(player.keep("{}", **change), 400, "nicht lesbar")


# — Launch ——————————————————————————————————————————————————————————————————————


def launch(player: Player, **changes: Any) -> str:
    page = player.page
    facts = {
        "version": page.content.current_id,
        "user": int(player.client.session["_auth_user_id"]),
        "key": str(key_of(page)),
        "programme": activity_of(page).programme_id,
        "attempt": 1,
    }
    return Launch(**{**facts, **changes}).signed()


def test_a_launch_that_was_given_to_somebody_else_or_for_something_else(player, module) -> None:
    other = make_exercise(module)
    for token in (
        "",
        "forged",
        player.token[:-1] + ("A" if player.token[-1] != "A" else "B"),
        launch(
            player,
            user=enrol(CohortFactory(programme=make_programme(slug="x", as_root=False))).user.pk,
        ),
        launch(player, key=str(key_of(other))),
        launch(player, programme=0),
    ):
        player.token = token
        refused(player.say(), 403, "zu lange offen")
        refused(player.keep("{}"), 403, "zu lange offen")
    player.token = launch(player)
    assert player.say().status_code == 200


def test_a_frame_opens_to_nobody_else(player, cohort, client) -> None:
    assert player.open_frame().status_code == 200
    address = player.frame.address
    assert client.get(address).status_code == 404
    client.force_login(enrol(cohort).user)
    assert client.get(address).status_code == 404


def test_a_frame_closes_with_the_place(player) -> None:
    Enrolment.objects.update(state=Enrolment.State.WITHDRAWN)
    assert player.open_frame().status_code == 404


# — People ——————————————————————————————————————————————————————————————————————


def outsiders(cohort: Any) -> dict[str, Any]:
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    return {
        "stranger": UserFactory(),
        "participant elsewhere": enrol(elsewhere).user,
        "trainer elsewhere": trainer_of(elsewhere),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
        "withdrawn": enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
        "without agreement": enrol(cohort, agreed=False).user,
    }


def test_people_without_a_place_find_nothing(player, cohort, exercise) -> None:
    address = f"/lernen/{key_of(exercise)}/h5p"
    for name, user in outsiders(cohort).items():
        player.client.force_login(user)
        for end in ("-aussage/", "-stand/", "-fertig/", "-neu/"):
            assert player.client.post(address + end).status_code == 404, (name, end)
        assert exercise.alternative not in player.client.get(exercise.url).content.decode(), name
    assert kept() == NOTHING


def test_strangers_are_asked_to_sign_in(client, exercise) -> None:
    for end in ("-aussage/", "-stand/", "-fertig/", "-neu/"):
        answer = client.post(f"/lernen/{key_of(exercise)}/h5p{end}")
        assert answer.headers["Location"].startswith("/konto/anmelden/")


def test_who_teaches_tries_and_leaves_no_trace(player, cohort, exercise) -> None:
    for user in (trainer_of(cohort), coordinator_of(cohort)):
        player.client.force_login(user)
        shown = player.client.get(exercise.url)
        frame = shown.context["exercise"].frame
        assert (frame.record, frame.keep) == ("", "")
        assert "Davon wird nichts aufgezeichnet." in shown.content.decode()
        player.token = launch(player)
        refused(player.say(), 403, "nichts mehr aufgezeichnet")


def test_nothing_is_kept_before_the_module_opens(player, cohort, module) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    cohort.schedule.create(key=activity_of(module).key, opens_on=tomorrow)
    assert player.say().status_code == 404
    assert kept() == NOTHING


def test_nothing_is_kept_after_the_cohort(player, exercise) -> None:
    Enrolment.objects.update(state=Enrolment.State.ENDED)
    refused(player.say(), 403, "nichts mehr aufgezeichnet")
    refused(player.keep("{}"), 403, "nichts mehr aufgezeichnet")
    assert H5PState.objects.count() == 0
    shown = player.client.get(exercise.url).content.decode()
    assert "Davon wird nichts aufgezeichnet." in shown


def test_nothing_is_kept_after_the_deadline(player, cohort, exercise) -> None:
    rule = {"rules": [{"type": "count", "kinds": ["h5p"]}], "days_after_end": 0}
    cohort.rule_version = RuleSetVersionFactory(provider=cohort.provider, definition=rule)
    cohort.ends_on = timezone.localdate() - timedelta(days=1)
    cohort.save()
    refused(player.say(), 403, "nichts mehr aufgezeichnet")
    cohort.ends_on = timezone.localdate()
    cohort.save()
    assert player.say().status_code == 200


def test_no_more_statements_in_a_minute_than_anybody_makes(player, exercise, monkeypatch) -> None:
    monkeypatch.setattr(limits, "STATEMENTS", 2)
    cache.clear()
    click = statement(exercise, "interacted", score=None)
    assert [player.say(click).status_code for _ in range(3)] == [200, 200, 429]


def test_another_site_cannot_send_for_somebody(player, exercise) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory())
    answer = strict.post(f"{player.address}-aussage/", "{}", content_type="application/json")
    assert answer.status_code == 403
