"""What the coordination writes, and which mails people want."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.people import display_name
from content.ui.widgets import DateInput, TimeInput
from courses.cohorts.models import Cohort
from courses.governance.models import MailChoice
from courses.reminders.letters import LetterDraft, reachable
from courses.reminders.models import Letter

NOW, LATER = "now", "later"


class ReaderField(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return display_name(row.user)


class LetterForm(forms.Form):
    """A letter: to whom, what, and when."""

    to = ReaderField(
        queryset=None,
        label=_("To"),
        required=False,
        empty_label=_("Everybody who takes part when it goes out"),
    )
    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Lies behind the login. The mail only says that a letter waits."),
    )
    when = forms.ChoiceField(
        label=_("When it goes out"),
        choices=[(NOW, _("Now")), (LATER, _("Later, at a time I choose"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    day = forms.DateField(label=_("Day"), required=False, widget=DateInput)
    at = forms.TimeField(label=_("Time"), required=False, widget=TimeInput)

    def __init__(
        self, *args: Any, cohort: Cohort, now: datetime | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now or timezone.now()
        if "to" in self.fields:
            by_name = ("user__last_name", "user__first_name", "pk")
            self.fields["to"].queryset = reachable(cohort).order_by(*by_name)
        self.send_at: datetime | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("when") == LATER and not self.errors:
            self._clean_moment(data)
        return data

    def _clean_moment(self, data: dict[str, Any]) -> None:
        for name, sentence in (
            ("day", _("Please say on which day.")),
            ("at", _("Please say at what time.")),
        ):
            if not data[name]:
                self.add_error(name, sentence)
        if self.errors:
            return
        try:
            self.send_at = from_current_timezone(datetime.combine(data["day"], data["at"]))
        except forms.ValidationError:  # the clocks leave this hour out, or have it twice
            sentence = _("In this hour the clocks are changed. Please choose another one.")
            self.add_error("at", sentence)
            return
        if self.send_at < self.now:
            self.add_error("day", _("This moment has passed. Please choose a later one."))

    def draft(self) -> LetterDraft:
        data = self.cleaned_data
        return LetterDraft(data["subject"], data["body"], self.send_at)


class ChangedLetterForm(LetterForm):
    """Words and time; whom it goes to stands fast."""

    to = None


def initial_of(letter: Letter) -> dict[str, Any]:
    moment = timezone.localtime(letter.send_at)
    return {
        "subject": letter.subject,
        "body": letter.body,
        "when": LATER,
        "day": moment.date(),
        "at": moment.time(),
    }


class MailChoiceForm(forms.ModelForm):
    """One box for each kind of mail that can be switched off."""

    class Meta:
        model = MailChoice
        fields = ("sessions", "deadlines", "feedback", "intentions", "digest", "calendar")
        labels = {
            "sessions": _("Sessions and modules"),
            "deadlines": _("Deadlines"),
            "feedback": _("Feedback on work"),
            "intentions": _("Four weeks after a module"),
            "digest": _("Once a week"),
            "calendar": _("Dates for my calendar"),
        }
        help_texts = {
            "sessions": _(
                "A week before a session, on the day before, and on the day a module opens."
            ),
            "deadlines": _("Two weeks and three days before a deadline of yours ends."),
            "feedback": _("When there is feedback on your work, or work waits for yours."),
            "intentions": _("A question to yourself: what has become of what you meant to do?"),
            "digest": _("On Mondays, in numbers: dates, what is open, what is new."),
            "calendar": _("Sessions as invitations that your calendar takes over."),
        }
