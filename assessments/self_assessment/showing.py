"""A self-assessment as one person sees it: the statements, or what became of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.self_assessment.change import (
    Change,
    Given,
    Mean,
    change_in_words,
    changes,
    end_of,
    start_of,
)
from assessments.self_assessment.forms import AssessmentForm
from assessments.self_assessment.picture import draw
from assessments.self_assessment.queries import cohort_means, cohorts_at, own_answers
from assessments.self_assessment.survey import Survey
from content.diagrams.figure import Figure
from courses.rules.vocabulary import number_word

# ?einschaetzung=neu shows the statements again to somebody who has answered.
ANSWERING, AFRESH = "einschaetzung", "neu"


@dataclass(frozen=True, slots=True)
class Questions:
    """The form. `back` leads to one's own picture where there is one."""

    form: AssessmentForm
    fields: tuple[BoundField, ...]
    action: str
    version: str
    token: UUID
    back: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    picture: Figure
    summary: str
    remark: str
    afresh: str


@dataclass(frozen=True, slots=True)
class Row:
    """A statement with its means in words: „von 1,5 auf 4,0“."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class CohortValues:
    """Means of one cohort; without rows fewer than five people have compared themselves."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one participant sees: the questions or the result, and beside it the cohort."""

    questions: Questions | None = None
    result: Result | None = None
    start: Figure | None = None
    cohorts: tuple[CohortValues, ...] = ()


def show_own(
    page: Any,
    user: Any,
    key: UUID,
    cohort_id: int,
    *,
    form: AssessmentForm | None = None,
    afresh: bool = False,
) -> Shown:
    """For somebody with a place. At most three statements, however many people and statements.

    Whoever has not looked back yet sees their own start only on demand and the cohort not at all:
    both would draw their answers.
    """
    given = own_answers(user, page)
    start, end = start_of(given), end_of(given)
    answered = end if page.earlier_id else start
    survey = page.survey
    if survey.statements and (form or afresh or answered is None):
        asking = _questions(survey, key, form, back=page.get_url() if answered else "")
        return Shown(questions=asking, start=_start(start) if page.earlier_id else None)
    if answered is None:
        return Shown()
    result = _result(changes(start, end), may_answer=bool(survey.statements))
    if not page.earlier_id:
        return Shown(result=result)
    found = cohort_means(page, [cohort_id])[cohort_id]
    return Shown(result=result, cohorts=(_cohort("", survey, found),))


def show_cohorts(page: Any, user: Any) -> tuple[CohortValues, ...]:
    """For people who teach: the cohorts they look after, without anybody's name.

    Three statements, none where there is nothing to compare.
    """
    if not page.earlier_id:
        return ()
    cohorts = list(cohorts_at(user, page))
    found = cohort_means(page, [cohort.pk for cohort in cohorts]) if cohorts else {}
    return tuple(_cohort(row.title, page.survey, found[row.pk]) for row in cohorts)


def _questions(survey: Survey, key: UUID, form: AssessmentForm | None, *, back: str) -> Questions:
    form = form or AssessmentForm(survey)
    return Questions(
        form=form,
        fields=tuple(form[item.id] for item in survey.statements),
        action=reverse("assessments:assess_oneself", kwargs={"key": key}),
        version=survey.fingerprint,
        token=uuid4(),
        back=back,
    )


def _start(start: Given | None) -> Figure | None:
    return _picture(_("Your start"), changes(start, None)) if start else None


def _result(rows: Sequence[Change], *, may_answer: bool) -> Result:
    compared = [row for row in rows if row.compared]
    title = _("From your start to now") if compared else _("Your start")
    return Result(
        picture=_picture(title, rows),
        summary=_summary(compared) if compared else "",
        remark=_remark(compared),
        afresh=f"?{ANSWERING}={AFRESH}" if may_answer else "",
    )


def _picture(title: str, rows: Sequence[Change]) -> Figure:
    return Figure(draw(title, rows), "self-assessment")


def _summary(compared: Collection[Change]) -> str:
    """„Verglichen mit dem Anfang sehen Sie sich bei acht Aussagen weiter, bei …“"""
    up = sum(row.by > 0 for row in compared)
    down = sum(row.by < 0 for row in compared)
    parts = (
        (up, ngettext("further in one statement", "further in %(number)s statements", up)),
        (
            same := len(compared) - up - down,
            ngettext("unchanged in one statement", "unchanged in %(number)s statements", same),
        ),
        (down, ngettext("more careful in one", "more careful in %(number)s", down)),
    )
    told = [words % {"number": number_word(count)} for count, words in parts if count]
    return _("Compared with the start you see yourself %(where)s.") % {"where": ", ".join(told)}


def _remark(compared: Collection[Change]) -> str:
    if not any(row.by < 0 for row in compared):
        return ""
    return _(
        "A smaller number is no step back. Whoever knows more often looks at themselves more "
        "strictly."
    )


def _cohort(title: str, survey: Survey, found: Mapping[str, Mean]) -> CohortValues:
    shown = ((item, found[item.id]) for item in survey.statements if item.id in found)
    return CohortValues(title, tuple(_row(item.text, mean) for item, mean in shown))


def _row(text: str, mean: Mean) -> Row:
    before, after = (number_format(value, 1) for value in (mean.before, mean.after))
    return Row(text, change_in_words(before, after))
