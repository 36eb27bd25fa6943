"""Where somebody takes part in an activity now: two ways to ask, and one answer."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.cohorts.models import Enrolment
from courses.curriculum.models import Activity
from courses.progress.actions import enrolments_open_to, places_open_to
from courses.progress.deadlines import in_time, more_time
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind
from courses.progress.sources import completion_key
from tests.factories import (
    AgreementFactory,
    CohortFactory,
    RuleSetVersionFactory,
    UserFactory,
    enrol,
    make_programme,
)

pytestmark = pytest.mark.django_db

KIND = Activity.Kind.LESSON


@pytest.fixture
def cohort() -> Any:
    return CohortFactory(programme=make_programme(modules=2, lessons=1))


@pytest.fixture
def lesson(cohort: Any) -> Activity:
    return cohort.programme.activities.filter(kind=KIND).order_by("number").first()


def places(user: Any, lesson: Activity, kind: str = KIND) -> set[int]:
    """Both ways have to find the same."""
    found = {row.pk for row in places_open_to(user, lesson.key, kind)}
    asked = enrolments_open_to(user, lesson.key, kind).values_list("pk", flat=True)
    assert found == set(asked)
    return found


def opens(cohort: Any, activity: Activity, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    cohort.schedule.update_or_create(key=activity.key, defaults={"opens_on": day})


def test_every_running_place_counts(cohort, lesson) -> None:
    place = enrol(cohort)
    assert places(place.user, lesson) == {place.pk}
    other = enrol(CohortFactory(programme=cohort.programme), place.user)
    assert places(place.user, lesson) == {place.pk, other.pk}


def test_whoever_takes_no_part_has_none(cohort, lesson) -> None:
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    for user in (
        UserFactory(is_superuser=True),
        enrol(elsewhere).user,
        enrol(cohort, agreed=False).user,
        enrol(cohort, state=Enrolment.State.ENDED).user,
        enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
    ):
        assert places(user, lesson) == set()


def test_a_newer_agreement_has_to_be_confirmed(cohort, lesson) -> None:
    place = enrol(cohort)
    cohort.agreement = AgreementFactory(provider=cohort.provider)
    cohort.save()
    assert places(place.user, lesson) == set()


def test_only_what_is_published_and_of_this_kind(cohort, lesson) -> None:
    place = enrol(cohort)
    assert places(place.user, lesson, Activity.Kind.H5P) == set()
    assert places(place.user, Activity(key=uuid4())) == set()
    Activity.objects.filter(pk=lesson.pk).update(live=False)
    assert places(place.user, lesson) == set()


@pytest.mark.parametrize("levels", [1, 2])
def test_a_module_that_opens_tomorrow_is_closed_for_this_cohort_alone(cohort, lesson, levels):
    """The module above, also where a page stands between."""
    module = lesson.parent
    if levels == 2:
        between = cohort.programme.activities.filter(kind="module").exclude(pk=module.pk).get()
        Activity.objects.filter(pk=between.pk).update(parent=module)
        Activity.objects.filter(pk=lesson.pk).update(parent=between)
    place = enrol(cohort)
    other = enrol(CohortFactory(programme=cohort.programme), place.user)
    opens(cohort, module, days=1)
    assert places(place.user, lesson) == {other.pk}
    opens(cohort, module, days=0)
    assert places(place.user, lesson) == {place.pk, other.pk}
    opens(cohort, lesson, days=1)  # only modules are closed
    assert places(place.user, lesson) == {place.pk, other.pk}
    opens(cohort, module, days=1)
    assert places(place.user, lesson) == {other.pk}


def test_what_lies_in_no_module_is_open(cohort, lesson) -> None:
    place = enrol(cohort)
    Activity.objects.filter(pk=lesson.pk).update(parent=None)
    for activity in (lesson, lesson.parent):
        opens(cohort, activity, days=1)
    found = places_open_to(place.user, lesson.key, KIND)
    assert [row.pk for row in found] == [place.pk]
    assert places(place.user, lesson) == {place.pk}


def test_a_module_of_one_programme_closes_nothing_in_another(cohort, lesson) -> None:
    """The same lesson in two programmes, below modules of different keys."""
    copy = make_programme(modules=1, lessons=1, slug="kopie", as_root=False)
    Activity.objects.filter(programme=copy, kind=KIND).update(key=lesson.key)
    place = enrol(cohort)
    other = enrol(CohortFactory(programme=copy), place.user)
    opens(other.cohort, lesson.parent, days=1)
    assert places(place.user, lesson) == {place.pk, other.pk}
    opens(other.cohort, copy.activities.get(kind="module"), days=1)
    assert places(place.user, lesson) == {place.pk}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("days", [None, 0])
def test_two_statements_with_all_that_deadlines_ask(cohort, lesson, count, days) -> None:
    close(cohort, days_after_end=days)
    user = enrol(cohort).user
    for _ in range(count - 1):
        enrol(CohortFactory(programme=cohort.programme), user)
    with CaptureQueriesContext(connection) as queries:
        found = places_open_to(user, lesson.key, KIND)
        assert len(in_time(found, timezone.now())) == count
        assert {row.cohort.programme_id for row in found} == {cohort.programme_id}
    assert len(queries) == 2, [query["sql"] for query in queries]


def close(cohort: Any, *, days_after_end: int | None) -> None:
    """The cohort ends today, and nothing counts so many days later."""
    rules = [{"type": "count", "kinds": ["lesson"]}]
    definition = {"rules": rules, "days_after_end": days_after_end}
    cohort.rule_version = RuleSetVersionFactory(provider=cohort.provider, definition=definition)
    cohort.ends_on = timezone.localdate()
    cohort.save()


def test_only_who_was_given_more_time_goes_on_after_the_deadline(cohort, lesson) -> None:
    close(cohort, days_after_end=0)
    late, given = enrol(cohort), enrol(cohort)
    now = timezone.now()
    record(
        Fact(
            completion_key(cohort),
            EvidenceKind.EXTENDED,
            value=more_time(now + timedelta(days=5)),
            reason="Krank.",
        ),
        enrolments=Enrolment.objects.filter(pk=given.pk),
        actor=None,
        role="coordinator",
    )
    rows = [*places_open_to(late.user, lesson.key, KIND)]
    rows += places_open_to(given.user, lesson.key, KIND)
    for days, expected in ((0, [late.pk, given.pk]), (3, [given.pk]), (6, [])):
        with CaptureQueriesContext(connection) as queries:
            found = in_time(rows, now + timedelta(days=days))
        assert [row.pk for row in found] == expected
        assert len(queries) == (1 if days else 0)
