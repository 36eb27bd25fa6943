"""What pages need to know, in a constant number of statements."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from content.toolkit.readers import Reading
from courses.cohorts.models import AgreementConfirmation, Enrolment, ScheduleEntry
from courses.cohorts.policies import enrolments_of, programmes_taught_by, teaches_programme
from courses.curriculum.models import Activity
from courses.curriculum.outline import Outline, Standing, build_outline
from courses.curriculum.readers import Access, Visit
from courses.progress.deadlines import personal_ends
from courses.progress.enums import State
from courses.progress.evaluation import Evaluation, Held, Requirement, judge
from courses.progress.models import RequirementState
from courses.progress.registry import requirements_for
from courses.rules.definition import RuleDefinition, parse


def held_by(states: Iterable[RequirementState]) -> dict[UUID, Held]:
    """The projection rows as the evaluator speaks of them."""
    return {row.requirement_key: Held(State(row.state), row.minutes, row.since) for row in states}


def standings_of(held: Mapping[UUID, Held]) -> dict[UUID, Standing]:
    return {
        key: Standing(str(item.state), str(item.state.label), item.state.counts)
        for key, item in held.items()
    }


def with_agreement(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Adds `agreed`: whether the cohort's current agreement is confirmed by the participant."""
    confirmed = AgreementConfirmation.objects.filter(
        cohort=OuterRef("cohort"),
        agreement=OuterRef("cohort__agreement"),
        user=OuterRef("user"),
    )
    return enrolments.annotate(agreed=Exists(confirmed))


@dataclass(frozen=True, slots=True)
class Schedule:
    opens_on: Mapping[UUID, date | None]
    due_at: Mapping[UUID, datetime | None]


def schedule_of(cohort_id: int) -> Schedule:
    rows = list(ScheduleEntry.objects.filter(cohort=cohort_id))
    return Schedule(
        opens_on={row.key: row.opens_on for row in rows},
        due_at={row.key: row.due_at for row in rows},
    )


@dataclass(frozen=True, slots=True)
class Journey:
    """One participant's whole way through one cohort."""

    enrolment: Enrolment
    outline: Outline
    requirements: tuple[Requirement, ...]
    evaluation: Evaluation
    definition: RuleDefinition
    schedule: Schedule
    # Until when everything has to be met; None where the rule names no deadline.
    deadline: datetime | None = None

    def requirement(self, key: UUID) -> Requirement | None:
        return next((item for item in self.requirements if item.key == key), None)

    def state_of(self, key: UUID) -> State:
        held = self.evaluation.held.get(key)
        return held.state if held else State.OPEN


def own_enrolments(user: Any, **beside: Any) -> list[Enrolment]:
    """The user's places with what Mein Weg needs of them, running ones first. One statement.

    `beside`: further annotations by name.
    """
    return list(
        with_agreement(enrolments_of(user))
        .annotate(**beside)
        .select_related("cohort__provider", "cohort__programme", "cohort__rule_version")
        .order_by("state", "-cohort__starts_on", "pk")
    )


def load_journey(enrolment: Enrolment, *, now: datetime | None = None) -> Journey:
    """Curriculum, sessions, states and schedule; however long the programme is.

    Four statements, and one where the rule has a deadline.
    """
    now = now or timezone.now()
    requirements = requirements_for([enrolment.cohort])[enrolment.cohort_id]
    held = held_by(enrolment.states.all())
    definition = parse(enrolment.cohort.rule_version.definition)
    deadline = personal_ends([enrolment])[enrolment.pk]
    schedule = schedule_of(enrolment.cohort_id)
    return Journey(
        enrolment=enrolment,
        outline=build_outline(
            _available_activities(requirements),
            standings=standings_of(held),
            opens_on=_openings(enrolment, schedule),
            today=timezone.localdate(now),
        ),
        requirements=tuple(requirements),
        evaluation=judge(definition, requirements, held, now, deadline),
        definition=definition,
        schedule=schedule,
        deadline=deadline,
    )


def _available_activities(requirements: Collection[Requirement]) -> list[Activity]:
    rows = (item.source for item in requirements if isinstance(item.source, Activity))
    return [row for row in rows if row.live and row.page_id]


def _openings(enrolment: Enrolment, schedule: Schedule) -> Mapping[UUID, date | None]:
    """Somebody whose participation has ended reads on, whatever the dates say."""
    return schedule.opens_on if enrolment.state == Enrolment.State.ACTIVE else {}


def visit(user: Any, page: Any) -> Visit:
    """Who somebody is at a page of a programme. At most four statements for participants."""
    enrolment = _enrolment_at(user, page)
    activities = list(
        Activity.objects.filter(programme__activities__page=page.pk).available().with_page()
    )
    if enrolment is None:
        return _visit_without_enrolment(user, activities)
    schedule = schedule_of(enrolment.cohort_id)
    outline = build_outline(
        activities,
        standings=standings_of(held_by(enrolment.states.all())),
        opens_on=_openings(enrolment, schedule),
        today=timezone.localdate(),
    )
    step = outline.step_for_page(page.pk)
    module = outline.module_of(step) if step else None
    return Visit(
        access=_access(enrolment, locked=bool(module and module.locked)),
        outline=outline,
        cohort_id=enrolment.cohort_id,
        enrolled=enrolment.state == Enrolment.State.ACTIVE,
        opens_on=module.opens_on if module else None,
    )


def lessons_beside(user: Any, card: Any) -> list[Reading]:
    """The lessons of a method card's module, if the user may read them.

    One statement and those of a visit; none for the anonymous and for cards without a module.
    """
    if not getattr(user, "is_authenticated", False) or card.module is None:
        return []
    module = (
        Activity.objects.available()
        .filter(kind=Activity.Kind.MODULE, number=str(card.module))
        .filter(programme__page__in=card.get_ancestors())
        .with_page()
        .first()
    )
    if module is None:
        return []
    current = visit(user, module.page)
    rest = next((row for row in current.outline.modules if row.step.key == module.key), None)
    if rest is None or not current.may_read:
        return []
    return [Reading(step.name, step.url, step.minutes) for step in rest.lessons]


def _enrolment_at(user: Any, page: Any) -> Enrolment | None:
    if not getattr(user, "is_authenticated", False):
        return None
    return (
        with_agreement(enrolments_of(user))
        .filter(cohort__programme__activities__page=page.pk)
        .select_related("cohort")
        .order_by("state", "-joined_at")
        .first()
    )


def _access(enrolment: Enrolment, *, locked: bool) -> Access:
    if enrolment.state == Enrolment.State.ACTIVE and not enrolment.agreed:  # type: ignore[attr-defined]
        return Access.AGREEMENT
    return Access.LOCKED if locked else Access.READ


def _visit_without_enrolment(user: Any, activities: list[Activity]) -> Visit:
    outline = build_outline(activities, standings={}, opens_on={}, today=timezone.localdate())
    teaches = bool(activities) and teaches_programme(user, activities[0].programme_id)
    access = Access.READ if teaches else Access.PUBLIC
    return Visit(access=access, outline=outline, teaches=teaches)


# — Everything one may read ————————————————————————————————————————————————————————


def readable_activities(user: Any) -> QuerySet[Activity]:
    """What `visit` would let the user read, for all pages at once.

    Two statements, none for the anonymous. The queryset itself is a third, or part of another.
    """
    if not getattr(user, "is_authenticated", False):
        return Activity.objects.none()
    places = _deciding_places(user)
    waiting = _not_yet_open(places)
    allowed = Q(programme__in=programmes_taught_by(user)) & ~Q(programme__in=places)
    for programme_id, place in places.items():
        if _access(place, locked=False) is Access.READ:
            allowed |= Q(programme=programme_id) & ~_of_modules(waiting.get(place.cohort_id, []))
    return Activity.objects.available().filter(allowed)


def _deciding_places(user: Any) -> dict[int, Enrolment]:
    """By programme the place that decides, as in `_enrolment_at`. One statement."""
    rows = with_agreement(enrolments_of(user)).select_related("cohort")
    # The last one written wins, so the deciding one comes last.
    return {row.cohort.programme_id: row for row in rows.order_by("-state", "joined_at")}


def _not_yet_open(places: Mapping[int, Enrolment]) -> dict[int, list[UUID]]:
    """By cohort the keys of what opens after today. One statement."""
    running = [p.cohort_id for p in places.values() if p.state == Enrolment.State.ACTIVE]
    rows = ScheduleEntry.objects.filter(cohort__in=running, opens_on__gt=timezone.localdate())
    keys: dict[int, list[UUID]] = {}
    for cohort_id, key in rows.values_list("cohort", "key"):
        keys.setdefault(cohort_id, []).append(key)
    return keys


def _of_modules(keys: Collection[UUID]) -> Q:
    return Q(kind=Activity.Kind.MODULE, key__in=keys) | Q(
        parent__kind=Activity.Kind.MODULE, parent__key__in=keys
    )
