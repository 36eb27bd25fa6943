from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates import codes

LONGEST_INPUT = 80


class CodeForm(forms.Form):
    """The number on the paper, however it is typed. Wrong ones never reach the database."""

    code = forms.CharField(
        label=gettext_lazy("Verification code"),
        help_text=gettext_lazy("For example 7K3M-9QRX-2VTD-9. Upper or lower case is the same."),
        max_length=LONGEST_INPUT,
    )

    def clean_code(self) -> str:
        code = codes.normalise(self.cleaned_data["code"])
        if not codes.is_well_formed(code):
            raise forms.ValidationError(
                _("There is a typing error in this code. Please compare it with the paper.")
            )
        return code


class NameForm(forms.Form):
    """A name to compare with the one on the paper; nothing of it is kept."""

    name = forms.CharField(label=gettext_lazy("First and last name"), max_length=LONGEST_INPUT * 2)


class FileForm(forms.Form):
    """A certificate as a file. It is looked at in memory and forgotten."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, PNG, SVG or JSON. We look at the file and do not keep it."),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "missing": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.svg,.json"}),
    )
