"""What people fill in when they join a cohort."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import ConfidentialityAgreement, Invitation

# Of the host's user model, as far as it has them.
NAME_FIELDS = ("form_of_address", "first_name", "last_name")


def _person_fields() -> list[str]:
    known = {field.name for field in get_user_model()._meta.get_fields()}
    return [name for name in NAME_FIELDS if name in known]


def _password_hint() -> str:
    """One plain sentence; what else the validators want, they say when it matters."""
    validators = password_validation.get_default_password_validators()
    least = max((getattr(item, "min_length", 0) for item in validators), default=0)
    tip = gettext("A short sentence that only you know works best.")
    if not least:
        return tip
    return gettext("At least %(n)s characters.") % {"n": least} + " " + tip


class InvitedPersonForm(forms.ModelForm):
    """Name and password of somebody who has no account yet. The address is the invited one."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = get_user_model()
        fields = _person_fields()
        widgets = {
            "form_of_address": forms.RadioSelect,
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.email = invitation.email
        for name in ("first_name", "last_name"):
            if name in self.fields:
                self.fields[name].required = True
        self.fields["password1"].help_text = _password_hint()

    def clean_password2(self) -> str:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data["password2"]
        if first and first != second:
            raise forms.ValidationError(_("The two passwords differ."))
        return second

    def _post_clean(self) -> None:
        # The validators compare the password with name and address, so those come first.
        super()._post_clean()
        password = self.cleaned_data.get("password1")
        if password:
            try:
                password_validation.validate_password(password, self.instance)
            except forms.ValidationError as error:
                self.add_error("password1", error)

    @property
    def names(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in _person_fields()}


class SignInForm(forms.Form):
    """What the log-in page asks for, apart from the address, which the invitation knows."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AgreementForm(forms.Form):
    """One box to tick, for exactly the version that was shown."""

    agreement = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I have read the rules and keep to them."),
        error_messages={
            "required": _("Please tick the box if you agree. Without it you cannot take part.")
        },
    )

    def __init__(self, *args: Any, agreement: ConfidentialityAgreement, **kwargs: Any) -> None:
        super().__init__(*args, initial={"agreement": agreement.pk}, **kwargs)
        self.current = agreement

    def clean_agreement(self) -> int:
        if self.cleaned_data["agreement"] != self.current.pk:
            raise forms.ValidationError(
                _("The agreement has just changed. Please read this version.")
            )
        return self.current.pk
