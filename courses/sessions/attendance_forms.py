"""The attendance list: one small form a person, changed rows only are recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.ui.dates import short_date, time_span
from courses.progress.enums import State
from courses.sessions.domain import Attendance
from courses.sessions.making_up import TASK_LENGTH, Elsewhere, MadeUp
from courses.sessions.queries import Entry, Seat

STATES = (State.ATTENDED, State.PARTLY, State.EXCUSED, State.MISSED, State.MADE_UP)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is the same for everybody in the list.

    `parts` are the session's (half-)days where it has several; `elsewhere` is None where the rules
    know no making up.
    """

    most: int
    parts: Sequence[Any] = ()
    elsewhere: Sequence[Elsewhere] | None = None

    def states(self) -> list[State]:
        return [s for s in STATES if self.elsewhere is not None or s is not State.MADE_UP]

    def part_choices(self) -> list[tuple[str, str]]:
        return [
            (
                str(number),
                f"{short_date(part.starts_at)}, {time_span(part.starts_at, part.ends_at)}",
            )
            for number, part in enumerate(self.parts)
        ]

    def minutes_of(self, ticked: Sequence[str]) -> int:
        return sum(self.parts[int(number)].minutes for number in ticked)


class SeatForm(forms.Form):
    """One person: state, how long where only partly there, how it was made up, the reason of a
    correction.
    """

    state = forms.ChoiceField(label=gettext_lazy("Attendance"), required=False)
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Present at"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1)
    session = forms.TypedChoiceField(
        label=gettext_lazy("Made up with another group"),
        coerce=UUID,
        empty_value=None,
        required=False,
    )
    task = forms.CharField(
        label=gettext_lazy("or by a task"), required=False, max_length=TASK_LENGTH
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"), required=False, max_length=300
    )
    seen = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, seat: Seat, asked: Asked) -> None:
        self.seat, self.asked = seat, asked
        super().__init__(data, prefix=f"p{seat.enrolment.pk}", initial=_initial(seat.entry))
        nothing = [] if seat.entry else [("", _("nothing recorded yet"))]
        self.fields["state"].choices = nothing + [(str(s), s.label) for s in asked.states()]
        self.fields["parts"].choices = asked.part_choices()
        self.fields["session"].choices = self._elsewhere()
        self.fields["minutes"].widget.attrs["max"] = asked.most
        for name in ("state", "minutes", "reason"):
            # Said to screen readers; the table's head says it to everybody else.
            self.fields[name].label = f"{self.fields[name].label}: {seat.name}"
        if asked.parts:
            self.fields["minutes"].label = _("or minutes")

    def _elsewhere(self) -> list[tuple[str, str]]:
        nowhere = _("no session") if self.asked.elsewhere else _("no other group has had it yet")
        return [("", nowhere), *((str(row.key), row.label) for row in self.asked.elsewhere or ())]

    @property
    def seen_now(self) -> int:
        """The entry this page shows, for the next attempt."""
        return self.seat.entry.seq if self.seat.entry else 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("state") == State.PARTLY:
            self._clean_minutes(data)
        if data.get("state") == State.MADE_UP:
            self._clean_making_up(data)
        if self.seat.entry and not self.errors and self._says_something_new():
            self._check_correction(self.seat.entry)
        return data

    def _clean_minutes(self, data: dict[str, Any]) -> None:
        """Ticked half-days go before minutes, unless both are said now and differ."""
        if ticked := data.get("parts"):
            summed, typed = self.asked.minutes_of(ticked), data.get("minutes")
            if typed and "minutes" in self.changed_data and typed != summed:
                self.add_error("minutes", _("Please tick half-days or type minutes, not both."))
            data["minutes"] = summed
            if summed >= self.asked.most:
                self.add_error("parts", _("Everything is ticked. Please choose “present” then."))
            return
        minutes = data.get("minutes")
        if "minutes" not in self.errors and not (minutes and minutes < self.asked.most):
            words = {"most": self.asked.most - 1}
            self.add_error("minutes", _("Between 1 and %(most)s, please.") % words)

    def _clean_making_up(self, data: dict[str, Any]) -> None:
        if "session" in self.errors or "task" in self.errors:
            return
        if data["session"] and data["task"]:
            self.add_error("task", _("Please choose a session or describe a task, not both."))
        elif not data["session"] and not data["task"] and self._makes_up_anew():
            self.add_error(
                "session", _("Please say how it was made up: another session or a task.")
            )

    def _makes_up_anew(self) -> bool:
        """Old entries say nothing about it; they need not be touched."""
        entry = self.seat.entry
        return entry is None or entry.state is not State.MADE_UP or entry.made_up != MadeUp()

    def _check_correction(self, entry: Entry) -> None:
        if (self.cleaned_data.get("seen") or 0) != entry.seq:
            words = {"name": entry.by, "state": entry.state.label}
            sentence = _(
                "In the meantime %(name)s recorded: %(state)s. To change it, please give a reason."
            )
            self.add_error("state", sentence % words)
        elif not self.cleaned_data["reason"].strip():
            self.add_error("reason", _("Please give a reason for the correction."))

    def _says_something_new(self) -> bool:
        entry, data = self.seat.entry, self.cleaned_data
        if not data.get("state"):
            return False
        if entry is None or data["state"] != entry.state:
            return True
        if entry.state is State.MADE_UP:
            return self._made_up() != entry.made_up
        return entry.state is State.PARTLY and data["minutes"] != entry.minutes

    def _made_up(self) -> MadeUp:
        return MadeUp(self.cleaned_data["session"], self.cleaned_data["task"].strip())

    def mark(self) -> Attendance | None:
        """What is to be recorded; None where the page says nothing new."""
        if not self._says_something_new():
            return None
        data = self.cleaned_data
        state = State(data["state"])
        return Attendance(
            state=state,
            minutes=data["minutes"],
            reason=data["reason"],
            seen=data["seen"] or 0,
            made_up=self._made_up() if state is State.MADE_UP else None,
        )


def _initial(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    minutes = entry.minutes if entry.state is State.PARTLY else None
    return {
        "state": str(entry.state),
        "minutes": minutes,
        "session": entry.made_up.session,
        "task": entry.made_up.task,
    }


def tick_everybody(forms_: list[SeatForm], data: Any) -> None:
    """„Alle anwesend“: ticks whoever has no state yet; who announced their absence is excused.
    Exceptions typed before stay; nothing is recorded by it.
    """
    for form in forms_:
        for name in ("state", "parts", "minutes", "session", "task", "reason"):
            widget = form.fields[name].widget
            typed = widget.value_from_datadict(data, {}, form.add_prefix(name))
            form.initial[name] = typed or form.initial.get(name)
        usual = State.EXCUSED if form.seat.absence else State.ATTENDED
        form.initial["state"] = form.initial["state"] or str(usual)


def marks(forms_: list[SeatForm]) -> dict[int, Attendance]:
    """By enrolment, what differs from what is recorded."""
    found = ((form.seat.enrolment.pk, form.mark()) for form in forms_)
    return {pk: mark for pk, mark in found if mark}
