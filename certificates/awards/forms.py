from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import PublicReason
from certificates.awards.names import LONGEST_NAME


class NameForm(forms.Form):
    """How the name will stand on the certificate."""

    name = forms.CharField(
        label=_("Your name, as it will stand on the certificate"),
        help_text=_("First and last name; titles only if you want them there."),
        max_length=LONGEST_NAME * 2,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class WithdrawForm(forms.Form):
    """Why a certificate is revoked or suspended."""

    reason = forms.ChoiceField(label=_("Reason, publicly visible"), choices=PublicReason.choices)
    note = forms.CharField(
        label=_("Internal note"),
        help_text=_("Only the audit log keeps it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(label=_("I have checked name and number."))

    def words(self) -> dict[str, Any]:
        """Reason and note, for the domain."""
        return {"reason": self.cleaned_data["reason"], "note": self.cleaned_data["note"]}


class ReinstateForm(forms.Form):
    """Why a suspension ends."""

    note = forms.CharField(
        label=_("Internal note"),
        help_text=_("Only the audit log keeps it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(label=_("I have checked name and number."))

    def words(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"]}
