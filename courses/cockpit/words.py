"""What requirements, rules and hours are called on the cockpit's screens."""

from collections import Counter
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import ngettext

from content.ui import dates
from courses.cockpit.matrix import Matrix
from courses.cohorts.models import Cohort
from courses.curriculum.models import Activity
from courses.progress.evaluation import Reason, Requirement
from courses.rules.definition import RequirementKind
from courses.rules.vocabulary import kind_name
from courses.rules.wording import CLOCK_HOUR, TEACHING_UNIT, in_words, rule_in_words
from courses.sessions.models import Session

_LABELS: dict[str, Any] = {**dict(Activity.Kind.choices), **dict(Session.Kind.choices)}


def kind_label(kind: RequirementKind) -> str:
    """„Seminar“, „Lerneinheit“"""
    return str(_LABELS.get(kind) or kind_name(kind))


def title_of(item: Requirement) -> str:
    """„1.2 Konflikte lesen“, or the kind where there is no title."""
    return f"{item.number} {item.title}".strip() or kind_label(item.kind)


def available(matrix: Matrix) -> Counter[RequirementKind]:
    return Counter(item.kind for item in matrix.requirements if item.available)


def rule_of(matrix: Matrix) -> str:
    """„4 von 5 Seminaren, angenommener Plan, Freigabe“"""
    return in_words(matrix.definition, available(matrix))


def reason_in_words(matrix: Matrix, reason: Reason) -> str:
    return rule_in_words(reason.rule, available(matrix))


def unit_minutes(cohort: Cohort) -> int:
    """How many minutes the hours have that this cohort counts in."""
    return TEACHING_UNIT if cohort.unit == Cohort.Unit.TEACHING_UNIT else CLOCK_HOUR


def in_unit(minutes: int, cohort: Cohort) -> str:
    """„6 Stunden“ or „8 Unterrichtseinheiten“, exact to a hundredth."""
    if cohort.unit != Cohort.Unit.TEACHING_UNIT:
        return dates.hours(minutes)
    count = minutes / TEACHING_UNIT
    shown = number_format(count, 0 if count == int(count) else 2)
    words = ngettext("%(count)s teaching unit", "%(count)s teaching units", 1 if count == 1 else 2)
    return words % {"count": shown}
