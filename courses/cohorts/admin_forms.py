"""What the coordination fills in about people."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core import signing
from django.utils.translation import gettext_lazy as _

from courses.cohorts.errors import ListRefused
from courses.cohorts.lists import BYTES_AT_MOST, Line, read_list
from courses.cohorts.models import Cohort, CohortRole, Enrolment

# How long a preview can be confirmed.
SEEN_FOR = timedelta(hours=1)


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("One a line. Everybody gets a mail of their own with a personal link."),
    )


class ListForm(forms.Form):
    """A file with people; `people` is what was found in it."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=_("CSV or XLSX, at most 1 MB. Nobody is invited before you have seen the list."),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("The file is empty."),
        },
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        # One byte more than is read says that there is too much.
        try:
            self.people = read_list(upload.read(BYTES_AT_MOST + 1))
        except ListRefused as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class SeenListForm(forms.Form):
    """The list that was shown, on its way back: signed, for this person and this cohort alone.

    It lies in the page and nowhere else; what is not confirmed was never stored.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, cohort: Cohort, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = f"lms.list.{cohort.pk}.{user.pk}"

    def carry(self, lines: Iterable[Line]) -> "SeenListForm":
        rows = [[line.number, line.name, line.address] for line in lines]
        self.initial["seen"] = signing.dumps(rows, salt=self.salt, compress=True)
        return self

    def clean_seen(self) -> list[Line]:
        try:
            rows = signing.loads(self.cleaned_data["seen"], salt=self.salt, max_age=SEEN_FOR)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("The preview is out of date. Please choose the file once more.")
            ) from error
        return [Line(*row) for row in rows]


class WaitingForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)


class TeamForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of somebody who has an account already.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=CohortRole.Role.choices)

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
