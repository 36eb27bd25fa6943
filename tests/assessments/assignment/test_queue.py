"""One queue over all cohorts one teaches: filters, counts, ages, what comes next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.assignment.domain.claiming import take_over
from assessments.assignment.domain.opinions import file_opinion
from assessments.assignment.models import Member, Revision, Submission
from assessments.assignment.queue import Filters, Show, next_for
from courses.cohorts.models import CohortRole
from tests.assessments.empty_admin import EMPTY
from tests.assessments.plans import (
    another_cohort,
    begin,
    handed_in,
    make_cohort,
    plan_of,
    returned,
    scores,
)
from tests.factories import activity_of, enrol, trainer_of

pytestmark = pytest.mark.django_db
QUEUE = "/cms/rueckmeldungen/"
NEXT = QUEUE + "naechste/"


@pytest.fixture
def cohort():
    return make_cohort(due=None)


@pytest.fixture
def other(cohort, trainer):
    found = another_cohort(plan_of(cohort), due=None)
    CohortRole.objects.create(cohort=found, user=trainer, role=CohortRole.Role.TRAINER)
    return found


@pytest.fixture
def trainer(client, cohort):
    trainer = trainer_of(cohort)
    client.force_login(trainer)
    return trainer


def waiting(cohort, days: int = 0):
    return handed_in(enrol(cohort), now=timezone.now() - timedelta(days=days))


def listed(client, **asked) -> list[int]:
    return [row.revision.pk for row in client.get(QUEUE, asked).context["rows"]]


def at(revision) -> str:
    return reverse("lms_reviews:review", args=[revision.pk])


def test_all_cohorts_stand_in_one_list_with_their_age(client, trainer, cohort, other) -> None:
    young, old = waiting(cohort, 3), waiting(other, 9)
    response = client.get(QUEUE)
    assert [row.age for row in response.context["rows"]] == ["seit 9 Tagen", "seit 3 Tagen"]
    assert listed(client) == [old.pk, young.pk]


def test_filters_are_in_the_address(client, trainer, cohort, other) -> None:
    young, old = waiting(cohort, 3), waiting(other, 9)
    key = activity_of(plan_of(cohort)).key
    assert listed(client, cohort=other.pk) == [old.pk]
    assert listed(client, older="1") == [old.pk]
    assert listed(client, activity=str(key)) == [old.pk, young.pk]
    assert listed(client, activity="00000000-0000-0000-0000-000000000000") == []
    assert (
        "Zu diesen Filtern gibt es nichts"
        in client.get(QUEUE, {"cohort": cohort.pk, "older": "1"}).content.decode()
    )


@pytest.mark.parametrize(
    "asked", [{"cohort": "x"}, {"cohort": "9" * 30}, {"activity": "'"}, {"show": "all"}, {"p": "x"}]
)
def test_what_makes_no_sense_is_left_out(client, trainer, cohort, asked) -> None:
    revision = waiting(cohort)
    assert listed(client, **asked) == [revision.pk]


def test_counts_say_what_is_where(client, trainer, cohort) -> None:
    begun, decided = waiting(cohort), waiting(cohort)
    waiting(cohort)
    returned(decided, trainer, now=timezone.now())
    client.post(at(begun), {"version": 0, "letter": "Angefangen"})
    shown = client.get(QUEUE).context["shown"]
    assert [(words, count, now) for _, words, count, now in shown] == [
        ("warten", 2, True),
        ("bei mir", 1, False),
        ("entschieden", 1, False),
    ]
    assert listed(client, show="mine") == [begun.pk]
    assert listed(client, show="decided") == [decided.pk]


def test_filters_stay_while_something_else_is_shown() -> None:
    filters = Filters(Show.WAITING, cohort=3, is_old=True)
    assert filters.address(show="decided") == "?show=decided&cohort=3&older=1"
    assert (filters.all, Filters().address()) == ("?", "?")


def test_a_team_stands_with_all_its_names(client, trainer, cohort) -> None:
    revision, mate = waiting(cohort), enrol(cohort)
    submission = revision.submission
    Member.objects.create(
        submission=submission, enrolment=mate, activity_key=submission.activity_key
    )
    (row,) = client.get(QUEUE).context["rows"]
    assert row.people == f"{submission.enrolment.user}, {mate.user}"


def test_what_waits_for_two_says_for_whom(client, trainer, cohort) -> None:
    revision, second = waiting(cohort), trainer_of(cohort)
    Submission.objects.update(reviewers_wanted=2)
    revision.submission.refresh_from_db()
    said = [client.get(QUEUE).context["rows"][0].state]
    for one in (second, trainer):
        file_opinion(revision, {"scores": scores(3)}, by=one)
        said.append(client.get(QUEUE).context["rows"][0].state)
    assert said == [
        "wartet auf zwei Einschätzungen",
        "wartet auf die zweite Einschätzung: Ihre",
        "beide Einschätzungen liegen vor",
    ]


def test_who_looks_at_it_stands_beside_it(client, trainer, cohort) -> None:
    revision, second = waiting(cohort), trainer_of(cohort)
    take_over(revision, by=second)
    assert (
        client.get(QUEUE)
        .context["rows"][0]
        .state.startswith(f"{second} sieht sie gerade durch, zuletzt um ")
    )


# — What comes next ————————————————————————————————————————————————————————————


def test_next_is_the_one_behind_and_then_the_oldest(client, trainer, cohort) -> None:
    first, second, third = (waiting(cohort, days) for days in (3, 2, 1))
    assert client.get(NEXT).url == at(first)
    assert client.get(NEXT, {"nach": second.pk}).url == at(third)
    assert client.get(NEXT, {"nach": third.pk}).url == at(first)


def test_next_leaves_out_what_others_look_at_and_what_waits_for_others(trainer, cohort) -> None:
    busy, filed = waiting(cohort, 3), waiting(cohort, 2)
    Submission.objects.filter(pk=filed.submission_id).update(reviewers_wanted=2)
    filed = Revision.objects.get(pk=filed.pk)
    take_over(busy, by=trainer_of(cohort))
    file_opinion(filed, {"scores": scores(3)}, by=trainer)
    assert next_for(trainer, now=timezone.now()) is None


def test_where_nothing_is_left_it_says_so(client, trainer, cohort) -> None:
    only = waiting(cohort)
    response = client.get(NEXT, {"nach": only.pk}, follow=True)
    assert "Sonst wartet nichts auf Sie." in response.content.decode()


def test_after_a_decision_the_next_one_is_offered(client, trainer, cohort) -> None:
    done, left = waiting(cohort, 2), waiting(cohort, 1)
    data = {
        "version": 0,
        "headline": "Gut",
        "letter": "Brief",
        "action": "return",
        **{f"score-{key}": value for key, value in scores(3).items()},
    }
    text = client.post(at(done), data, follow=True).content.decode()
    assert "Nächste Fassung" in text
    assert at(left) in text


# — Speed ——————————————————————————————————————————————————————————————————————


def statements(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.urls("tests.assessments.empty_admin")
@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_queue_takes_the_same_few_statements(client, trainer, cohort, count: int) -> None:
    """Beyond an empty page of the admin, however many wait."""
    first = waiting(cohort)
    submissions = [begin(enrol(cohort)) for _ in range(count - 1)]
    Revision.objects.bulk_create(
        Revision(
            submission=submission,
            number=1,
            sections=first.sections,
            content_hash="x",
            handed_in_at=first.handed_in_at,
        )
        for submission in submissions
    )
    Submission.objects.update(state=Submission.State.HANDED_IN)
    empty = statements(client, EMPTY)
    found = {
        "all": statements(client, QUEUE) - empty,
        "mine": statements(client, QUEUE + "?show=mine") - empty,
        "filtered": statements(client, QUEUE + f"?cohort={cohort.pk}&older=1") - empty,
    }
    assert found["all"] == 6
    assert max(found.values()) <= 8
