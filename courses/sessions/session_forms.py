"""What is typed in about one session: the plan, and what it leaves behind."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.foundation.people import display_name
from courses.sessions.file_kinds import ENDINGS, FILE_BYTES, FILES_AT_ONCE, complaint
from courses.sessions.forms import SessionForm
from courses.sessions.models import SessionFile
from courses.sessions.scheduling import PartPlan, SessionPlan


class TrainersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, user: Any) -> str:
        return display_name(user)


class WholeSessionForm(SessionForm):
    """A session with all that people of the cohort read about it, without its days."""

    trainers = TrainersField(queryset=None, label=_("Led by"), required=False)
    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_("How many people fit in. Empty: as many as come."),
    )
    material = forms.CharField(
        label=_("Material"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What to bring and what to read before. Participants see it; addresses that begin with "
            "https:// become links."
        ),
    )

    def __init__(self, *args: Any, possible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trainers: Any = self.fields["trainers"]
        trainers.queryset = possible
        trainers.help_text = "" if possible.exists() else gettext("The team has no trainers yet.")

    def plan_with(self, parts: tuple[PartPlan, ...]) -> SessionPlan:
        data = self.cleaned_data
        return replace(
            super().plan_with(parts),
            capacity=data["capacity"],
            material=data["material"],
            trainers=tuple(sorted(user.pk for user in data["trainers"])),
        )


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; each is looked into, and every refusal names its file."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [item for item in data or [] if item]
        if len(files) > FILES_AT_ONCE:
            raise forms.ValidationError(
                gettext("At most %(most)s files at once, please.") % {"most": FILES_AT_ONCE}
            )
        complaints = [sentence for item in files if (sentence := complaint(item))]
        if complaints:
            raise forms.ValidationError(complaints)
        return files


class PapersForm(forms.Form):
    """The protocol, and files to take along."""

    protocol = forms.CharField(
        label=_("Protocol"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Everybody in the cohort reads it as soon as the session has begun. No case that could "
            "be recognised, please."
        ),
    )
    new_files = FilesField(label=_("Add files"), required=False)
    purpose = forms.ChoiceField(
        label=_("These files are"),
        choices=SessionFile.Purpose.choices,
        initial=SessionFile.Purpose.MATERIAL,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_files"].help_text = gettext(
            "%(endings)s, each of at most %(most)s MB. Only people of this cohort get them."
        ) % {"endings": ", ".join(ENDINGS), "most": FILE_BYTES // 1024**2}
        self.fields["new_files"].widget.attrs["accept"] = ",".join(f".{name}" for name in ENDINGS)
