"""The form of a self-test, made from its questions."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.quiz.grading import Answers, Question, Quiz


class TestForm(forms.Form):
    """A field a question, named by its id. Hidden: `version` (what was shown) and `token`."""

    use_required_attribute = False
    __test__ = False  # not a test case

    def __init__(self, quiz: Quiz, data: Any = None, *, answers: Answers | None = None) -> None:
        chosen = {key: sorted(ids) for key, ids in (answers or {}).items()}
        super().__init__(data, auto_id="answer-%s", initial=chosen)
        self.quiz = quiz
        for number, question in enumerate(quiz.questions, start=1):
            self.fields[question.id] = _field(question, number, len(quiz.questions))

    def clean(self) -> dict[str, Any]:
        if self.data.get("version") != self.quiz.fingerprint:
            raise ValidationError(
                _(
                    "This self-test was changed while you were answering. Your answers are still "
                    "here. Please look through them once more."
                )
            )
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, frozenset[str]]:
        return {key: _ids(self.cleaned_data[key]) for key in self.fields}

    @property
    def token(self) -> UUID:
        """What tells a double click from a new attempt; a fresh one where the form brought none."""
        try:
            return UUID(self.data.get("token", ""))
        except ValueError:
            return uuid4()


def _ids(value: Any) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value)


def _field(question: Question, number: int, count: int) -> forms.Field:
    words = {"number": number, "count": count, "text": question.text}
    label = _("Question %(number)d of %(count)d: %(text)s") % words
    choices = [(option.id, option.text) for option in question.options]
    foreign = _("This answer does not belong to the question. Please choose again.")
    if question.takes_several:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Please choose at least one answer."),
                "invalid_choice": foreign,
                "invalid_list": foreign,
            },
        )
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer."), "invalid_choice": foreign},
    )
