"""Asking a peer, and answering as one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.assignment.peers.domain import PARTS
from content.foundation.people import display_name
from courses.cohorts.models import Enrolment

DRAFT, VERSION = "draft", "version"
TEXT_AT_MOST = 2_000


class AskForm(forms.Form):
    """Whom, and about which text."""

    peer = forms.ChoiceField(
        label=_("Whom would you like to ask?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a person."),
            "invalid_choice": _("This person cannot be asked now."),
        },
    )
    text = forms.ChoiceField(
        label=_("About which text?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a text.")},
    )

    def __init__(
        self, data: Any = None, *, places: Iterable[Enrolment], texts: Iterable[tuple[str, Any]]
    ) -> None:
        super().__init__(data)
        named = ((str(place.pk), display_name(place.user)) for place in places)
        choices = sorted(named, key=lambda choice: choice[1].casefold())
        self.fields["peer"].choices = choices
        self.fields["text"].choices = list(texts)
        self.initial["text"] = next((value for value, _label in self.fields["text"].choices), None)


def _text(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """Two strengths and one question. A draft keeps whatever is typed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    first = _text(_("A first strength"), _("What carries this text? Name the place."))
    second = _text(_("A second strength"))
    question = _text(_("One question"), _("A question that helps to think on, not a verdict."))

    def __init__(
        self, data: Any = None, *, answer: Mapping[str, str] | None = None, version: int = 1
    ) -> None:
        super().__init__(data, initial={**(answer or {}), "version": version})

    @property
    def answer(self) -> dict[str, str]:
        said = {part: str(self.cleaned_data.get(part) or "") for part in PARTS}
        return {part: text.replace("\r\n", "\n") for part, text in said.items()}
