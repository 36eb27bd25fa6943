"""The file an earlier work comes in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.assignment.errors import FileRefused
from assessments.assignment.export.data import BYTES_AT_MOST, Earlier, read_json


class EarlierForm(forms.Form):
    """`earlier` is what was found in the file."""

    earlier: Earlier
    file = forms.FileField(
        label=_("File with data"),
        help_text=_("The file that was downloaded under “Data”, at most 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("The file is empty."),
        },
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        # One byte more than is read says that there is too much.
        try:
            self.earlier = read_json(upload.read(BYTES_AT_MOST + 1))
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error
        return upload
