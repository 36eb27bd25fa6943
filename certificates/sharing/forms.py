from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.sharing.domain import LONGEST
from certificates.sharing.models import LONGEST_LABEL
from content.ui.widgets import DateInput

UNTIL_DATE = "date"
DAYS = {
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
    "90": gettext_lazy("90 days"),
}
# A day counts to its end.
LAST_DAY = LONGEST - timedelta(days=1)


class LinkForm(forms.Form):
    """For whom a link is, and how long it lives."""

    label = forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("Only you see this. For example: application in Quellingen."),
        max_length=LONGEST_LABEL,
        required=False,
    )
    lasts = forms.ChoiceField(
        label=gettext_lazy("How long is it valid?"),
        choices=[*DAYS.items(), (UNTIL_DATE, gettext_lazy("until a day of your choice"))],
        initial="30",
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Only for “a day of your choice”, within a year at most."),
        required=False,
        widget=DateInput,
    )

    def clean(self) -> None:
        if self.cleaned_data.get("lasts") != UNTIL_DATE or self.has_error("until"):
            return
        until: date | None = self.cleaned_data.get("until")
        today = timezone.localdate()
        if until is None:
            self.add_error("until", _("Please choose the last day."))
        elif not today <= until <= today + LAST_DAY:
            self.add_error("until", _("Please choose a day between today and a year from now."))

    def expires_at(self, now: datetime) -> datetime:
        """Days from now, or the end of the chosen day."""
        if self.cleaned_data["lasts"] != UNTIL_DATE:
            return now + timedelta(days=int(self.cleaned_data["lasts"]))
        next_day = self.cleaned_data["until"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(next_day, time.min))


class AddressForm(forms.Form):
    """Shows an address to copy; nothing is sent."""

    address = forms.CharField(label=gettext_lazy("Address of the link"))


class SnippetForm(forms.Form):
    """Shows a piece of HTML to copy; nothing is sent."""

    snippet = forms.CharField(
        label=gettext_lazy("HTML for your site"), widget=forms.Textarea(attrs={"rows": 4})
    )
