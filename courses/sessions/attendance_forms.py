"""The attendance list: one small form a person, changed rows only are recorded."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.progress.enums import State
from courses.sessions.domain import Attendance
from courses.sessions.queries import Entry, Seat

STATES = (State.ATTENDED, State.PARTLY, State.EXCUSED, State.MISSED, State.MADE_UP)


class SeatForm(forms.Form):
    """One person: state, minutes where only partly there, the reason of a correction."""

    state = forms.ChoiceField(label=gettext_lazy("Attendance"), required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"), required=False, max_length=300
    )
    seen = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        seat: Seat,
        most: int,
        makeup_allowed: bool,
    ) -> None:
        self.seat, self.most = seat, most
        super().__init__(data, prefix=f"p{seat.enrolment.pk}", initial=_initial(seat.entry))
        states = [state for state in STATES if makeup_allowed or state is not State.MADE_UP]
        nothing = [] if seat.entry else [("", _("nothing recorded yet"))]
        self.fields["state"].choices = nothing + [(str(s), s.label) for s in states]
        self.fields["minutes"].widget.attrs["max"] = most
        for field in self.fields.values():
            # Said to screen readers; the table's head says it to everybody else.
            field.label = f"{field.label}: {seat.name}"

    @property
    def seen_now(self) -> int:
        """The entry this page shows, for the next attempt."""
        return self.seat.entry.seq if self.seat.entry else 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("state") == State.PARTLY:
            minutes = data.get("minutes")
            if "minutes" not in self.errors and not (minutes and minutes < self.most):
                words = {"most": self.most - 1}
                self.add_error("minutes", _("Between 1 and %(most)s, please.") % words)
        if self.seat.entry and not self.errors and self._says_something_new():
            self._check_correction(self.seat.entry)
        return data

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
        return entry.state is State.PARTLY and data["minutes"] != entry.minutes

    def mark(self) -> Attendance | None:
        """What is to be recorded; None where the page says nothing new."""
        if not self._says_something_new():
            return None
        data = self.cleaned_data
        return Attendance(
            state=State(data["state"]),
            minutes=data["minutes"],
            reason=data["reason"],
            seen=data["seen"] or 0,
        )


def _initial(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    minutes = entry.minutes if entry.state is State.PARTLY else None
    return {"state": str(entry.state), "minutes": minutes}


def tick_everybody(forms_: list[SeatForm], data: Mapping[str, Any]) -> None:
    """„Alle anwesend“: ticks whoever has no state yet. Exceptions typed before stay; nothing is
    recorded by it.
    """
    for form in forms_:
        for name in ("state", "minutes", "reason"):
            form.initial[name] = data.get(form.add_prefix(name)) or form.initial.get(name)
        form.initial["state"] = form.initial["state"] or str(State.ATTENDED)


def marks(forms_: list[SeatForm]) -> dict[int, Attendance]:
    """By enrolment, what differs from what is recorded."""
    found = ((form.seat.enrolment.pk, form.mark()) for form in forms_)
    return {pk: mark for pk, mark in found if mark}
