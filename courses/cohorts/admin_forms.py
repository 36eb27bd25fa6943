"""What the coordination fills in about people."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import Enrolment
from courses.cohorts.policies import ADMIN_ROLES


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("One a line. Everybody gets a mail of their own with a personal link."),
    )


class TeamForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of somebody who has an account already.")
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in ADMIN_ROLES]
    )

    def clean_email(self) -> Any:
        address = self.cleaned_data["email"]
        user = get_user_model()._default_manager.filter(email__iexact=address).first()
        if user is None:
            raise forms.ValidationError(
                _("Nobody here has this address: %(addresses)s") % {"addresses": address}
            )
        self.person = user
        return address


class EndForm(forms.Form):
    """How somebody's participation ends, and why."""

    how = forms.ChoiceField(
        label=_("What happens"),
        choices=[
            (
                Enrolment.State.ENDED.value,
                _("Ended: the person keeps reading access, for good."),
            ),
            (
                Enrolment.State.WITHDRAWN.value,
                _("Withdrawn: the person loses access to this cohort."),
            ),
        ],
        widget=forms.RadioSelect,
        initial=Enrolment.State.ENDED.value,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the history of the cohort. No confidential details, please."),
    )
