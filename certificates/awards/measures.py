"""What both documents say of a journey: programme, contents, hours and their unit.

Hours are those attended or credited, never those planned: the paper must not promise more than
the evidence shows. Where the planned ones stand beside them, the paper says which is which.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.awards.models import CertificateTemplate
from certificates.awards.names import writing
from content.ui.dates import month_year
from courses.cohorts.models import Cohort
from courses.curriculum.models import Programme
from courses.curriculum.outline import ModuleOutline
from courses.curriculum.pages import ModulePage, ProgrammePage
from courses.progress.evaluation import Requirement
from courses.progress.queries import Journey
from courses.rules.definition import SESSION_KINDS, RequirementKind

MINUTES = {Cohort.Unit.CLOCK_HOUR: 60, Cohort.Unit.TEACHING_UNIT: 45}


def words_of(template: CertificateTemplate, cohort: Cohort, *, name: str) -> dict[str, Any]:
    """What the template and the name settle, whatever happened in the cohort."""
    return {
        "title": template.title,
        "place": template.place,
        "person": {"name": name, **writing(name)},
        "statement": template.statement,
        "issuer": {"name": cohort.provider.name, "logo": template.logo or None},
        "co_issuers": [
            {"name": organisation["name"], "logo": organisation["logo"] or None}
            for organisation in template.co_issuers
        ],
        "signatories": template.signatories,
        "mark": None,
    }


def programme_title(programme: Programme) -> str:
    """The name of the qualification; the programme's own title where its page is gone."""
    page = ProgrammePage.objects.filter(pk=programme.page_id).first()
    return page.programme_title if page else programme.title


def contents_of(journey: Journey) -> dict[int | None, str]:
    """What authors wrote for the certificate, by module page."""
    pages = [module.step.page_id for module in journey.outline.modules]
    found = ModulePage.objects.filter(pk__in=pages)
    return dict(found.values_list("pk", "certificate_contents"))


def module_words(module: ModuleOutline, contents: dict[int | None, str]) -> dict[str, str]:
    """Title and contents; the lessons' titles where nobody wrote any."""
    lessons = ", ".join(lesson.title for lesson in module.lessons)
    return {
        "title": module.step.name,
        "contents": contents.get(module.step.page_id) or lessons,
    }


def module_number(module: ModuleOutline) -> int:
    """-1 where it has none: no session speaks of that one."""
    return int(module.step.number) if module.step.number.isdigit() else -1


def period(cohort: Cohort, until: date) -> str:
    """„November 2025 bis November 2026“"""
    return _("%(start)s to %(end)s") % {
        "start": month_year(cohort.starts_on),
        "end": month_year(until),
    }


def counted_sessions(journey: Journey) -> list[Requirement]:
    """Sessions that count as attended, made up or waived."""
    held = journey.evaluation.held
    return [
        item
        for item in journey.requirements
        if item.kind in SESSION_KINDS and item.key in held and held[item.key].state.counts
    ]


def by_kind(items: list[Requirement]) -> dict[RequirementKind, int]:
    counted: dict[RequirementKind, int] = {}
    for item in items:
        counted[item.kind] = counted.get(item.kind, 0) + 1
    return counted


def attended_minutes(journey: Journey) -> dict[int | None, int]:
    """Minutes spent in sessions, by the number of their module."""
    minutes: dict[int | None, int] = {}
    for item in journey.requirements:
        if item.kind in SESSION_KINDS and item.key in journey.evaluation.held:
            held = journey.evaluation.held[item.key]
            minutes[item.module] = minutes.get(item.module, 0) + held.minutes
    return minutes


def hours(minutes: int, cohort: Cohort) -> float:
    """Units of the cohort, to a tenth; a whole number stays whole in JSON."""
    value = round(minutes / MINUTES[Cohort.Unit(cohort.unit)], 1)
    return int(value) if value == int(value) else value


def unit(cohort: Cohort) -> str:
    if cohort.unit == Cohort.Unit.TEACHING_UNIT:
        return ngettext("teaching unit", "teaching units", 2)
    return ngettext("clock hour", "clock hours", 2)
