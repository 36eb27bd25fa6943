from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import About, PublicReason
from certificates.awards.names import LONGEST_NAME

FINAL = (
    PublicReason.ISSUED_IN_ERROR,
    PublicReason.RULES_NOT_MET,
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


class CorrectionForm(forms.Form):
    """What a graduate says is wrong. What is asked for depends on what it is about."""

    about = forms.ChoiceField(
        label=_("What is wrong?"), choices=About.choices, widget=forms.RadioSelect
    )
    wished_name = forms.CharField(
        label=_("How your name is spelt"),
        help_text=_("Only if your name is misspelt: exactly as it should be printed."),
        required=False,
        max_length=LONGEST_NAME * 2,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    text = forms.CharField(
        label=_("What should it say instead?"),
        help_text=_("For example: I was there on 12 May as well. Only the coordination reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("about") == About.NAME and not data.get("wished_name"):
            self.add_error("wished_name", _("Please write your name as it should be printed."))
        if data.get("about") == About.FACTS and not data.get("text", "").strip():
            self.add_error("text", _("Please write what is wrong and what is right."))
        return data


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
