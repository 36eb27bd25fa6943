"""The form of a self-assessment, made from its statements."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.self_assessment.enums import Step
from assessments.self_assessment.survey import Survey


class AssessmentForm(forms.Form):
    """A field a statement, named by its id. Hidden: `version` (what was shown) and `token`."""

    use_required_attribute = False

    def __init__(self, survey: Survey, data: Any = None) -> None:
        super().__init__(data, auto_id="statement-%s")
        self.survey = survey
        for number, statement in enumerate(survey.statements, start=1):
            self.fields[statement.id] = _field(f"{number}. {statement.text}")

    def clean(self) -> dict[str, Any]:
        if self.data.get("version") != self.survey.fingerprint:
            raise ValidationError(
                _(
                    "The statements were changed while you were answering. Your answers are still "
                    "here. Please look through them once more."
                )
            )
        return self.cleaned_data

    @property
    def values(self) -> dict[str, int]:
        return {key: self.cleaned_data[key] for key in self.fields}

    @property
    def token(self) -> UUID:
        """What tells a double click from a new answer; a fresh one where the form brought none."""
        try:
            return UUID(self.data.get("token", ""))
        except ValueError:
            return uuid4()


def _field(label: str) -> forms.Field:
    return forms.TypedChoiceField(
        label=label,
        choices=[(step.value, f"{step.value} – {step.label}") for step in Step],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a step."),
            "invalid_choice": _("This step does not exist. Please choose again."),
        },
    )
