"""Where somebody writes: which work, for which place, and the addresses around it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import start
from assessments.assignment.models import Submission
from assessments.assignment.policies import own_submissions
from assessments.assignment.queries import Work, load_work, with_work
from courses.cohorts.models import Enrolment, ScheduleEntry
from courses.cohorts.policies import enrolments_of
from courses.curriculum.activities import page_type_of
from courses.curriculum.models import Activity
from courses.progress.queries import with_agreement

Kind = Activity.Kind


@dataclass(frozen=True, slots=True)
class Above:
    """The module a task stands in, as a step of the way there."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One work of one person. There is one plan a place; a task is named by its activity."""

    place: UUID  # key of the enrolment
    kind: str
    activity_key: UUID | None = None  # None for the plan of the place
    name: str = ""
    module: Above | None = None

    @property
    def is_plan(self) -> bool:
        return self.kind == Kind.PLAN

    @property
    def title(self) -> str:
        """What the way back is called."""
        return _("Our plan") if self.is_plan else self.name

    def url(self, name: str = "", *args: Any) -> str:
        """The address of a page of this work, by its short name; "" is the overview."""
        path = "plan" if self.is_plan else "task"
        keys = [self.place] if self.is_plan else [self.place, self.activity_key]
        full = f"assessments:{path}_{name}" if name else f"assessments:{path}"
        return reverse(full, args=[*keys, *args])


def desk_of(submission: Submission, place: UUID) -> Desk:
    """Where the person with this place writes the work. One statement."""
    key = submission.activity_key
    kind = Activity.objects.filter(key=key).values_list("kind", flat=True).first() or Kind.PLAN
    is_plan = kind == Kind.PLAN
    return Desk(place, kind, None if is_plan else key, name=submission.title)


def with_work_on_it(desk: Desk, submission: Submission) -> Desk:
    """The desk with the work's name and, for a task, its module. One statement for a task."""
    if desk.is_plan:
        return replace(desk, name=submission.title)
    programme = submission.enrolment.cohort.programme_id
    rows = Activity.objects.filter(key=submission.activity_key, programme=programme)
    activity = rows.select_related("parent__page").first()
    return replace(desk, name=submission.title, module=above(activity) if activity else None)


def above(activity: Activity) -> Above | None:
    """Wants the activity with the page of its parent; what nobody can open is no step."""
    module = activity.parent
    if module is None or module.page is None or not module.live:
        return None
    return Above(_("Module %(number)s") % {"number": module.number}, module.page.get_url() or "")


@dataclass(frozen=True, slots=True)
class Beginning:
    """Work nobody has begun yet. `opens_on` is set while its module is closed."""

    activity: Activity
    page: Any
    due_at: datetime | None
    opens_on: date | None

    @property
    def may_begin(self) -> bool:
        return self.opens_on is None


def ready_to_begin(desk: Desk, beginning: Beginning) -> Desk:
    """The same for work nobody has begun yet. No statement."""
    module = None if desk.is_plan else above(beginning.activity)
    return replace(desk, name=beginning.page.title, module=module)


def enrolment_of(user: Any, key: UUID) -> Enrolment | None:
    """The user's place with `agreed`, or None for a stranger's. One statement."""
    rows = with_agreement(enrolments_of(user)).select_related("cohort__provider")
    return rows.filter(key=key).first()


def needs_agreement(enrolment: Enrolment) -> bool:
    """Whether the cohort's current agreement waits for this participant."""
    return enrolment.state == Enrolment.State.ACTIVE and not enrolment.agreed  # type: ignore[attr-defined]


def work_scope(
    user: Any, enrolment_key: UUID, kind: str, activity_key: UUID | None = None
) -> QuerySet[Submission]:
    """The user's work in this place, for the domain functions to lock."""
    keys = Activity.objects.filter(kind=kind)
    if activity_key:
        keys = keys.filter(key=activity_key)
    return own_submissions(user, enrolment_key).filter(activity_key__in=keys.values("key"))


def find_work(scope: QuerySet[Submission], *, now: datetime | None = None) -> Work | None:
    """The work as far as it is written. Eight statements, whatever the number of sections."""
    submission = with_work(scope).first()
    return load_work(submission, now=now or timezone.now()) if submission else None


def find_beginning(
    enrolment: Enrolment, kind: str, activity_key: UUID | None = None
) -> Beginning | None:
    """The work that could be begun in this place. Three statements."""
    rows = Activity.objects.filter(programme=enrolment.cohort.programme_id, kind=kind)
    if activity_key:
        rows = rows.filter(key=activity_key)
    activity = rows.available().select_related("parent__page").first()
    if activity is None or enrolment.state != Enrolment.State.ACTIVE:
        return None
    page = (
        page_type_of(kind)
        ._default_manager.select_related("template_version", "rubric_version")
        .get(pk=activity.page_id)
    )
    keys = [activity.key, *([activity.parent.key] if activity.parent else [])]
    entries = ScheduleEntry.objects.filter(cohort=enrolment.cohort_id, key__in=keys)
    schedule = {entry.key: entry for entry in entries}
    due = schedule.get(activity.key)
    return Beginning(activity, page, due.due_at if due else None, _opens_on(schedule.values()))


def has_example(kind: str, key: UUID) -> bool:
    """Whether authors have written an example of this work. One statement."""
    pages = page_type_of(kind)._default_manager.filter(lms_activity__key=key, live=True)
    return pages.exclude(example={}).exists()


def begun(enrolment: Enrolment, beginning: Beginning) -> Submission:
    """Begin it, pinned to the page's template and rubric of today. Raises Locked."""
    page = beginning.page
    return start(
        enrolment,
        beginning.activity.key,
        title=page.title,
        template=page.template_version,
        rubric=page.rubric_version,
        reviewers=page.reviewers,
        people_at_most=page.people_at_most,
    )


def _opens_on(entries: Any) -> date | None:
    """The latest day ahead on which the work, or the module around it, opens."""
    today = timezone.localdate()
    ahead = [entry.opens_on for entry in entries if entry.opens_on and entry.opens_on > today]
    return max(ahead, default=None)
