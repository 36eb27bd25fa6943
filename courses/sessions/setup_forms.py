"""The one page on which a cohort is set up: data, sessions, opening dates, team."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from courses.cohorts.models import Cohort
from courses.cohorts.queries import current_agreement
from courses.curriculum.models import Activity, Programme
from courses.governance.models import Provider
from courses.sessions.forms import (
    DEEPENINGS,
    SEMINARS,
    NewCohortForm,
    SessionRowForm,
    TimetableForm,
    latest_rules,
)
from courses.sessions.models import Session
from courses.sessions.scheduling import SessionPlan
from courses.sessions.setup import CohortPlan

MODULES = 5
ROWS_AT_MOST = 40
SEMINAR_HOURS = {"starts": "09:00", "ends": "16:30", "minutes": 360}
DEEPENING_HOURS = {"starts": "09:00", "ends": "12:00", "minutes": 180}

SessionRows = forms.formset_factory(
    SessionRowForm, extra=0, can_delete=True, max_num=ROWS_AT_MOST, validate_max=True
)


def module_numbers(provider_id: int) -> list[int]:
    """The numbers of the provider's modules; the usual five where there are none yet."""
    numbers = Activity.objects.filter(
        programme__provider=provider_id, kind=Activity.Kind.MODULE, live=True
    ).values_list("number", flat=True)
    return sorted({int(number) for number in numbers if number.isdigit()}) or list(
        range(1, MODULES + 1)
    )


def usual_rows(numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Five seminars and two online Vertiefungen that only lack their days."""
    numbers = list(numbers)
    seminars = [
        {
            "kind": Session.Kind.SEMINAR,
            "module_number": number if number in numbers else "",
            "title": _("Seminar module %(number)s") % {"number": number},
            **SEMINAR_HOURS,
        }
        for number in range(1, SEMINARS + 1)
    ]
    deepenings = [
        {
            "kind": Session.Kind.DEEPENING,
            "title": _("Online deepening %(number)s") % {"number": number},
            **DEEPENING_HOURS,
        }
        for number in range(1, DEEPENINGS + 1)
    ]
    return seminars + deepenings


def empty_row() -> dict[str, Any]:
    return {"kind": Session.Kind.SEMINAR, **SEMINAR_HOURS}


def typed(form: forms.BaseForm) -> dict[str, Any]:
    """What stands in a bound form, unchecked, so that it can be shown again without complaints."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


class SetUpForms:
    """The forms of the page as one. Unbound without `data`."""

    def __init__(self, provider: Provider, data: Mapping[str, Any] | None = None) -> None:
        self.numbers = module_numbers(provider.pk)
        self.provider = provider
        self.cohort = NewCohortForm(data, instance=self._new_cohort())
        self.timetable = TimetableForm(data, prefix="t", numbers=self.numbers)
        self.rows = SessionRows(
            data,
            prefix="s",
            initial=None if data else usual_rows(self.numbers),
            form_kwargs={"numbers": self.numbers},
        )

    def _new_cohort(self) -> Cohort:
        return Cohort(
            provider=self.provider,
            programme=Programme.objects.filter(provider=self.provider).first(),
            rule_version=latest_rules(self.provider.pk).first(),
            agreement=current_agreement(self.provider.pk),
        )

    @cached_property
    def lacking(self) -> list[str]:
        """What the provider must have before a cohort can be set up."""
        cohort = self._new_cohort()
        things = {
            _("a programme"): cohort.programme_id,
            _("a completion rule"): cohort.rule_version_id,
            _("a confidentiality agreement"): cohort.agreement_id,
        }
        return [name for name, present in things.items() if not present]

    def is_valid(self) -> bool:
        # Every form is looked at, so that all complaints are shown at once.
        checked = [form.is_valid() for form in (self.cohort, self.rows, self.timetable)]
        return all(checked)

    def with_rows(self, *, add: int = 0, remove: int | None = None) -> None:
        """Show everything typed again with a row more or less, without complaining yet."""
        kept = [typed(form) for index, form in enumerate(self.rows.forms) if index != remove]
        shown = [row for row in kept if not row.get("DELETE")]
        rows = (shown + [empty_row()] * add)[:ROWS_AT_MOST]
        self.cohort = NewCohortForm(initial=typed(self.cohort), instance=self._new_cohort())
        self.timetable = TimetableForm(
            initial=typed(self.timetable), prefix="t", numbers=self.numbers
        )
        self.rows = SessionRows(prefix="s", initial=rows, form_kwargs={"numbers": self.numbers})

    def plan(self) -> CohortPlan:
        sessions = tuple(self._sessions())
        return CohortPlan(
            cohort=self.cohort.save(commit=False),
            sessions=sessions,
            timetable=self.timetable.timetable(first_seminars(sessions)),
            trainers=tuple(self.cohort.cleaned_data["trainers"]),
        )

    def _sessions(self) -> Iterable[SessionPlan]:
        for form in self.rows.forms:
            if not form.cleaned_data.get("DELETE"):
                yield form.plan()


def first_seminars(sessions: Iterable[SessionPlan]) -> dict[int, date]:
    """The day of each module's first seminar."""
    days: dict[int, date] = {}
    for session in sessions:
        if session.kind == Session.Kind.SEMINAR and session.module_number:
            day = min(part.starts_at for part in session.parts).date()
            days[session.module_number] = min(day, days.get(session.module_number, day))
    return days
