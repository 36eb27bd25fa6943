"""What the coordination types when something is different for one person."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.ui.widgets import DateInput
from courses.rulebook.exception_queries import Choice, Exceptions
from courses.sessions.forms import ReasonForm, moment


class ExtendForm(ReasonForm):
    until = forms.DateField(label=_("Until"), widget=DateInput, help_text=_("Including this day."))
    field_order = ("until", "reason")

    def until_moment(self) -> datetime:
        return moment(self.cleaned_data["until"], time(23, 59))


class MakeUpForm(ReasonForm):
    instead = forms.CharField(
        label=_("What was done instead"),
        max_length=300,
        help_text=_("For instance the same seminar with another cohort, or a task."),
    )
    minutes = forms.IntegerField(label=_("Minutes that count"), min_value=1)
    field_order = ("instead", "minutes", "reason")


class WaiveForm(ReasonForm):
    pass


class TakeBackForm(ReasonForm):
    pass


FORMS: dict[str, type[ReasonForm]] = {
    "extend": ExtendForm,
    "waive": WaiveForm,
    "make_up": MakeUpForm,
    "take_back": TakeBackForm,
}


def forms_for(choice: Choice | None, data: Any, action: str) -> dict[str, ReasonForm]:
    """The forms that make sense for what was chosen; the one that was sent holds what was typed."""
    if choice is None:
        return {}
    wanted = {
        "extend": choice.may_extend,
        "make_up": choice.may_make_up,
        "waive": choice.may_waive,
    }
    return {
        name: FORMS[name](
            data if name == action else None,
            auto_id=f"{name}_%s",
            initial={"minutes": choice.minutes} if name == "make_up" else None,
        )
        for name, possible in wanted.items()
        if possible
    }


def take_back_form(found: Exceptions, seq: int | None, data: Any, action: str) -> Any:
    """The form that takes an exception back; None where none was chosen that can be."""
    if found.line(seq) is None:
        return None
    return TakeBackForm(data if action == "take_back" else None, auto_id="take_back_%s")
