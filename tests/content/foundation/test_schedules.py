"""What runs by the clock, and from when on."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule

from content.foundation.schedules import daily, every_minutes, hourly, schedule

pytestmark = pytest.mark.django_db


def test_every_job_has_a_task_to_call() -> None:
    tasks = Schedule.objects.filter(name__startswith="lms-").values_list("func", flat=True)
    assert len(tasks) == 13
    assert all(callable(import_string(task)) for task in tasks)


@time_machine.travel(datetime(2026, 3, 28, 12, 34, 56, tzinfo=UTC), tick=False)
def test_a_job_runs_first_when_it_says() -> None:
    """The night after, clocks go forward: a day's time stays the local one."""
    jobs = {"soon": every_minutes(5, "t"), "hour": hourly("t"), "morning": daily("03:55", "t")}
    schedule(jobs).code(apps, None)
    first = dict(Schedule.objects.filter(name__in=jobs).values_list("name", "next_run"))
    assert first == {
        "soon": timezone.now(),
        "hour": datetime(2026, 3, 28, 13, tzinfo=UTC),
        "morning": datetime(2026, 3, 29, 1, 55, tzinfo=UTC),
    }
    kinds = Schedule.objects.filter(name__in=jobs).values_list("schedule_type", "minutes")
    assert sorted(kinds) == [("D", None), ("H", None), ("I", 5)]


def test_a_job_that_operators_changed_stays_and_can_be_taken_out() -> None:
    operation = schedule({"mine": daily("03:55", "t")})
    operation.code(apps, None)
    Schedule.objects.filter(name="mine").update(schedule_type=Schedule.WEEKLY)
    operation.code(apps, None)
    assert Schedule.objects.get(name="mine").schedule_type == Schedule.WEEKLY
    operation.reverse_code(apps, None)
    assert not Schedule.objects.filter(name="mine").exists()
