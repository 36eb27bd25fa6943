"""What people send to write together."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.assignment.team.domain import GoOn
from content.foundation.people import display_name
from courses.cohorts.models import Enrolment


class InviteForm(forms.Form):
    """Whom to ask, one at a time."""

    place = forms.ChoiceField(
        label=_("Whom would you like to ask?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a person."),
            "invalid_choice": _("This person cannot be asked now."),
        },
    )

    def __init__(self, data: Any = None, *, places: Iterable[Enrolment]) -> None:
        super().__init__(data)
        named = ((str(place.pk), display_name(place.user)) for place in places)
        choices = sorted(named, key=lambda choice: choice[1].casefold())
        self.fields["place"].choices = choices


class JoinForm(forms.Form):
    """Joining. Who has written something of their own says that it may be set aside."""

    aside = forms.BooleanField(
        label=_("I write in the shared draft from now on. My own draft is set aside and kept."),
        error_messages={"required": _("Please tick the box, or decline.")},
    )

    def __init__(self, data: Any = None, *, has_text: bool) -> None:
        super().__init__(data)
        if not has_text:
            del self.fields["aside"]


class LeaveForm(forms.Form):
    """Leaving, and with which text to go on."""

    go_on = forms.ChoiceField(
        label=_("With which text do you go on?"),
        widget=forms.RadioSelect,
        choices=[
            (GoOn.COPY.value, _("with a copy of what we have written together")),
            (GoOn.OWN.value, _("with my own draft from before")),
        ],
        initial=GoOn.COPY.value,
        error_messages={"required": _("Please choose a text.")},
    )

    def __init__(self, data: Any = None, *, has_own: bool) -> None:
        super().__init__(data)
        if not has_own:
            del self.fields["go_on"]

    @property
    def chosen(self) -> GoOn:
        return GoOn(self.cleaned_data.get("go_on", GoOn.COPY))
