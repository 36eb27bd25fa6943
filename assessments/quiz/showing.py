"""A self-test as one person sees it: below a lesson, or on a page of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.quiz.forms import TestForm
from assessments.quiz.grading import (
    Marked,
    Quiz,
    Result,
    answers_from_json,
    from_json,
    grade,
)
from assessments.quiz.models import QuizAttempt
from courses.rules.vocabulary import number_word

ANCHOR = "selbsttest"
# ?selbsttest=neu shows the test without the last answers.
AFRESH = "neu"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What stands inside a chosen answer."""

    lead: str
    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    field: BoundField
    feedback: Mapping[str, Feedback]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What `lms_assessments/quiz/test.html` draws. `outcome` is one sentence about the last go."""

    title: str
    intro: str
    action: str
    form: TestForm
    questions: tuple[ShownQuestion, ...]
    version: str
    token: UUID
    attempt: QuizAttempt | None = None
    outcome: str = ""
    note: str = ""
    restart: str = ""
    template: str = "lms_assessments/quiz/test.html"
    anchor: str = ANCHOR

    @property
    def count(self) -> int:
        return len(self.questions)


def show_test(
    title: str,
    quiz: Quiz,
    key: UUID,
    *,
    attempt: QuizAttempt | None = None,
    afresh: bool = False,
) -> SelfTest:
    """The test with the last answers and what is to say about them; without them if `afresh`."""
    if attempt is None or afresh:
        return _shown(title, quiz, key, TestForm(quiz))
    if from_json(attempt.shown) != quiz:
        note = _("This self-test was revised after your last attempt, so it starts anew.")
        return _shown(title, quiz, key, TestForm(quiz), note=note)
    answers = answers_from_json(attempt.answers)
    form = TestForm(quiz, answers=answers)
    return _shown(title, quiz, key, form, result=grade(quiz, answers), attempt=attempt)


def show_form(title: str, key: UUID, form: TestForm, *, result: Result | None = None) -> SelfTest:
    """The test as somebody has just filled it in: with what is wrong, or graded for a try."""
    return _shown(title, form.quiz, key, form, result=result)


def _shown(
    title: str,
    quiz: Quiz,
    key: UUID,
    form: TestForm,
    *,
    result: Result | None = None,
    **more: Any,
) -> SelfTest:
    marked = {item.question.id: item for item in result.questions} if result else {}
    return SelfTest(
        title=title,
        intro=_intro(len(quiz.questions)),
        action=reverse("assessments:answer_test", kwargs={"key": key}),
        form=form,
        questions=tuple(_question(form[q.id], marked.get(q.id)) for q in quiz.questions),
        version=quiz.fingerprint,
        token=uuid4(),
        outcome=_outcome(result) if result else "",
        restart=f"?{ANCHOR}={AFRESH}#{ANCHOR}" if result else "",
        **more,
    )


def _question(bound: BoundField, marked: Marked | None) -> ShownQuestion:
    if marked is None:
        return ShownQuestion(bound, {})
    chosen = (option for option in marked.question.options if option.id in marked.chosen)
    return ShownQuestion(
        field=bound,
        feedback={
            option.id: Feedback(
                lead=_("That fits.") if option.correct else _("Not yet."),
                text=option.feedback,
                fits=option.correct,
            )
            for option in chosen
        },
        hint=_hint(marked),
    )


def _hint(marked: Marked) -> str:
    is_short = marked.question.takes_several and marked.missing
    return _("Another answer fits too.") if is_short else ""


def _intro(count: int) -> str:
    if count == 1:
        return _(
            "One question, as often as you like, without a grade. Nobody but you sees the result."
        )
    return _(
        "%(number)s questions, as often as you like, without a grade. Nobody but you sees the "
        "result."
    ) % {"number": capfirst(number_word(count))}


def _outcome(result: Result) -> str:
    if result.correct == result.total:
        return _("Every answer fits.")
    return " ".join((_how_many_fit(result), _("Read the clues and try again whenever you like.")))


def _how_many_fit(result: Result) -> str:
    words = {
        "number": capfirst(number_word(result.correct)),
        "total": number_word(result.total),
    }
    if not result.correct:
        return _("No answer fits entirely yet.")
    if result.correct == 1:
        return _("One of %(total)s questions fits.") % words
    return _("%(number)s of %(total)s questions fit.") % words
