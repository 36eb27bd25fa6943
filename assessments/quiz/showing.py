"""A self-test as one person sees it: below a lesson, or on a page of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quiz.forms import TestForm
from assessments.quiz.grading import Quiz, Result, from_json, grade
from assessments.quiz.kinds import BY_KIND
from assessments.quiz.kinds.base import Marked, Order, Part, Question, Remark
from assessments.quiz.models import QuizAttempt
from courses.rules.vocabulary import number_word

ANCHOR = "selbsttest"
# ?selbsttest=neu shows the test without the last answers.
AFRESH = "neu"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What stands inside or below an answer."""

    lead: str
    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One place in a question: `field` is None where there is nothing to fill in."""

    label: str
    text: str
    field: BoundField | None
    said: Feedback | None

    @property
    def said_id(self) -> str:
        """What ties the field to what is said to it."""
        return f"{self.field.auto_id}_said" if self.field and self.said else ""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """What a template in `lms_assessments/quiz/kinds/` draws. `feedback` is that of options."""

    template: str
    id: str
    label: str
    question: Question
    parts: tuple[ShownPart, ...]
    feedback: Mapping[str, Feedback]
    hint: str = ""
    is_answered: bool = False

    @property
    def field(self) -> BoundField | None:
        """The one field of a question that is asked as a whole."""
        return self.parts[0].field


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What `lms_assessments/quiz/test.html` draws. `outcome` is one sentence about the last go,
    `record` one about the last and the best.
    """

    title: str
    intro: str
    action: str
    form: TestForm
    questions: tuple[ShownQuestion, ...]
    version: str
    token: UUID
    attempt: QuizAttempt | None = None
    outcome: str = ""
    record: str = ""
    note: str = ""
    restart: str = ""
    template: str = "lms_assessments/quiz/test.html"
    anchor: str = ANCHOR

    @property
    def count(self) -> int:
        return len(self.questions)


def order_for(user: Any, key: UUID, *, options: bool) -> Order:
    """Everybody has an order of their own, and keeps it: after a failed form, and the next day."""
    return Order(f"{getattr(user, 'pk', None)}/{key}", options)


def show_test(
    title: str,
    quiz: Quiz,
    key: UUID,
    *,
    order: Order,
    attempt: QuizAttempt | None = None,
    afresh: bool = False,
) -> SelfTest:
    """The test with the last answers and what is to say about them; without them if `afresh`."""
    if attempt is None:
        return _shown(title, key, TestForm(quiz, order=order))
    if from_json(attempt.shown) != quiz:
        note = _("This self-test was revised after your last attempt, so it starts anew.")
        return _shown(title, key, TestForm(quiz, order=order), note=note)
    record = _record(attempt)
    if afresh:
        return _shown(title, key, TestForm(quiz, order=order), record=record)
    form = TestForm(quiz, answers=attempt.answers, order=order)
    result = grade(quiz, attempt.answers)
    return _shown(title, key, form, result=result, attempt=attempt, record=record)


def show_form(title: str, key: UUID, form: TestForm, *, result: Result | None = None) -> SelfTest:
    """The test as somebody has just filled it in: with what is wrong, or graded for a try."""
    return _shown(title, key, form, result=result)


def _shown(
    title: str, key: UUID, form: TestForm, *, result: Result | None = None, **more: Any
) -> SelfTest:
    quiz = form.quiz
    marked = {item.question.id: item for item in result.questions} if result else {}
    return SelfTest(
        title=title,
        intro=_intro(len(quiz.questions)),
        action=reverse("assessments:answer_test", kwargs={"key": key}),
        form=form,
        questions=tuple(_question(form, q, marked.get(q.id)) for q in quiz.questions),
        version=quiz.fingerprint,
        token=uuid4(),
        outcome=_outcome(result) if result else "",
        restart=f"?{ANCHOR}={AFRESH}#{ANCHOR}" if result else "",
        **more,
    )


def _question(form: TestForm, question: Question, marked: Marked | None) -> ShownQuestion:
    remarks = marked.remarks if marked else {}
    feedback = {key: _feedback(remark) for key, remark in remarks.items()}
    return ShownQuestion(
        template=BY_KIND[question.kind].TEMPLATE,
        id=f"question-{question.id}",
        label=form.asked[question.id].label(question.text),
        question=question,
        parts=tuple(_part(form, question, p, feedback) for p in form.parts[question.id]),
        feedback=feedback,
        hint=marked.hint if marked else "",
        is_answered=marked is not None,
    )


def _part(
    form: TestForm, question: Question, part: Part, feedback: Mapping[str, Feedback]
) -> ShownPart:
    return ShownPart(part.label, part.text, form.bound(question, part), feedback.get(part.id))


def _feedback(remark: Remark) -> Feedback:
    lead = _("That fits.") if remark.fits else _("Not yet.")
    return Feedback(lead, remark.text, remark.fits)


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
    """About what was graded, and how many answers are left for the person to compare."""
    compared = ""
    if result.compared:
        compared = ngettext(
            "One answer is yours to compare with the model answer.",
            "%(number)s answers are yours to compare with the model answers.",
            result.compared,
        ) % {"number": capfirst(number_word(result.compared))}
    graded = _graded(result) if result.total else ""
    return " ".join(sentence for sentence in (graded, compared) if sentence)


def _graded(result: Result) -> str:
    if result.correct == result.total:
        return _("Every graded answer fits.") if result.compared else _("Every answer fits.")
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


def _record(attempt: QuizAttempt) -> str:
    """Only where there is something to compare: two goes at these questions, and a count."""
    tries, best = getattr(attempt, "tries", 1), getattr(attempt, "best", attempt.correct)
    if tries == 1 or not attempt.total:
        return ""
    return _(
        "%(tries)d attempts: the last %(last)d of %(total)d, the best %(best)d of %(total)d."
    ) % {
        "tries": tries,
        "last": attempt.correct,
        "best": best,
        "total": attempt.total,
    }
