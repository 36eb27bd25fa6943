"""What comes and what is open, once a week, in numbers.

Each line is a number of something; apps above add theirs in `ready()`. A week without a number is a
week without a mail.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.reminders.hours import evening_of, monday_of, today
from courses.reminders.registry import Reminder

# A digest of Monday still makes sense on Tuesday; later the next one says it all.
FRESH = timedelta(days=1)
Counts = Mapping[Any, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A number by user, in a constant number of statements, and how it is said.

    `words` is a lazy plural by `n`.
    """

    count: Callable[[Collection[Any], datetime], Counts]
    words: Any


_lines: list[Line] = []


def register_line(line: Line) -> None:
    if line.count not in [known.count for known in _lines]:
        _lines.append(line)


def digests(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """One mail for each person with something to say, on Monday morning."""
    monday = monday_of(today(now))
    if today(now) > monday + FRESH:
        return
    said: dict[Any, list[str]] = {}
    for line in _lines:
        for user, number in line.count(cohorts, now).items():
            if number:
                said.setdefault(user, []).append(line.words % {"n": number})
    learning = {enrolment.user_id for cohort in cohorts for enrolment in cohort.running}
    for user, lines in said.items():
        yield Reminder(
            kind="digest",
            to=user,
            whose=f"user-{user.pk}",
            thing="week",
            day=monday,
            not_after=evening_of(monday + FRESH),
            subject=_("Your week"),
            template="lms_courses/mail/digest.txt",
            context={"lines": lines},
            link="/mein-weg/" if user.pk in learning else reverse("lms_cohorts:list"),
            choice="digest",
        )
