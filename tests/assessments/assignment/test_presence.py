"""Somebody else has the same section open: a quiet note, and nothing kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.assignment.errors import NothingHere
from assessments.assignment.models import DraftSection, SectionPresence, Submission
from assessments.assignment.policies import own_submissions
from assessments.assignment.presence.domain import LAPSES, look_around
from assessments.assignment.team.domain import accept, invite
from tests.assessments.plans import another_cohort, begin, make_cohort, plan_of, scope_of
from tests.factories import enrol

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
NOW = datetime(2027, 7, 1, 9, tzinfo=UTC)
PLACE = "abschnitt-1"


@pytest.fixture
def place():
    place = enrol(make_cohort(due=AHEAD))
    begin(place)
    Submission.objects.update(people_at_most=4)
    return place


@pytest.fixture
def mate(place):
    mate = enrol(place.cohort)
    mate.user.first_name, mate.user.last_name = "Jana", "Dörfler"
    mate.user.save()
    asked = invite(scope_of(own_submissions(place.user).get()), mate.pk, by=place.user)
    accept(asked.pk, by=mate.user)
    return mate


def here(place, slug: str = PLACE) -> str:
    return reverse("assessments:plan_here", args=[place.key, slug])


def scope(place):
    return own_submissions(place.user)


def test_others_in_the_section_are_named_until_they_lapse(place, mate) -> None:
    assert look_around(scope(place), PLACE, by=place.user, now=NOW).names == ()
    assert look_around(scope(mate), PLACE, by=mate.user, now=NOW).names != ()
    assert look_around(scope(mate), "abschnitt-0", by=mate.user, now=NOW).names == ()
    soon, later = NOW + LAPSES / 2, NOW + LAPSES
    assert look_around(scope(place), PLACE, by=place.user, now=soon).names == ("Jana Dörfler",)
    assert look_around(scope(place), PLACE, by=place.user, now=later).names == ()


def test_nothing_is_kept_of_it(place, mate) -> None:
    for minute in range(3):
        for one in (place, mate):
            look_around(scope(one), PLACE, by=one.user, now=NOW + timedelta(minutes=minute))
    assert SectionPresence.objects.count() == 2
    look_around(scope(place), PLACE, by=place.user, now=NOW + timedelta(hours=1))
    assert SectionPresence.objects.count() == 1


def test_erased_a_person_is_nowhere(place) -> None:
    look_around(scope(place), PLACE, by=place.user)
    Submission.lms_kept.eraser(place.user.pk)
    assert not SectionPresence.objects.exists()


def test_an_unknown_section_is_not_found(place) -> None:
    with pytest.raises(NothingHere):
        look_around(scope(place), "fremd", by=place.user)


def test_the_answer_is_words(client, place, mate) -> None:
    client.force_login(mate.user)
    client.post(here(mate), {"version": 1})
    section = reverse("assessments:plan_section", args=[mate.key, PLACE])
    client.post(section, {"text": "Wort", "version": 1}, headers={"X-Autosave": "1"})
    client.force_login(place.user)
    assert client.post(here(place), {"version": 1}).json() == {
        "here": "Jana Dörfler hat diesen Abschnitt auch gerade offen.",
        "saved": "Jana Dörfler hat diesen Abschnitt gerade gespeichert.",
        "version": 2,
    }
    assert client.post(here(place), {"version": 2}).json()["saved"] == ""
    assert client.post(here(place), {"version": "x"}).status_code == 200


def test_ones_own_second_window_is_told_apart(client, place, mate) -> None:
    client.force_login(place.user)
    DraftSection.objects.filter(section_id=PLACE).update(version=5, saved_by=place.user)
    said = client.post(here(place), {"version": 4}).json()["saved"]
    assert said == "Dieser Abschnitt wurde gerade in einem anderen Fenster gespeichert."


def test_only_a_team_asks_who_is_here(client, place) -> None:
    client.force_login(place.user)
    section = reverse("assessments:plan_section", args=[place.key, PLACE])
    assert "data-here" not in client.get(section).content.decode()
    mate = enrol(place.cohort)
    accept(invite(scope_of(scope(place).get()), mate.pk, by=place.user).pk, by=mate.user)
    assert f'data-here="{here(place)}"' in client.get(section).content.decode()


def test_another_cohort_hears_nothing(client, place, mate) -> None:
    other = enrol(another_cohort(plan_of(place.cohort)))
    client.force_login(other.user)
    assert client.post(here(place)).status_code == 404
    assert client.post(here(other)).status_code == 404
    assert not SectionPresence.objects.exists()
    client.force_login(place.user)
    assert client.get(here(place)).status_code == 405


@pytest.mark.parametrize("people", [1, 3])
def test_looking_around_takes_the_same_few_statements(client, place, people) -> None:
    for _ in range(people):
        mate = enrol(place.cohort)
        accept(invite(scope_of(scope(place).get()), mate.pk, by=place.user).pk, by=mate.user)
        look_around(scope(mate), PLACE, by=mate.user)
    client.force_login(place.user)
    with CaptureQueriesContext(connection) as caught:
        client.post(here(place), {"version": 1})
    assert len([q for q in caught if "SAVEPOINT" not in q["sql"]]) == 2 + 5
