"""Judging many anew: nothing is lost, nothing runs twice, and the rows say how far it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from courses.cohorts.models import Cohort, Enrolment
from courses.progress import recounting
from courses.progress.models import Evidence, Recount, RequirementState
from courses.progress.queries import load_journey
from courses.progress.recounting import begin, recounts_of, resume_stalled, run_batch, start_recount
from courses.progress.tasks import reevaluate_programme
from courses.rules.models import RuleSetVersion
from tests.factories import CohortFactory, RuleSetVersionFactory, enrol, make_programme

pytestmark = pytest.mark.django_db
RULE = {"rules": [{"type": "count", "kinds": ["lesson"], "count": 1}]}
CAUSE = Recount.Cause.REQUESTED


@pytest.fixture
def cohort(db: None) -> Cohort:
    cohort = CohortFactory(programme=make_programme())
    OrmQ.objects.all().delete()
    return cohort


def tasks() -> list[str]:
    return [row.task["func"].rpartition(".")[2] for row in OrmQ.objects.order_by("pk")]


def judged(enrolment: Enrolment) -> bool:
    enrolment.refresh_from_db()
    return enrolment.recounted_at is not None


def read_everything(enrolment: Enrolment) -> None:
    """As evidence that no projection has seen yet."""
    lesson = enrolment.cohort.programme.activities.get(kind="lesson")
    Evidence.objects.create(
        enrolment=enrolment,
        seq=1,
        requirement_key=lesson.key,
        kind="confirmed",
        occurred_at=timezone.now(),
        rule_version=enrolment.cohort.rule_version,
        actor_role="participant",
    )


def test_everybody_who_takes_part_is_judged_anew(cohort, run_queue) -> None:
    running, ended = enrol(cohort), enrol(cohort, state=Enrolment.State.ENDED)
    elsewhere = enrol(CohortFactory(programme=cohort.programme))
    read_everything(running)
    recount = start_recount(cohort, CAUSE)
    run_queue()
    recount.refresh_from_db()
    assert recount.finished_at is not None
    assert [judged(row) for row in (running, ended, elsewhere)] == [True, False, False]
    assert RequirementState.objects.get().enrolment == running


def test_a_changed_rule_completes_whoever_meets_it_now(cohort, run_queue) -> None:
    enrolment = enrol(cohort)
    read_everything(enrolment)
    cohort.rule_version = RuleSetVersionFactory(provider=cohort.provider, definition=RULE)
    cohort.save()
    for _round in range(2):
        start_recount(cohort, CAUSE)
        run_queue()
    assert load_journey(enrolment).evaluation.completed
    assert Evidence.objects.filter(kind="completed").count() == 1


def test_a_programme_is_judged_in_all_its_cohorts(cohort, run_queue) -> None:
    people = [enrol(cohort), enrol(CohortFactory(programme=cohort.programme))]
    reevaluate_programme(cohort.programme_id)
    run_queue()
    assert [judged(row) for row in people] == [True, True]
    assert Recount.objects.get().cause == Recount.Cause.CURRICULUM
    reevaluate_programme(-1)
    assert Recount.objects.count() == 1


def test_an_empty_cohort_is_done_at_once(cohort, run_queue) -> None:
    recount = start_recount(cohort, CAUSE)
    run_queue()
    recount.refresh_from_db()
    assert recount.finished_at is not None


def test_several_in_quick_succession_are_one(cohort, run_queue, monkeypatch) -> None:
    judged_pks: list[int] = []
    real = recounting.reevaluate_all
    for _n in range(3):
        enrol(cohort)

    def counted(enrolments: Any) -> Any:
        judged_pks.extend(enrolments.values_list("pk", flat=True))
        return real(enrolments)

    monkeypatch.setattr(recounting, "reevaluate_all", counted)
    for _n in range(5):
        start_recount(cohort, CAUSE)
    run_queue()
    assert len(judged_pks) == 3
    assert Recount.objects.count() == 1


def test_one_batch_after_the_other(cohort, run_queue, monkeypatch) -> None:
    monkeypatch.setattr(recounting, "BATCH", 2)
    for _n in range(5):
        enrol(cohort)
    recount = start_recount(cohort, CAUSE)
    begin(recount.pk)
    recount.refresh_from_db()
    stamp = recount.started_at.isoformat()
    done = [(run_batch(recount.pk, stamp), recounts_of(cohort)[0].words) for _n in range(3)]
    assert done == [
        (2, "2 von 5 neu bewertet"),
        (2, "4 von 5 neu bewertet"),
        (1, "Fertig"),
    ]
    assert run_batch(recount.pk, stamp) == 0


def test_large_numbers_are_grouped(cohort) -> None:
    recount = Recount(cohort=cohort, cause=CAUSE)
    assert recounting.Progress(recount, 312, 1000).words == "312 von 1.000 neu bewertet"


def test_a_task_that_is_run_twice_changes_nothing(cohort) -> None:
    person = enrol(cohort)
    read_everything(person)
    recount = start_recount(cohort, CAUSE)
    begin(recount.pk)
    recount.refresh_from_db()
    stamp = recount.started_at.isoformat()
    run_batch(recount.pk, stamp)
    before = (list(Evidence.objects.values()), list(RequirementState.objects.values()))
    Recount.objects.update(finished_at=None)
    run_batch(recount.pk, stamp)
    assert (list(Evidence.objects.values()), list(RequirementState.objects.values())) == before


def test_a_batch_of_an_earlier_beginning_stops_at_the_first_look(cohort) -> None:
    person = enrol(cohort)
    recount = start_recount(cohort, CAUSE)
    early = timezone.now() - timedelta(hours=1)
    begin(recount.pk, now=early)
    begin(recount.pk)
    assert run_batch(recount.pk, early.isoformat()) == 0
    assert not judged(person)


def test_what_changes_during_a_batch_is_looked_at_again(cohort) -> None:
    """The batch writes the beginning it was judged for, so a later beginning finds it behind."""
    person = enrol(cohort)
    recount = start_recount(cohort, CAUSE)
    early = timezone.now() - timedelta(minutes=5)
    begin(recount.pk, now=early)
    run_batch(recount.pk, early.isoformat())
    person.refresh_from_db()
    assert person.recounted_at == early
    begin(recount.pk)
    recount.refresh_from_db()
    assert (recount.finished_at, recounting.behind(recount).get()) == (None, person)


def test_a_lost_task_is_found_by_the_sweep(cohort, run_queue) -> None:
    person = enrol(cohort)
    recount = start_recount(cohort, CAUSE)
    begin(recount.pk, now=timezone.now() - timedelta(hours=1))
    OrmQ.objects.all().delete()  # the worker was killed
    assert resume_stalled() == 1
    run_queue()
    recount.refresh_from_db()
    assert (judged(person), recount.finished_at is not None) == (True, True)
    assert resume_stalled() == 0


def test_the_sweep_is_planned(db: None) -> None:
    row = Schedule.objects.get(name="lms-courses-recounts")
    assert (row.func, row.minutes) == ("courses.progress.tasks.sweep_recounts", 10)


def test_a_recount_belongs_to_the_transaction_that_asks_for_it(cohort) -> None:
    start_recount(cohort, CAUSE)
    assert tasks() == ["begin_recount"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_reads_in_a_constant_number_of_statements(cohort, count) -> None:
    for _n in range(count):
        enrol(cohort)
    recount = start_recount(cohort, CAUSE)
    begin(recount.pk)
    recount.refresh_from_db()
    with CaptureQueriesContext(connection) as captured:
        run_batch(recount.pk, recount.started_at.isoformat())
    reads = [q for q in captured.captured_queries if q["sql"].startswith("SELECT")]
    assert len(reads) == 8


def test_how_far_it_is_takes_two_statements(cohort, django_assert_num_queries) -> None:
    enrol(cohort)
    start_recount(cohort, CAUSE)
    Recount.objects.create(programme=cohort.programme, cause=Recount.Cause.CURRICULUM)
    with django_assert_num_queries(2):
        assert [row.words for row in recounts_of(cohort)] == ["0 von 1 neu bewertet"] * 2


def test_versions_are_never_touched_by_a_recount(cohort, run_queue) -> None:
    before = list(RuleSetVersion.objects.values())
    enrol(cohort)
    start_recount(cohort, CAUSE)
    run_queue()
    assert list(RuleSetVersion.objects.values()) == before
