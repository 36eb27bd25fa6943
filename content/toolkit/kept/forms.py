"""The note on a card."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from content.toolkit.kept.domain import Typed, check_length
from content.toolkit.kept.errors import TooLong

LONGEST_VERSION = 18


def _short_enough(text: str) -> None:
    try:
        check_length(text)
    except TooLong as error:
        raise ValidationError(str(error)) from error


class NoteForm(forms.Form):
    use_required_attribute = False

    note = forms.CharField(
        label=_("Note on the card"),
        required=False,
        strip=False,
        validators=[_short_enough],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, note: str = "") -> None:
        super().__init__(data, auto_id="id-%s", initial={"note": note})

    @property
    def typed(self) -> Typed:
        """What came with the post. Only for a valid form."""
        version = self.data.get("version", "")
        known = version.isascii() and version.isdecimal() and len(version) <= LONGEST_VERSION
        return Typed(self.cleaned_data["note"], int(version) if known else 0)
