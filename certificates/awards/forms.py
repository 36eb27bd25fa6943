from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import PublicReason
from certificates.awards.names import LONGEST_NAME

FINAL = (
    PublicReason.ISSUED_IN_ERROR,
    PublicReason.RULES_NOT_MET,
    PublicReason.REPLACED,
    PublicReason.ON_REQUEST,
)
FOR_NOW = (PublicReason.UNDER_REVIEW, PublicReason.ON_REQUEST)


def _reasons(chosen: tuple[PublicReason, ...]) -> list[tuple[str, Any]]:
    return [(reason.value, reason.label) for reason in chosen]


class NameForm(forms.Form):
    """How the name will stand on the certificate."""

    name = forms.CharField(
        label=_("Your name, as it will stand on the certificate"),
        help_text=_("First and last name; titles only if you want them there."),
        max_length=LONGEST_NAME * 2,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class CheckedForm(forms.Form):
    """What every change of an issued certificate asks: a note if need be, and a second look."""

    note = forms.CharField(
        label=_("Internal note"),
        help_text=_("Only the audit log keeps it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(label=_("I have checked name and number."))

    def words(self) -> dict[str, Any]:
        """Keyword arguments for the domain."""
        return {name: value for name, value in self.cleaned_data.items() if name != "sure"}


class ReinstateForm(CheckedForm):
    """Why a suspension ends."""


class RevokeForm(CheckedForm):
    """Why a certificate never counts again."""

    reason = forms.ChoiceField(label=_("Reason, publicly visible"), choices=_reasons(FINAL))
    field_order = ["reason", "note", "sure"]


class SuspendForm(CheckedForm):
    """Why a certificate does not count for the time being."""

    reason = forms.ChoiceField(label=_("Reason, publicly visible"), choices=_reasons(FOR_NOW))
    field_order = ["reason", "note", "sure"]
