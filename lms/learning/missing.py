"""What is still missing for the certificate, and the rule behind it, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.cohorts.models import Cohort
from courses.progress.evaluation import Reason, Requirement
from courses.progress.queries import Journey
from courses.rules.definition import SESSION_KINDS, CountRule, RequirementKind
from courses.rules.wording import CLOCK_HOUR, TEACHING_UNIT, explain

UNITS = {Cohort.Unit.CLOCK_HOUR: CLOCK_HOUR, Cohort.Unit.TEACHING_UNIT: TEACHING_UNIT}


@dataclass(frozen=True, slots=True)
class Open:
    """One rule in words: what is still missing and why, with the place where to go on."""

    text: str
    detail: str
    met: bool
    url: str = ""
    link: str = ""


def missing_of(journey: Journey) -> Iterable[Open]:
    unit = UNITS[Cohort.Unit(journey.enrolment.cohort.unit)]
    for reason in journey.evaluation.reasons:
        words = explain(reason, _titles(journey, reason), unit=unit)
        yield Open(words.sentence, words.detail, reason.met, *_place(reason))


def _titles(journey: Journey, reason: Reason) -> Sequence[str]:
    found = (journey.requirement(key) for key in reason.open_keys)
    return [item.title for item in found if item and item.title]


def _place(reason: Reason) -> tuple[str, str]:
    """Where somebody can do something about it."""
    if reason.met or not isinstance(reason.rule, CountRule):
        return "", ""
    if RequirementKind.PLAN in reason.rule.kinds:
        return reverse("assessments:plan_home"), _("Go to the plan")
    if set(reason.rule.kinds) & SESSION_KINDS:
        return reverse("courses:dates"), _("All dates")
    return "", ""


def available(requirements: Iterable[Requirement]) -> dict[RequirementKind, int]:
    counted: dict[RequirementKind, int] = {}
    for item in requirements:
        if item.available:
            counted[item.kind] = counted.get(item.kind, 0) + 1
    return counted
