"""What a certificate will say, gathered from the evidence at the moment of issue.

Hours are those attended or credited, never those planned: the paper must not promise more than
the evidence shows. Certificates speak German, whatever language the worker runs in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.awards.models import CertificateTemplate
from certificates.awards.names import writing
from content.ui.dates import long_date, month_year
from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.models import Programme
from courses.curriculum.pages import ModulePage, ProgrammePage
from courses.progress.enums import State
from courses.progress.evaluation import Requirement
from courses.progress.queries import Journey, load_journey
from courses.rules.definition import SESSION_KINDS, RequirementKind
from courses.rules.vocabulary import KINDS
from courses.rules.wording import in_words

LANGUAGE = "de"
MINUTES = {Cohort.Unit.CLOCK_HOUR: 60, Cohort.Unit.TEACHING_UNIT: 45}
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
    with translation.override(LANGUAGE):
        return _said(load_journey(enrolment), template, name)


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
    modules = _modules(journey)
    return {
        "title": template.title,
        "place": template.place,
        "person": {"name": name, **writing(name)},
        "qualification": {
            "title": template.qualification,
            "programme": _programme_title(cohort.programme),
            "hours": _hours(journey.evaluation.minutes, cohort),
            "unit": _unit(cohort),
        },
        "statement": template.statement,
        "facts": _facts(journey),
        "issuer": {"name": cohort.provider.name, "logo": None},
        "signatories": template.signatories,
        "mark": None,
        "modules": modules,
        "competences": template.competences,
        "competence_title": _("Competences shown"),
    }


def _programme_title(programme: Programme) -> str:
    """The name of the qualification; the programme's own title where its page is gone."""
    page = ProgrammePage.objects.filter(pk=programme.page_id).first()
    return page.programme_title if page else programme.title


def _contents(journey: Journey) -> dict[int | None, str]:
    """What authors wrote for the certificate, by module page."""
    pages = [module.step.page_id for module in journey.outline.modules]
    found = ModulePage.objects.filter(pk__in=pages)
    return dict(found.values_list("pk", "certificate_contents"))


def _facts(journey: Journey) -> list[list[str]]:
    cohort = journey.enrolment.cohort
    # Who finished before the cohort did has not taken part in what is still to come.
    period = _("%(start)s to %(end)s") % {
        "start": month_year(cohort.starts_on),
        "end": month_year(min(cohort.ends_on, timezone.localdate())),
    }
    found = [
        [_("Period"), period],
        [_("Cohort"), f"{cohort.title}, {cohort.municipality}"],
        [_("Attended"), _attended(journey)],
        [_("Requirements"), _requirements(journey)],
        *_final_work(journey),
    ]
    return [fact for fact in found if fact[1]]


def _attended(journey: Journey) -> str:
    """„4 Seminare, 1 Online-Vertiefung“"""
    counted: dict[RequirementKind, int] = {}
    for item in _held_sessions(journey):
        counted[item.kind] = counted.get(item.kind, 0) + 1
    return ", ".join(str(KINDS[kind].counted % {"count": n}) for kind, n in counted.items())


def _requirements(journey: Journey) -> str:
    available: dict[RequirementKind, int] = {}
    for item in journey.requirements:
        if item.available:
            available[item.kind] = available.get(item.kind, 0) + 1
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
    minutes: dict[int | None, int] = {}
    for item in journey.requirements:
        if item.kind in SESSION_KINDS and item.key in journey.evaluation.held:
            held = journey.evaluation.held[item.key]
            minutes[item.module] = minutes.get(item.module, 0) + held.minutes
    rows = []
    contents = _contents(journey)
    for module in journey.outline.modules:
        number = int(module.step.number) if module.step.number.isdigit() else -1
        spent = minutes.pop(number, 0)
        if not spent and not module.lessons_read:
            continue  # neither seminar nor lessons: there is nothing to certify
        rows.append(
            {
                "title": module.step.name,
                "contents": contents.get(module.step.page_id)
                or ", ".join(lesson.title for lesson in module.lessons),
                "hours": _hours(spent, cohort),
            }
        )
    return [*rows, *_elsewhere(sum(minutes.values()), cohort)]


def _elsewhere(minutes: int, cohort: Cohort) -> list[Row]:
    if not minutes:
        return []
    words = _("Meetings across the modules")
    return [{"title": _("Further dates"), "contents": words, "hours": _hours(minutes, cohort)}]


def _held_sessions(journey: Journey) -> list[Requirement]:
    held = journey.evaluation.held
    return [
        item
        for item in journey.requirements
        if item.kind in SESSION_KINDS and item.key in held and held[item.key].state.counts
    ]


def _hours(minutes: int, cohort: Cohort) -> float:
    """Units of the cohort, to a tenth; a whole number stays whole in JSON."""
    value = round(minutes / MINUTES[Cohort.Unit(cohort.unit)], 1)
    return int(value) if value == int(value) else value


def _unit(cohort: Cohort) -> str:
    if cohort.unit == Cohort.Unit.TEACHING_UNIT:
        return ngettext("teaching unit", "teaching units", 2)
    return ngettext("clock hour", "clock hours", 2)
