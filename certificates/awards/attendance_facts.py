"""What a confirmation of attendance says: where somebody was, of how much, and nothing judged.

Planned hours stand beside those attended. A session that was called off was not planned; one that
was made up or ran longer counts as attended, and the planned hours grow with it, so that nobody
reads of thirteen hours out of twelve.
"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.measures import (
    attended_minutes,
    by_kind,
    contents_of,
    counted_sessions,
    hours,
    module_number,
    module_words,
    period,
    programme_title,
    unit,
    words_of,
)
from certificates.awards.models import CertificateTemplate
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.enums import State
from courses.progress.evaluation import Requirement
from courses.progress.queries import Journey
from courses.rules.definition import SESSION_KINDS
from courses.rules.vocabulary import KINDS

Minutes = dict[int | None, int]
Row = dict[str, Any]


def said(journey: Journey, template: CertificateTemplate, name: str) -> Row:
    """The part of the record that does not depend on number, date or code."""
    cohort = journey.enrolment.cohort
    attended = attended_minutes(journey)
    planned = _planned(journey, attended)
    return {
        **words_of(template, cohort, name=name),
        "qualification": {
            "title": template.qualification,
            "programme": programme_title(cohort.programme),
            "hours": hours(sum(planned.values()), cohort),
            "attended": hours(sum(attended.values()), cohort),
            "unit": unit(cohort),
        },
        "facts": _facts(journey),
        "modules": _modules(journey, planned, attended),
        "competences": [],
    }


def _planned(journey: Journey, attended: Minutes) -> Minutes:
    """By module: what took place, and what was attended though it was planned shorter or moved."""
    planned: Minutes = {}
    for item in journey.requirements:
        if item.kind in SESSION_KINDS and item.available:
            planned[item.module] = planned.get(item.module, 0) + item.minutes
    return {
        number: max(planned.get(number, 0), attended.get(number, 0))
        for number in {**planned, **attended}
    }


def _facts(journey: Journey) -> list[list[str]]:
    cohort = journey.enrolment.cohort
    made_up = [item for item in counted_sessions(journey) if _state(journey, item) is State.MADE_UP]
    found = [
        [_("Period"), period(cohort, last_day(journey.enrolment))],
        [_("Cohort"), f"{cohort.title}, {cohort.municipality}"],
        [_("Attended"), _attended(journey)],
        [_("Made up"), _counted(made_up)],
    ]
    return [fact for fact in found if fact[1]]


def last_day(enrolment: Enrolment) -> date:
    """Until when somebody took part: nobody was there after leaving."""
    days = [enrolment.cohort.ends_on, timezone.localdate()]
    if enrolment.state == Enrolment.State.ENDED and enrolment.ended_at:
        days.append(timezone.localdate(enrolment.ended_at))
    return max(min(days), enrolment.cohort.starts_on)


def _attended(journey: Journey) -> str:
    """„4 von 5 Seminaren, 1 von 2 Online-Vertiefungen“. A waived session is no attended one."""
    present = [item for item in counted_sessions(journey) if _was_there(journey, item)]
    keys = {item.key for item in present}
    held = [
        item
        for item in journey.requirements
        if item.kind in SESSION_KINDS and (item.available or item.key in keys)
    ]
    counted = by_kind(present)
    return ", ".join(
        str(KINDS[kind].of_more % {"count": counted.get(kind, 0), "all": n})
        for kind, n in by_kind(held).items()
    )


def _counted(items: list[Requirement]) -> str:
    return ", ".join(str(KINDS[kind].counted % {"count": n}) for kind, n in by_kind(items).items())


def _state(journey: Journey, item: Requirement) -> State:
    return journey.evaluation.held[item.key].state


def _was_there(journey: Journey, item: Requirement) -> bool:
    return _state(journey, item) in {State.ATTENDED, State.MADE_UP}


def _modules(journey: Journey, planned: Minutes, attended: Minutes) -> list[Row]:
    """Each module that had sessions; then what has no module."""
    cohort = journey.enrolment.cohort
    contents = contents_of(journey)
    left = dict(planned)
    rows = [
        {**module_words(module, contents), **_hours(number, planned, attended, cohort)}
        for module in journey.outline.modules
        if left.pop(number := module_number(module), 0)
    ]
    further = sum(left.values())
    if further:
        words = {"title": _("Further dates"), "contents": _("Meetings across the modules")}
        spent = sum(attended.get(number, 0) for number in left)
        rows.append({**words, "hours": hours(further, cohort), "attended": hours(spent, cohort)})
    return rows


def _hours(number: int, planned: Minutes, attended: Minutes, cohort: Cohort) -> dict[str, float]:
    return {
        "hours": hours(planned[number], cohort),
        "attended": hours(attended.get(number, 0), cohort),
    }
