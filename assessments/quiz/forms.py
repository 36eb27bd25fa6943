"""The form of a self-test, made from its questions."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from assessments.quiz.grading import Answers, Quiz
from assessments.quiz.kinds import BY_KIND
from assessments.quiz.kinds.base import Asked, Order, Part, Question


class TestForm(forms.Form):
    """The fields of all questions. Hidden: `version` (what was shown) and `token`."""

    use_required_attribute = False
    __test__ = False  # not a test case

    def __init__(
        self, quiz: Quiz, data: Any = None, *, answers: Answers | None = None, order: Order
    ) -> None:
        self.quiz, self.order = quiz, order
        super().__init__(data, auto_id="answer-%s", initial=dict(_initial(quiz, answers or {})))
        for question in quiz.questions:
            for part in self.parts[question.id]:
                if part.field:
                    self.fields[name_of(question, part.id)] = part.field

    @cached_property
    def asked(self) -> dict[str, Asked]:
        count = len(self.quiz.questions)
        return {
            question.id: Asked(number, count, self.order)
            for number, question in enumerate(self.quiz.questions, start=1)
        }

    @cached_property
    def parts(self) -> dict[str, list[Part]]:
        """Question → its parts as they are shown."""
        return {
            question.id: BY_KIND[question.kind].parts(question, self.asked[question.id])
            for question in self.quiz.questions
        }

    def bound(self, question: Question, part: Part) -> BoundField | None:
        return self[name_of(question, part.id)] if part.field else None

    def clean(self) -> dict[str, Any]:
        for question in self.quiz.questions:
            found = BY_KIND[question.kind].complaints(question, self._cleaned(question))
            for part, sentence in found.items():
                self.add_error(name_of(question, part), sentence)
        if self.data.get("version") != self.quiz.fingerprint:
            raise ValidationError(
                _(
                    "This self-test was changed while you were answering. Your answers are still "
                    "here. Please look through them once more."
                )
            )
        return self.cleaned_data

    def _cleaned(self, question: Question) -> dict[str, Any]:
        """Part → its value, for what was filled in."""
        names = {part.id: name_of(question, part.id) for part in self.parts[question.id]}
        return {
            part: self.cleaned_data[name]
            for part, name in names.items()
            if name in self.cleaned_data
        }

    @property
    def answers(self) -> dict[str, Any]:
        return {
            question.id: BY_KIND[question.kind].answer(self._cleaned(question))
            for question in self.quiz.questions
        }

    @property
    def token(self) -> UUID:
        """What tells a double click from a new attempt; a fresh one where the form brought none."""
        try:
            return UUID(self.data.get("token", ""))
        except ValueError:
            return uuid4()


def name_of(question: Question, part: str) -> str:
    """The name of a field: the id of the question, with that of the part if it has several."""
    return f"{question.id}.{part}" if part else question.id


def _initial(quiz: Quiz, answers: Answers) -> Iterator[tuple[str, Any]]:
    for question in quiz.questions:
        if question.id in answers:
            values: Mapping[str, Any] = BY_KIND[question.kind].initial(answers[question.id])
            for part, value in values.items():
                yield name_of(question, part), value
