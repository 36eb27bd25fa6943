"""Choosing with whom to share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.reflection.sharing import Candidate


class ChoiceForm(forms.Form):
    """One person of the team."""

    mit = forms.TypedChoiceField(
        label=_("With whom?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a person."),
            "invalid_choice": _(
                "This person is no longer in the team. Please choose somebody else."
            ),
        },
    )

    def __init__(self, people: Sequence[Candidate], data: Any = None) -> None:
        super().__init__(data, auto_id="id-%s")
        several = len({person.cohort for person in people}) > 1
        self.fields["mit"].choices = [
            (person.pk, _label(person, several=several)) for person in people
        ]
        if len(people) == 1:
            self.fields["mit"].initial = people[0].pk


def _label(person: Candidate, *, several: bool) -> str:
    about = f"{person.role}, {person.cohort}" if several else person.role
    return f"{person.name} ({about})"
