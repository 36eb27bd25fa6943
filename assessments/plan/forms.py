"""What people write into the plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

TEXT_AT_MOST = 50_000


class SectionForm(forms.Form):
    """The text of one section, with the version it was read in."""

    text = forms.CharField(
        label=_("Text of this section"),
        required=False,
        strip=False,
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={
            "max_length": _(
                "A section has at most %(limit_value)d characters, these are %(show_value)d."
            )
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_text(self) -> str:
        """One kind of line end, so that the same text is the same."""
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")


class ChoiceForm(SectionForm):
    """Two texts and one choice: mine, theirs, or both one after the other."""

    keep = forms.ChoiceField(choices=[("mine", ""), ("theirs", ""), ("both", "")], required=False)

    def chosen(self, theirs: str) -> str:
        mine, keep = self.cleaned_data["text"], self.cleaned_data["keep"]
        if keep == "theirs":
            return theirs
        return f"{mine}\n\n{theirs}" if keep == "both" else mine


class HandInForm(forms.Form):
    """The last look before handing in."""

    checked = forms.BooleanField(
        label=_("The plan names roles instead of people and no telephone numbers."),
        error_messages={"required": _("Please check this and tick the box.")},
    )
