"""Everybody's standing in a cohort, loaded once for all screens, exports and panels.

Nothing here tells when somebody was last online or how long they read: neither is recorded.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from content.foundation.people import display_name
from courses.cockpit.deadlines import Dates, dates_of
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.deadlines import end_of_all
from courses.progress.enums import State
from courses.progress.evaluation import Evaluation, Held, Reason, Requirement, judge
from courses.progress.models import RequirementState
from courses.progress.queries import with_agreement
from courses.progress.registry import requirements_for
from courses.progress.sources import completion_key
from courses.rulebook.checks import beyond_everybody
from courses.rulebook.queries import beginning_of
from courses.rules.definition import SESSION_KINDS, RequirementKind, RuleDefinition, parse
from courses.rules.wording import missing
from courses.sessions.queries import in_order

UNSEEN = (
    RequirementKind.MODULE,
    RequirementKind.REFLECTION,
    RequirementKind.SELF_ASSESSMENT,
    RequirementKind.FEEDBACK,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One place: what is held of each requirement and how far the rule is met."""

    enrolment: Enrolment
    name: str
    agreed: bool
    evaluation: Evaluation

    @property
    def active(self) -> bool:
        return self.enrolment.state == Enrolment.State.ACTIVE

    @property
    def withdrawn(self) -> bool:
        return self.enrolment.state == Enrolment.State.WITHDRAWN

    @property
    def held(self) -> Mapping[UUID, Held]:
        return self.evaluation.held

    @property
    def minutes(self) -> int:
        return self.evaluation.minutes

    @property
    def completed(self) -> bool:
        return self.evaluation.completed

    @property
    def email(self) -> str:
        return self.enrolment.user.email if self.enrolment.user else ""

    @property
    def open(self) -> list[str]:
        """What is missing, rule by rule: „2 Seminare“."""
        return [words for words in map(missing, self.evaluation.reasons) if words]

    @property
    def unreachable(self) -> list[Reason]:
        return [r for r in self.evaluation.reasons if not r.met and not r.reachable]


@dataclass(frozen=True)
class Matrix:
    """People × requirements of one cohort at one moment. Running places first, then by name.

    `everybody` has those who withdrew as well: they stay in the list of names, and nothing else
    looks at them.
    """

    cohort: Cohort
    definition: RuleDefinition
    requirements: tuple[Requirement, ...]
    everybody: tuple[Row, ...]
    dates: Dates
    now: datetime

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.everybody if not row.withdrawn)

    @property
    def active(self) -> list[Row]:
        return [row for row in self.rows if row.active]

    @cached_property
    def shown(self) -> tuple[Requirement, ...]:
        """What there is to see: available now, or held by somebody.

        Modules are only headings, and a private reflection leaves no trace that could be shown.
        """
        held = {key for row in self.rows for key in row.held}
        return tuple(
            item
            for item in self.requirements
            if item.kind not in UNSEEN and (item.available or item.key in held)
        )

    @cached_property
    def sessions(self) -> tuple[Requirement, ...]:
        """Sessions that take place, earliest first."""
        return tuple(r for r in self.requirements if r.kind in SESSION_KINDS and r.available)

    @property
    def scheduled(self) -> list[Any]:
        """The sessions themselves, cancelled ones too, earliest first."""
        return [r.source for r in self.requirements if r.kind in SESSION_KINDS and r.source]

    @cached_property
    def impossible(self) -> tuple[Reason, ...]:
        """Rules nobody could meet, whatever they did: too little is planned."""
        return beyond_everybody(
            self.definition,
            self.requirements,
            beginning_of(self.cohort, self.now),
            end_of_all(self.cohort, self.definition),
        )

    @cached_property
    def module_keys(self) -> dict[int, UUID]:
        modules = (r for r in self.requirements if r.kind is RequirementKind.MODULE)
        return {item.module: item.key for item in modules if item.module is not None}

    def locked(self, module: int | None) -> bool:
        """Whether a module lies ahead of this cohort."""
        key = self.module_keys.get(module) if module is not None else None
        return self.dates.locked(key, timezone.localdate(self.now))

    def overdue_since(self, row: Row, item: Requirement) -> datetime | None:
        """The deadline that has passed without anything being handed in."""
        if item.key in row.held or not item.available or not row.active:
            return None
        due = self.dates.due_for(row.enrolment.pk, item.key)
        return due if due and due < self.now else None


def load_matrices(cohorts: Collection[Cohort], *, now: datetime | None = None) -> dict[int, Matrix]:
    """By primary key. Five statements for any number of cohorts, people and requirements:
    curriculum, sessions, places, states, dates.

    The cohorts come with their `rule_version`.
    """
    now = now or timezone.now()
    requirements = requirements_for(cohorts)
    places = _places(cohorts)
    held = _held([place.pk for found in places.values() for place in found])
    dates = dates_of([cohort.pk for cohort in cohorts])
    return {
        cohort.pk: _matrix(
            cohort, requirements[cohort.pk], places[cohort.pk], held, dates[cohort.pk], now
        )
        for cohort in cohorts
    }


def load_matrix(cohort: Cohort, *, now: datetime | None = None) -> Matrix:
    return load_matrices([cohort], now=now)[cohort.pk]


def _places(cohorts: Collection[Cohort]) -> dict[int, list[Any]]:
    """Places somebody has or had. One statement."""
    found: dict[int, list[Any]] = {cohort.pk: [] for cohort in cohorts}
    rows = Enrolment.objects.filter(cohort__in=found)
    for row in with_agreement(rows).select_related("user").order_by("pk"):
        found[row.cohort_id].append(row)
    return found


def _held(enrolments: Collection[int]) -> dict[int, dict[UUID, Held]]:
    """Plain tuples, not rows: a cohort has thousands of them. One statement."""
    found: dict[int, dict[UUID, Held]] = {pk: {} for pk in enrolments}
    states = RequirementState.objects.filter(enrolment__in=found)
    for pk, key, state, minutes, since in states.values_list(
        "enrolment_id", "requirement_key", "state", "minutes", "since"
    ):
        found[pk][key] = Held(State(state), minutes, since)
    return found


def _matrix(
    cohort: Cohort,
    requirements: Iterable[Requirement],
    places: Iterable[Any],
    held: Mapping[int, Mapping[UUID, Held]],
    dates: Dates,
    now: datetime,
) -> Matrix:
    definition = parse(cohort.rule_version.definition)
    asked, end = tuple(requirements), end_of_all(cohort, definition)
    rows = [
        Row(
            enrolment=place,
            name=display_name(place.user),
            agreed=place.agreed,
            evaluation=judge(
                definition,
                asked,
                held[place.pk],
                now,
                end and dates.at_least(end, place.pk, completion_key(cohort)),
            ),
        )
        for place in places
    ]
    ordered = sorted(rows, key=lambda row: (not row.active, in_order(row.name)))
    return Matrix(cohort, definition, asked, tuple(ordered), dates, now)
