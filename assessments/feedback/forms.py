"""Feedback as a form: four questions into the pool, one for oneself."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.feedback.questions import (
    INTENTION,
    INTENTION_TEXT,
    LONGEST,
    MISSING,
    MISSING_TEXT,
    SCALES,
    Scale,
)
from assessments.reflection.blocks import Prompt
from assessments.reflection.forms import ReflectionForm, field_name

INTENTION_FIELD = field_name(INTENTION)
ROWS = 4


class IntentionForm(ReflectionForm):
    """The private text alone, as a reflection with one prompt."""

    def __init__(self, data: Any = None, *, text: str = "") -> None:
        help_text = _("One thing is enough: what, with whom, until when.")
        prompt = Prompt(INTENTION, str(INTENTION_TEXT), help_text)
        super().__init__((prompt,), data, texts={INTENTION: text})
        self.fields[INTENTION_FIELD].widget.attrs["rows"] = ROWS


class FeedbackForm(IntentionForm):
    """All five; what is anonymous stands first."""

    def __init__(self, data: Any = None, *, text: str = "") -> None:
        super().__init__(data, text=text)
        for scale in SCALES:
            self.fields[scale.id] = _scale(scale)
        self.fields[MISSING] = forms.CharField(
            label=MISSING_TEXT,
            required=False,
            max_length=LONGEST,
            help_text=_(
                "Please name nobody, and nothing that only you can know: your words are shown as "
                "you write them."
            ),
            widget=forms.Textarea(attrs={"rows": ROWS}),
        )

    @property
    def answer(self) -> dict[str, Any]:
        """What goes into the pool, and nothing else."""
        scales = {scale.id: self.cleaned_data[scale.id] for scale in SCALES}
        return {**scales, MISSING: self.cleaned_data[MISSING]}


def _scale(scale: Scale) -> forms.Field:
    return forms.TypedChoiceField(
        label=scale.text,
        choices=[(step, f"{step} – {label}") for step, label in scale.choices],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a step."),
            "invalid_choice": _("This step does not exist. Please choose again."),
        },
    )
