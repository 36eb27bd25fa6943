"""Whom a new version of a rule would touch: the one evaluator on old and new definition."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.people import display_name
from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import cohorts_coordinated_by
from courses.progress.deadlines import personal_end
from courses.progress.domain import entry_of
from courses.progress.evaluation import Entry, Evaluation, Requirement, evaluate
from courses.progress.models import Evidence
from courses.progress.registry import requirements_for
from courses.rulebook.queries import lacks, running_cohorts
from courses.rules.definition import RuleDefinition, parse
from courses.rules.models import RuleSet
from courses.rules.wording import missing


class Verdict(TextChoices):
    MET = "met", _("met")
    REACHABLE = "reachable", _("can be reached")
    UNREACHABLE = "unreachable", _("out of reach")


@dataclass(frozen=True, slots=True)
class Change:
    """One person whose result would be another. `keeps` says that the completion stays."""

    name: str
    before: Verdict
    after: Verdict
    open: tuple[str, ...]
    keeps: bool


@dataclass(frozen=True, slots=True)
class CohortImpact:
    """One running cohort. Names are there only for who coordinates it; `touched` counts for all."""

    cohort: Cohort
    people: int
    touched: int
    completed: int
    changes: tuple[Change, ...]
    nobody_can: tuple[str, ...]
    coordinated: bool

    @property
    def may_move(self) -> bool:
        return self.coordinated and not self.nobody_can


def impact(
    rule_set: RuleSet, definition: RuleDefinition, *, by: Any, now: datetime | None = None
) -> list[CohortImpact]:
    """What the running cohorts of a rule would become. Six statements, however many people."""
    now = now or timezone.now()
    cohorts = running_cohorts(rule_set)
    requirements = requirements_for(cohorts)
    mine = set(cohorts_coordinated_by(by).values_list("pk", flat=True))
    places = Enrolment.objects.active().filter(cohort__in=cohorts).select_related("user")
    by_cohort: dict[int, list[Enrolment]] = {}
    for place in places.order_by("pk"):
        by_cohort.setdefault(place.cohort_id, []).append(place)
    evidence = _evidence([place.pk for rows in by_cohort.values() for place in rows])
    return [
        _of_cohort(
            _Case(cohort, requirements[cohort.pk], definition, now),
            by_cohort.get(cohort.pk, []),
            evidence,
            coordinated=cohort.pk in mine,
        )
        for cohort in cohorts
    ]


def _evidence(enrolments: Collection[int]) -> dict[int, list[Entry]]:
    rows: dict[int, list[Entry]] = {}
    for row in Evidence.objects.filter(enrolment__in=enrolments).order_by("seq"):
        rows.setdefault(row.enrolment_id, []).append(entry_of(row))
    return rows


@dataclass(frozen=True, slots=True)
class _Case:
    cohort: Cohort
    requirements: list[Requirement]
    definition: RuleDefinition
    now: datetime

    def judged(self, definition: RuleDefinition, entries: list[Entry]) -> Evaluation:
        end = personal_end(self.cohort, definition, entries)
        return evaluate(definition, self.requirements, entries, self.now, end)


def _of_cohort(
    case: _Case,
    places: list[Enrolment],
    evidence: Mapping[int, list[Entry]],
    *,
    coordinated: bool,
) -> CohortImpact:
    old = parse(case.cohort.rule_version.definition)
    changes, completed = [], 0
    for place in places:
        entries = evidence.get(place.pk, [])
        before, after = case.judged(old, entries), case.judged(case.definition, entries)
        completed += after.completed
        if verdict(before) is not verdict(after):
            changes.append(_change(place, before, after))
    return CohortImpact(
        cohort=case.cohort,
        people=len(places),
        touched=len(changes),
        completed=completed,
        changes=tuple(sorted(changes, key=lambda row: row.name)) if coordinated else (),
        nobody_can=tuple(lacks(case.definition, case.cohort, case.requirements, now=case.now)),
        coordinated=coordinated,
    )


def verdict(evaluation: Evaluation) -> Verdict:
    """What the rules say, whether or not it was completed before."""
    if evaluation.met:
        return Verdict.MET
    reached = all(reason.met or reason.reachable for reason in evaluation.reasons)
    return Verdict.REACHABLE if reached else Verdict.UNREACHABLE


def _change(place: Enrolment, before: Evaluation, after: Evaluation) -> Change:
    return Change(
        name=display_name(place.user),
        before=verdict(before),
        after=verdict(after),
        open=tuple(filter(None, map(missing, after.reasons))),
        keeps=after.completed,
    )
