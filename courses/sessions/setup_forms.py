"""The one page on which a cohort is set up: where it starts from, data, sessions, dates, team."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.ui.fields import target_of
from content.ui.widgets import DateInput
from courses.cohorts.models import Cohort, CohortRole
from courses.cohorts.queries import current_agreements
from courses.curriculum.models import Activity, Programme
from courses.governance.models import Provider
from courses.rules.models import RuleSetVersion
from courses.sessions.blueprints import Blueprint, Meeting, blueprint_of, from_json, usual
from courses.sessions.fields import FurtherDay
from courses.sessions.forms import (
    DEEPENINGS,
    SEMINARS,
    TEAM_FIELDS,
    NewCohortForm,
    SessionRowForm,
    TimetableForm,
    latest_rules,
)
from courses.sessions.models import Session
from courses.sessions.scheduling import SessionPlan
from courses.sessions.setup import CohortPlan

MODULES = 5
USUAL_KEY = "fuenf-module"
ROWS_AT_MOST = 60
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


# — where a new cohort starts from ———————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the forms before anybody types."""

    cohort: Mapping[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    timetable: Mapping[str, Any] = field(default_factory=dict)


class TemplateForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the template"), max_length=200)


class StartForm(forms.Form):
    """From which template, and from which day on. Sent by GET: it changes nothing."""

    vorlage = forms.ChoiceField(label=gettext_lazy("Template"))
    beginn = forms.DateField(label=gettext_lazy("Beginning"), widget=DateInput)

    def __init__(self, data: Any, *, provider: Provider, user: Any) -> None:
        super().__init__(data)
        self.user, self.numbers = user, module_numbers(provider.pk)
        self.templates = {f"t{row.pk}": row for row in provider.cohort_templates.all()}
        self.cohorts = {
            f"c{row.pk}": row for row in provider.cohorts.select_related("rule_version")
        }
        templates = [(key, row.title) for key, row in self.templates.items()]
        groups: list[Any] = [
            (_("Templates"), [(USUAL_KEY, _("Five modules in twelve months")), *templates])
        ]
        if self.cohorts:
            earlier = [(key, row.title) for key, row in self.cohorts.items()]
            groups.append((_("Like an earlier cohort"), earlier))
        self.fields["vorlage"].choices = groups

    def filled(self) -> Filled:
        """The forms as the choice fills them."""
        chosen, start = self.cleaned_data["vorlage"], self.cleaned_data["beginn"]
        if chosen in self.templates:
            return fill(from_json(self.templates[chosen].plan), start, self.numbers)
        if chosen in self.cohorts:
            earlier = self.cohorts[chosen]
            filled = fill(blueprint_of(earlier), start, self.numbers)
            return replace(filled, cohort={**filled.cohort, **_people_of(earlier, self.user)})
        return fill(usual(), start, self.numbers)


def fill(blueprint: Blueprint, start: date, numbers: list[int]) -> Filled:
    """Everything with its new dates, and the latest version of the rule.

    `numbers` are those of the modules there are today; a session of another has no module.
    """
    zero = blueprint.day_zero(start)
    data: dict[str, Any] = {
        "kind": blueprint.kind,
        "unit": blueprint.unit,
        "places": blueprint.places,
        "starts_on": start,
        "ends_on": zero + timedelta(days=blueprint.length),
    }
    versions = RuleSetVersion.objects.filter(rule_set=blueprint.rule_set)
    if latest := versions.order_by("version").last():
        data["rule_version"] = latest
    times: dict[str, Any] = {
        f"opens_{number}": zero + timedelta(days=day) for number, day in blueprint.opens.items()
    }
    if blueprint.plan_due is not None:
        times["plan_due_on"] = zero + timedelta(days=blueprint.plan_due)
    return Filled(data, [_row(item, zero, numbers) for item in blueprint.meetings], times)


def _people_of(cohort: Cohort, user: Any) -> dict[str, Any]:
    """What a template does not know: for whom and with whom. `user` coordinates anyhow."""
    addresses: dict[str, list[str]] = {}
    team = cohort.roles.exclude(user=user, role=CohortRole.Role.COORDINATOR).order_by("pk")
    for role, email in team.values_list("role", "user__email"):
        addresses.setdefault(role, []).append(email)
    return {
        "programme": cohort.programme_id,
        "municipalities": cohort.municipalities,
        **{name: "\n".join(addresses.get(role, [])) for name, role in TEAM_FIELDS.items()},
    }


def _row(meeting: Meeting, zero: date, numbers: list[int]) -> dict[str, Any]:
    """A meeting as a row: its first day, a second one alike, and the others in words."""
    first, *others = meeting.parts
    hours = (first.starts, first.ends, first.minutes)
    row = {
        "kind": meeting.kind,
        "title": meeting.title,
        "module_number": meeting.module_number if meeting.module_number in numbers else "",
        "place": meeting.place,
        "video_url": meeting.video_url,
        "day": zero + timedelta(days=first.day),
        "starts": first.starts,
        "ends": first.ends,
        "minutes": first.minutes,
    }
    second = others[0] if others else None
    if second and second.day > first.day and (second.starts, second.ends, second.minutes) == hours:
        row["second_day"] = zero + timedelta(days=second.day)
        others = others[1:]
    further = [
        FurtherDay(zero + timedelta(days=part.day), part.starts, part.ends, part.minutes)
        for part in others
    ]
    return row | {"further": further}


# — the page —————————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Fault:
    """A field with a complaint: what it is called, and the id a link leads to."""

    label: str
    target: str


class SetUpForms:
    """The forms of the page as one. Unbound without `data`; then `filled` stands in them."""

    def __init__(
        self,
        provider: Provider,
        data: Mapping[str, Any] | None = None,
        filled: Filled | None = None,
    ) -> None:
        self.numbers = module_numbers(provider.pk)
        self.provider = provider
        self.dated = filled is not None
        filled = filled or Filled(rows=usual_rows(self.numbers))
        self.cohort = NewCohortForm(data, instance=self._new_cohort(), initial=filled.cohort)
        self.timetable = TimetableForm(
            data, prefix="t", numbers=self.numbers, initial=filled.timetable
        )
        self.rows = SessionRows(
            data,
            prefix="s",
            initial=None if data else filled.rows,
            form_kwargs={"numbers": self.numbers},
        )

    def team_fields(self) -> Iterator[forms.BoundField]:
        return (self.cohort[name] for name in TEAM_FIELDS)

    def _new_cohort(self) -> Cohort:
        return Cohort(
            provider=self.provider,
            programme=Programme.objects.filter(provider=self.provider).first(),
            rule_version=latest_rules(self.provider.pk).first(),
        )

    @cached_property
    def lacking(self) -> list[str]:
        """What the provider must have before a cohort can be set up."""
        cohort = self._new_cohort()
        things = {
            _("a programme"): cohort.programme_id,
            _("a completion rule"): cohort.rule_version_id,
            _("a confidentiality agreement"): current_agreements(self.provider.pk),
        }
        return [name for name, present in things.items() if not present]

    def is_valid(self) -> bool:
        # Every form is looked at, so that all complaints are shown at once.
        checked = [form.is_valid() for form in (self.cohort, self.rows, self.timetable)]
        return all(checked)

    @property
    def faults(self) -> list[Fault]:
        """The fields to look at again, in the order of a page that has some sixty of them."""
        fields = [(bound.label, bound) for bound in self.cohort if bound.name not in TEAM_FIELDS]
        for number, row in enumerate(self.rows.forms, start=1):
            if not row["DELETE"].value():
                place = _("Session %(number)s") % {"number": number}
                fields += [(f"{place}: {bound.label}", bound) for bound in row]
        fields += [(bound.label, bound) for bound in (*self.timetable, *self.team_fields())]
        return [Fault(str(label), target_of(bound)) for label, bound in fields if bound.errors]

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
            team=self.cohort.team(),
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
