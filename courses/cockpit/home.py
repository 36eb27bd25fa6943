"""What the coordination sees first in the admin: one line for each of its cohorts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.cockpit.matrix import Matrix, load_matrices
from courses.cockpit.needs import needs_of
from courses.cockpit.pages import with_role
from courses.cockpit.registry import Queue, Topic, waiting
from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_attended_by, cohorts_overseen_by
from courses.sessions.requirements import timed_sessions

# So long after its end a cohort still has something to release.
STAYS_FOR = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class NextDate:
    title: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One cohort. Without queues for whoever only sees sums and dates of it."""

    title: str
    url: str
    next_date: NextDate | None
    needs: int = 0
    reviews: Queue | None = None
    awards: Queue | None = None


def home_lines(user: Any, *, now: datetime | None = None) -> list[Line]:
    """The user's cohorts that run or ended lately. A constant number of statements, whatever their
    number; two for people without a role in one.
    """
    now = now or timezone.now()
    since = timezone.localdate(now) - STAYS_FOR
    cohorts = list(
        with_role(cohorts_attended_by(user), user).filter(ends_on__gte=since).order_by("starts_on")
    )
    own = [cohort.pk for cohort in cohorts]
    overseen = list(
        cohorts_overseen_by(user)
        .filter(ends_on__gte=since)
        .exclude(pk__in=own)
        .order_by("starts_on")
    )
    lines = _looked_after(cohorts, user, now) if cohorts else []
    return lines + (_overseen(overseen, now) if overseen else [])


def _looked_after(cohorts: Collection[Any], user: Any, now: datetime) -> list[Line]:
    matrices = load_matrices(cohorts, now=now)
    reviews = waiting(Topic.REVIEWS, cohorts, user, now=now)
    awards = waiting(Topic.AWARDS, cohorts, user, now=now)
    return [
        Line(
            title=cohort.title,
            url=reverse("lms_cohorts:cohort", args=[cohort.pk]),
            next_date=_next_date(matrices[cohort.pk]),
            needs=len(needs_of(matrices[cohort.pk])),
            reviews=reviews[cohort.pk],
            awards=awards[cohort.pk] if cohort.is_coordinated else None,
        )
        for cohort in cohorts
    ]


def _next_date(matrix: Matrix) -> NextDate | None:
    ahead = (s for s in matrix.sessions if s.ends_at and s.ends_at >= matrix.now)
    session = next(ahead, None)
    return NextDate(session.title, session.source.starts_at) if session else None


def _overseen(cohorts: Collection[Cohort], now: datetime) -> list[Line]:
    dates: dict[int, NextDate] = {}
    ahead = timed_sessions().filter(cohort__in=cohorts, cancelled_at=None, ends_at__gte=now)
    for session in ahead:
        dates.setdefault(session.cohort_id, NextDate(session.title, session.starts_at))
    return [
        Line(
            title=cohort.title,
            url=reverse("lms_cohorts:oversight", args=[cohort.pk]),
            next_date=dates.get(cohort.pk),
        )
        for cohort in cohorts
    ]


class CohortsPanel(Component):
    name = "lms_cohorts"
    order = 10
    template_name = "lms_courses/admin/cockpit/home.html"

    def __init__(self, lines: Collection[Line]) -> None:
        self.lines = lines

    @property
    def media(self) -> Media:
        sheets = ["lms/css/cohorts-admin.css", "lms/css/cockpit-admin.css"]
        return Media(css={"all": sheets})

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"lines": self.lines}
