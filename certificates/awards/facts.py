"""What a document will say, gathered from the evidence at the moment of issue.

Certificates speak German, whatever language the worker runs in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.awards import attendance_facts
from certificates.awards.enums import Kind
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
from certificates.documents.record import ATTENDANCE_LAYOUT, CERTIFICATE_LAYOUT
from content.ui.dates import long_date
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.enums import State
from courses.progress.queries import Journey, load_journey
from courses.rules.definition import RequirementKind
from courses.rules.vocabulary import KINDS
from courses.rules.wording import in_words

LANGUAGE = "de"
LAYOUTS = {Kind.CERTIFICATE: CERTIFICATE_LAYOUT, Kind.ATTENDANCE: ATTENDANCE_LAYOUT}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dated:
    """What only the issuing itself knows."""

    number: str
    issued_at: datetime
    valid_until: datetime | None


def gather(enrolment: Enrolment, template: CertificateTemplate, *, name: str) -> Row:
    """The part of the record that does not depend on number, date or code.

    Wants the enrolment with cohort, programme, provider and rule version; seven statements.
    """
    said = attendance_facts.said if template.kind == Kind.ATTENDANCE else _said
    with translation.override(LANGUAGE):
        return said(load_journey(enrolment), template, name)


def dated(data: Row, issue: Dated) -> Row:
    """The same with number, date and, where there is one, the end of validity."""
    facts = list(data["facts"])
    with translation.override(LANGUAGE):
        if issue.valid_until is not None:
            facts.append([_("Valid until"), long_date(issue.valid_until)])
    issued = timezone.localdate(issue.issued_at).isoformat()
    return {**data, "number": issue.number, "issued": issued, "facts": facts}


def _said(journey: Journey, template: CertificateTemplate, name: str) -> Row:
    cohort = journey.enrolment.cohort
    return {
        **words_of(template, cohort, name=name),
        "qualification": {
            "title": template.qualification,
            "programme": programme_title(cohort.programme),
            "hours": hours(journey.evaluation.minutes, cohort),
            "unit": unit(cohort),
        },
        "facts": _facts(journey),
        "modules": _modules(journey),
        "competences": template.competences,
        "competence_title": _("Competences shown"),
    }


def _facts(journey: Journey) -> list[list[str]]:
    cohort = journey.enrolment.cohort
    # Who finished before the cohort did has not taken part in what is still to come.
    until = min(cohort.ends_on, timezone.localdate())
    found = [
        [_("Period"), period(cohort, until)],
        [_("Cohort"), f"{cohort.title}, {cohort.municipality}"],
        [_("Attended"), _attended(journey)],
        [_("Requirements"), _requirements(journey)],
        *_final_work(journey),
    ]
    return [fact for fact in found if fact[1]]


def _attended(journey: Journey) -> str:
    """„4 Seminare, 1 Online-Vertiefung“"""
    counted = by_kind(counted_sessions(journey))
    return ", ".join(str(KINDS[kind].counted % {"count": n}) for kind, n in counted.items())


def _requirements(journey: Journey) -> str:
    available = by_kind([item for item in journey.requirements if item.available])
    return in_words(journey.definition, available)


def _final_work(journey: Journey) -> list[list[str]]:
    """The accepted plan, with the day of its acceptance."""
    accepted = (
        (item, journey.evaluation.held[item.key])
        for item in journey.requirements
        if item.kind is RequirementKind.PLAN and item.key in journey.evaluation.held
    )
    words = _("%(title)s, accepted on %(date)s")
    return [
        [_("Final work"), words % {"title": item.title, "date": long_date(held.since)}]
        for item, held in accepted
        if held.state is State.ACCEPTED
    ]


def _modules(journey: Journey) -> list[Row]:
    """Each module with its lessons and the hours spent in its sessions; then what has no module."""
    cohort = journey.enrolment.cohort
    minutes = attended_minutes(journey)
    contents = contents_of(journey)
    rows = []
    for module in journey.outline.modules:
        spent = minutes.pop(module_number(module), 0)
        if not spent and not module.lessons_read:
            continue  # neither seminar nor lessons: there is nothing to certify
        rows.append({**module_words(module, contents), "hours": hours(spent, cohort)})
    return [*rows, *_elsewhere(sum(minutes.values()), cohort)]


def _elsewhere(minutes: int, cohort: Cohort) -> list[Row]:
    if not minutes:
        return []
    words = _("Meetings across the modules")
    return [{"title": _("Further dates"), "contents": words, "hours": hours(minutes, cohort)}]
