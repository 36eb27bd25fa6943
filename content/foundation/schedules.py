"""Regular jobs: rows of django-q2's table that an app's migration puts in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.migrations import RunPython
from django.utils import timezone
from django_q.models import Schedule


@dataclass(frozen=True)
class Job:
    """What runs regularly: a task (dotted path), how often (a type of `Schedule`), first when.

    `minutes` says how often where the type is `Schedule.MINUTES`.
    """

    task: str
    kind: str
    first: Callable[[], datetime]
    minutes: int | None = None


def every_minutes(minutes: int, task: str) -> Job:
    """From now on, all `minutes` minutes."""
    return Job(task, Schedule.MINUTES, timezone.now, minutes)


def hourly(task: str) -> Job:
    """At every full hour."""

    def next_hour() -> datetime:
        return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)

    return Job(task, Schedule.HOURLY, next_hour)


def daily(at: str, task: str) -> Job:
    """Every day at this local time ("03:55"), from tomorrow on."""

    def tomorrow() -> datetime:
        day = timezone.localdate() + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))

    return Job(task, Schedule.DAILY, tomorrow)


def schedule(jobs: Mapping[str, Job]) -> RunPython:
    """The operation that puts the named jobs in; one that is there stays as operators set it."""

    def put_in(apps: Any, schema_editor: Any) -> None:
        rows = apps.get_model("django_q", "Schedule").objects
        for name, job in jobs.items():
            rows.get_or_create(
                name=name,
                defaults={
                    "func": job.task,
                    "schedule_type": job.kind,
                    "minutes": job.minutes,
                    "next_run": job.first(),
                },
            )

    def take_out(apps: Any, schema_editor: Any) -> None:
        apps.get_model("django_q", "Schedule").objects.filter(name__in=jobs).delete()

    return RunPython(put_in, take_out)
