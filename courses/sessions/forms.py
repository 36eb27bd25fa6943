"""What the coordination types about a cohort and its sessions."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from content.ui.widgets import DateInput, TimeInput
from courses.cohorts.fields import ColleaguesField, LinesField
from courses.cohorts.models import Cohort, CohortRole, ConfidentialityAgreement
from courses.cohorts.queries import current_agreement, current_agreements
from courses.rules.definition import RequirementKind, parse
from courses.rules.models import RuleSetVersion
from courses.rules.wording import in_words
from courses.sessions.fields import FurtherDay, FurtherDaysField
from courses.sessions.models import Session
from courses.sessions.scheduling import PartPlan, SessionPlan
from courses.sessions.setup import Timetable

OPENS_BEFORE = timedelta(days=14)
SEMINARS, DEEPENINGS = 5, 2
SATURDAY = 5
# What the usual programme plans; the words of a rule need it before there is a session.
USUAL = {RequirementKind.SEMINAR: SEMINARS, RequirementKind.DEEPENING: DEEPENINGS}


class RuleField(forms.ModelChoiceField):
    def label_from_instance(self, row: RuleSetVersion) -> str:
        return f"{row.rule_set.title}: {in_words(parse(row.definition), USUAL)}"


SUITS = {
    "": _("Version %(version)s: %(title)s"),
    Cohort.Kind.LOCAL.value: _("For local cohorts, version %(version)s: %(title)s"),
    Cohort.Kind.INTERMUNICIPAL.value: _(
        "For inter-municipal cohorts, version %(version)s: %(title)s"
    ),
}


class AgreementField(forms.ModelChoiceField):
    def label_from_instance(self, row: ConfidentialityAgreement) -> str:
        return str(SUITS[row.kind]) % {"version": row.version, "title": row.title}


def latest_rules(provider_id: int) -> Any:
    """The latest version of each rule set of a provider."""
    rows = RuleSetVersion.objects.filter(rule_set__provider=provider_id).select_related("rule_set")
    latest: dict[int, RuleSetVersion] = {}
    for row in rows.order_by("version"):
        latest[row.rule_set_id] = row
    return rows.filter(pk__in=[row.pk for row in latest.values()])


class CohortDataForm(forms.ModelForm):
    """What can be changed about a cohort later too."""

    municipalities = LinesField(
        label=_("Municipality"), help_text=_("Several ones: a name a line."), max_length=2000
    )
    agreement = AgreementField(
        queryset=ConfidentialityAgreement.objects.none(), label=_("Confidentiality agreement")
    )

    class Meta:
        model = Cohort
        fields = (
            "title",
            "municipalities",
            "kind",
            "places",
            "unit",
            "starts_on",
            "ends_on",
            "agreement",
        )
        widgets = {"starts_on": DateInput, "ends_on": DateInput}
        labels = {
            "programme": _("Programme"),
            "title": _("Title"),
            "kind": _("Kind"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreements = ConfidentialityAgreement.objects.filter(provider=self.instance.provider_id)
        latest = current_agreements(self.instance.provider_id)
        keep = {self.instance.agreement_id, *(row.pk for row in latest)}
        self.fields["agreement"].queryset = agreements.filter(pk__in=keep - {None})
        self.fields["agreement"].empty_label = None
        for name in ("kind", "unit"):
            self.fields[name].choices = [c for c in self.fields[name].choices if c[0]]

    def _get_validation_exclusions(self) -> set[str]:
        # The title is unique within the provider, which stands fast although it is no field.
        return super()._get_validation_exclusions() - {"provider"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("A cohort cannot end before it starts."))
        agreement = data.get("agreement")
        if agreement and agreement.kind not in {"", data.get("kind")}:
            self.add_error("agreement", _("This agreement is meant for cohorts of the other kind."))
        return data


TEAM_FIELDS = {
    "trainers": CohortRole.Role.TRAINER,
    "companions_local": CohortRole.Role.COMPANION_LOCAL,
    "companions_external": CohortRole.Role.COMPANION_EXTERNAL,
    "supervisors": CohortRole.Role.SUPERVISOR,
    "coordinators": CohortRole.Role.COORDINATOR,
}


class NewCohortForm(CohortDataForm):
    """A cohort with its team. Without a choice the agreement is the one for the cohort's kind."""

    rule_version = RuleField(queryset=RuleSetVersion.objects.none(), label=_("Completion rule"))
    trainers = ColleaguesField(label=_("Trainers"), required=False)
    companions_local = ColleaguesField(
        label=_("Local process companion"),
        required=False,
        help_text=_("Works in the municipality; sees dates and sums, never contents."),
    )
    companions_external = ColleaguesField(
        label=_("External process companion"),
        required=False,
        help_text=_("Works for the provider, with the rights of a trainer."),
    )
    supervisors = ColleaguesField(label=_("Supervision"), required=False)
    coordinators = ColleaguesField(label=_("Further coordinators"), required=False)

    class Meta(CohortDataForm.Meta):
        fields = (
            "programme",
            "title",
            "municipalities",
            "kind",
            "places",
            "unit",
            "starts_on",
            "ends_on",
            "rule_version",
            "agreement",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provider_id = self.instance.provider_id
        programmes = self.fields["programme"]
        programmes.queryset = programmes.queryset.filter(provider=provider_id)
        self.fields["rule_version"].queryset = latest_rules(provider_id)
        for name in ("programme", "rule_version"):
            self.fields[name].empty_label = None
        self.fields["agreement"].required = False
        self.fields["agreement"].empty_label = _("The one that suits the kind of cohort")
        self.fields["agreement"].help_text = self._which_agreements()

    def _which_agreements(self) -> str:
        """Which one would be taken for which kind."""
        lines = []
        for kind in Cohort.Kind:
            agreement = current_agreement(self.instance.provider_id, kind)
            if agreement:
                words = {"version": agreement.version, "title": agreement.title}
                lines.append(str(SUITS[kind]) % words + ".")
        return " ".join(lines)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "agreement" in data and data.get("kind") and not data["agreement"]:
            data["agreement"] = current_agreement(self.instance.provider_id, data["kind"])
            if data["agreement"] is None:
                sentence = _("The provider has no confidentiality agreement for this kind yet.")
                self.add_error("agreement", sentence)
        return data

    def team(self) -> dict[str, tuple[Any, ...]]:
        """People by role."""
        return {role: tuple(self.cleaned_data[name]) for name, role in TEAM_FIELDS.items()}


class TimetableForm(forms.Form):
    """When modules open and until when the plan is handed in."""

    plan_due_on = forms.DateField(
        label=_("The plan is handed in by"),
        required=False,
        widget=DateInput,
        help_text=_("Including this day."),
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        for number in numbers:
            self.fields[f"opens_{number}"] = forms.DateField(
                label=_("Module %(number)s opens on") % {"number": number},
                required=False,
                widget=DateInput,
            )

    def openings(self) -> list[forms.BoundField]:
        return [self[f"opens_{number}"] for number in self.numbers]

    def timetable(self, seminars: dict[int, date]) -> Timetable:
        """Empty fields: fourteen days before the module's seminar, or open from the beginning."""
        opens_on = {}
        for number in self.numbers:
            seminar = seminars.get(number)
            typed = self.cleaned_data[f"opens_{number}"]
            opens = typed or (seminar - OPENS_BEFORE if seminar else None)
            if opens:
                opens_on[number] = opens
        due = self.cleaned_data["plan_due_on"]
        return Timetable(opens_on, moment(due, time(23, 59)) if due else None)


def moment(day: date, clock: time) -> datetime:
    """That day at that time here. Raises ValidationError in the hour the clocks skip."""
    return from_current_timezone(datetime.combine(day, clock))


class SessionForm(forms.Form):
    """What a session is, without its days."""

    module_number = forms.TypedChoiceField(
        label=_("Module"), coerce=int, empty_value=None, required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    video_url = forms.URLField(
        label=_("Video link"), max_length=200, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("no module"))]
        self.fields["module_number"].choices = none + [(number, str(number)) for number in numbers]

    def plan_with(self, parts: tuple[PartPlan, ...]) -> SessionPlan:
        data = self.cleaned_data
        return SessionPlan(
            kind=data["kind"],
            title=data["title"],
            module_number=data["module_number"],
            place=data["place"],
            video_url=data["video_url"],
            parts=parts,
        )


class DayFields(forms.Form):
    """A day with its hours, and how much of it counts."""

    day = forms.DateField(label=_("Day"), widget=DateInput)
    starts = forms.TimeField(label=_("from"), widget=TimeInput)
    ends = forms.TimeField(label=_("until"), widget=TimeInput)
    minutes = forms.IntegerField(label=_("Minutes that count"), min_value=1, max_value=24 * 60)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, ends, minutes = (data.get(name) for name in ("starts", "ends", "minutes"))
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end must come after the start."))
        elif starts and ends and minutes and minutes > _minutes_between(starts, ends):
            self.add_error("minutes", _("More minutes count than the day is long."))
        if not self.errors:
            self._check_clock()
        return data

    def _check_clock(self) -> None:
        try:
            self.parts()
        except forms.ValidationError as error:
            self.add_error("starts", error)

    def part(self, day: date) -> PartPlan:
        data = self.cleaned_data
        starts_at, ends_at = moment(day, data["starts"]), moment(day, data["ends"])
        return PartPlan(starts_at, ends_at, data["minutes"])

    def days(self) -> Iterator[date]:
        yield self.cleaned_data["day"]

    def parts(self) -> tuple[PartPlan, ...]:
        return tuple(self.part(day) for day in self.days())


def _minutes_between(starts: time, ends: time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


class SessionRowForm(SessionForm, DayFields):
    """A session as a row of the set-up form: mostly one or two days with the same hours.

    `further` holds the days of a longer session, or those with hours of their own.
    """

    second_day = forms.DateField(label=_("Second day"), required=False, widget=DateInput)
    further = FurtherDaysField(
        label=_("Further days"),
        required=False,
        max_length=2000,
        help_text=_(
            "One a line, with other hours and minutes that count where they differ: "
            "18.09.2026 09:00–13:00 240"
        ),
    )
    field_order = (
        "kind",
        "module_number",
        "title",
        "day",
        "second_day",
        "starts",
        "ends",
        "minutes",
        "further",
        "place",
        "video_url",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        day, second = data.get("day"), data.get("second_day")
        if day and second and second <= day:
            self.add_error("second_day", _("The second day must come after the first."))
        return data

    def days(self) -> Iterator[date]:
        yield from super().days()
        if self.cleaned_data["second_day"]:
            yield self.cleaned_data["second_day"]

    def parts(self) -> tuple[PartPlan, ...]:
        return super().parts() + tuple(map(self._further, self.cleaned_data["further"]))

    def _further(self, item: FurtherDay) -> PartPlan:
        data = self.cleaned_data
        starts, ends = item.starts or data["starts"], item.ends or data["ends"]
        minutes = item.minutes or min(data["minutes"], _minutes_between(starts, ends))
        return PartPlan(moment(item.day, starts), moment(item.day, ends), minutes)

    def on_weekends(self) -> list[date]:
        """The days that stand in the row and fall on a weekend; nothing forbids that."""
        days = [self._day_in(name) for name in ("day", "second_day")]
        return [day for day in days if day and day.weekday() >= SATURDAY]

    def _day_in(self, name: str) -> date | None:
        try:
            return self.fields[name].to_python(self[name].value())
        except forms.ValidationError:
            return None

    def plan(self) -> SessionPlan:
        return self.plan_with(self.parts())


class ReasonForm(forms.Form):
    """Something is taken back; why is written into the history."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the history of the cohort. No confidential details, please."),
    )


class AbsenceForm(forms.Form):
    """A participant cannot come; a word about it is up to them."""

    note = forms.CharField(
        label=_("A word about it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "The coordination and the trainers of your group read it, nobody else. You need not "
            "give a reason."
        ),
    )
