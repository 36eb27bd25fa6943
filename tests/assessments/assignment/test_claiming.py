"""Who is looking at a version just now. It says so; it never keeps anybody out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.assignment.domain.claiming import LAPSES, claim, still_here, take_over
from assessments.assignment.models import ReviewClaim, ReviewDraft
from tests.assessments.plans import BEFORE, accepted, handed_in, make_cohort
from tests.factories import UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return handed_in(enrol(make_cohort()))


@pytest.fixture
def pair(revision):
    cohort = revision.submission.enrolment.cohort
    return trainer_of(cohort), trainer_of(cohort)


def at(name: str, revision) -> str:
    return reverse(f"lms_reviews:{name}", args=[revision.pk])


def test_who_comes_second_is_told_who_is_there(revision, pair) -> None:
    assert claim(revision, by=pair[0], now=BEFORE) is None
    assert claim(revision, by=pair[0], now=BEFORE) is None
    stands = claim(revision, by=pair[1], now=BEFORE + LAPSES - timedelta(seconds=1))
    assert (stands.reviewer, stands.seen_at) == (pair[0], BEFORE)


def test_a_claim_lapses_without_a_sign(revision, pair) -> None:
    claim(revision, by=pair[0], now=BEFORE)
    assert claim(revision, by=pair[1], now=BEFORE + LAPSES) is None
    assert ReviewClaim.objects.get().reviewer == pair[1]
    assert still_here(revision.pk, by=pair[0]) is False


def test_a_sign_keeps_it(revision, pair) -> None:
    claim(revision, by=pair[0], now=BEFORE)
    assert still_here(revision.pk, by=pair[0], now=BEFORE + LAPSES)
    assert claim(revision, by=pair[1], now=BEFORE + LAPSES) is not None


def test_everybody_may_take_over(revision, pair) -> None:
    claim(revision, by=pair[0])
    take_over(revision, by=pair[1])
    assert claim(revision, by=pair[0]).reviewer == pair[1]


def test_deciding_lets_go(revision, pair) -> None:
    claim(revision, by=pair[0])
    accepted(revision, pair[1])
    assert ReviewClaim.objects.count() == 0


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_open_it_at_once_are_not_both_the_first() -> None:
    revision = handed_in(enrol(make_cohort()))
    cohort = revision.submission.enrolment.cohort
    one, two = trainer_of(cohort), trainer_of(cohort)
    found = at_once(lambda: claim(revision, by=one), lambda: claim(revision, by=two))
    assert [result is None for result in found].count(True) == 1


# — On the screen ——————————————————————————————————————————————————————————————


def test_the_second_reads_along_or_takes_over(client, revision, pair) -> None:
    client.force_login(pair[0])
    client.get(at("review", revision))
    client.force_login(pair[1])
    text = client.get(at("review", revision)).content.decode()
    assert "sieht diese Fassung gerade durch, zuletzt um" in text
    assert "Text in abschnitt-1" in text
    assert 'name="letter"' not in text
    assert client.post(at("take", revision)).url == at("review", revision)
    assert 'name="letter"' in client.get(at("review", revision)).content.decode()
    client.force_login(pair[0])
    assert client.post(at("here", revision)).json() == {"here": False}


def test_somebody_elses_claim_never_keeps_a_text_from_being_saved(client, revision, pair) -> None:
    take_over(revision, by=pair[0])
    client.force_login(pair[1])
    data = {"version": 0, "letter": "Trotzdem"}
    client.post(at("review", revision), data, headers={"X-Autosave": "1"})
    assert ReviewDraft.objects.get().content["letter"] == "Trotzdem"
    assert ReviewClaim.objects.get().reviewer == pair[0]


def test_saving_is_a_sign(client, revision, pair) -> None:
    claim(revision, by=pair[0], now=BEFORE)
    client.force_login(pair[0])
    client.post(at("review", revision), {"version": 0, "letter": "Da"})
    assert ReviewClaim.objects.get().seen_at != BEFORE
    assert client.post(at("here", revision)).json() == {"here": True}


@pytest.mark.parametrize("name", ["take", "here"])
def test_nobody_else_gets_in_between(client, revision, name) -> None:
    cohort = revision.submission.enrolment.cohort
    elsewhere = trainer_of(make_cohort(slug="zwei"))
    for user in (elsewhere, coordinator_of(cohort), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.post(at(name, revision)).status_code == 404
        assert client.get(at(name, revision)).status_code == 405
    assert ReviewClaim.objects.count() == 0
