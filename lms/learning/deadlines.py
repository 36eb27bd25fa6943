"""Until when something can be handed in, where more time was given too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from content.ui.dates import long_date, short_date
from courses.cohorts.models import Enrolment
from courses.curriculum.models import Activity
from courses.curriculum.outline import Step
from courses.progress.deadlines import latest
from courses.progress.enums import EvidenceKind, State
from courses.progress.models import Evidence
from courses.progress.queries import Journey
from courses.rules.definition import CountRule, RequirementKind


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when something can be handed in; `extended` where this person was given more time."""

    key: UUID
    title: str
    url: str
    due_at: datetime
    extended: bool

    @property
    def words(self) -> str:
        day = {"date": long_date(self.due_at)}
        if self.extended:
            return _("extended until %(date)s") % day
        return _("due on %(date)s") % day

    @property
    def note(self) -> str:
        return _("until %(date)s") % {"date": short_date(self.due_at)}


def has_more_time() -> Exists:
    return Exists(Evidence.objects.filter(enrolment=OuterRef("pk"), kind=EvidenceKind.EXTENDED))


def deadlines_of(journey: Journey) -> tuple[Deadline, ...]:
    """What is still to be handed in, the earliest first. A statement where more time was given."""
    if journey.enrolment.state != Enrolment.State.ACTIVE:
        return ()
    found = [
        _deadline(journey, step, due)
        for step, due in _due(journey)
        if not step.standing.done and step.standing.state != State.HANDED_IN
    ]
    return tuple(sorted(found, key=lambda item: item.due_at))


def _deadline(journey: Journey, step: Step, due: datetime) -> Deadline:
    return Deadline(
        key=step.key,
        title=step.title,
        url=reverse("assessments:plan_home") if step.kind == Activity.Kind.PLAN else step.url,
        due_at=due,
        extended=due != journey.schedule.due_at.get(step.key),
    )


def _due(journey: Journey) -> Iterable[tuple[Step, datetime]]:
    """Every step with the later one of the cohort's deadline and this person's."""
    rows = _extensions(journey.enrolment)
    for step in journey.outline.steps():
        if step.kind == Activity.Kind.PLAN and not _asks_for_plan(journey):
            continue  # a date that nothing depends on would only worry people
        due = latest(journey.schedule.due_at.get(step.key), rows.get(step.key, ()))
        if due:
            yield step, due


def _asks_for_plan(journey: Journey) -> bool:
    rules = journey.definition.rules
    return any(isinstance(r, CountRule) and RequirementKind.PLAN in r.kinds for r in rules)


def _extensions(enrolment: Enrolment) -> dict[UUID, list[Evidence]]:
    """Extensions and what corrects them, by requirement."""
    if not enrolment.has_more_time:  # type: ignore[attr-defined]
        return {}
    rows = Evidence.objects.filter(enrolment=enrolment).filter(
        Q(kind=EvidenceKind.EXTENDED) | Q(supersedes__isnull=False)
    )
    found: dict[UUID, list[Evidence]] = {}
    for row in rows:
        found.setdefault(row.requirement_key, []).append(row)
    return found
