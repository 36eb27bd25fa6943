"""Finding what is due and posting it, once."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from courses.cohorts.models import Cohort, Enrolment
from courses.governance.choices import wanting
from courses.governance.outbox import post_all, posted
from courses.reminders.hours import day_of_rest, quiet, today
from courses.reminders.registry import Reminder, all_due
from courses.reminders.words import as_mail

# So long after its end a cohort still has something to be reminded of: the last module's four
# weeks, a name to confirm.
AFTERWARDS = timedelta(days=180)


def remind(*, now: datetime | None = None) -> int:
    """Post what is due; how many mails are new.

    Runs every hour. Outside the quiet hours, on Sundays only what cannot wait. A reminder has one
    key, made from its own day: running twice, in parallel or on both sides of midnight posts it
    once. What a standing worker has missed comes once if it still helps; what has come too late is
    dropped by the outbox, with a note. Statements: constant in people.
    """
    now = now or timezone.now()
    if quiet(now):
        return 0
    found = {row.key: row for row in all_due(list(cohorts_in_mind(now)), now) if row.to.is_active}
    if day_of_rest(now):
        found = {key: row for key, row in found.items() if not row.can_wait}
    known = posted(found)
    new = _wanted([row for key, row in found.items() if key not in known])
    return post_all([as_mail(row) for row in new])


def cohorts_in_mind(now: datetime) -> QuerySet[Any]:
    """Cohorts with `running`: the places that are taken, with their users. Two statements."""
    places = Enrolment.objects.active().filter(user__isnull=False).select_related("user")
    running = Prefetch("enrolments", places.order_by("pk"), to_attr="running")
    cohorts = Cohort.objects.filter(ends_on__gte=today(now) - AFTERWARDS)
    return (
        cohorts.select_related("provider", "rule_version").prefetch_related(running).order_by("pk")
    )


def _wanted(reminders: Collection[Reminder]) -> Iterable[Reminder]:
    """Without those that people have switched off. One statement for each kind of choice."""
    users: dict[str, set[Any]] = {}
    for reminder in reminders:
        users.setdefault(reminder.choice, set()).add(reminder.to.pk)
    wanted = {choice: wanting(ids, choice) for choice, ids in users.items() if choice}
    return [row for row in reminders if not row.choice or row.to.pk in wanted[row.choice]]
