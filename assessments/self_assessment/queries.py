"""What the pages and the domain need to know of self-assessments."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from assessments.participation import last_number, live_pages, owes_evidence
from assessments.self_assessment.change import Given, Mean, means
from assessments.self_assessment.models import SelfAssessment
from assessments.self_assessment.survey import Survey, from_json
from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import cohorts_attended_by
from courses.curriculum.models import Activity

KIND = Activity.Kind.SELF_ASSESSMENT


@dataclass(frozen=True, slots=True)
class OpenAssessment:
    """A self-assessment somebody may answer now.

    `owes_evidence`: some running place of theirs does not know yet that they answered.
    """

    key: UUID
    page: Any
    survey: Survey
    programme_id: int
    owes_evidence: bool
    answers: int


def open_assessment(user: Any, key: UUID) -> OpenAssessment | None:
    """None for whoever may not answer; people who teach do not answer either. One statement."""
    pages = live_pages(user, key, KIND).annotate(
        owes_evidence=owes_evidence(user, key, KIND),
        answers=last_number(SelfAssessment.objects.of(user, key)),
    )
    page = pages.select_related("earlier").first()
    if page is None or not page.takes_part or not page.survey.statements:
        return None
    return OpenAssessment(
        key=key,
        page=page,
        survey=page.survey,
        programme_id=page.programme_id,
        owes_evidence=page.owes_evidence,
        answers=page.answers,
    )


def own_answers(user: Any, page: Any) -> list[Given]:
    """The user's answers on this page and on the earlier one, in their order. One statement."""
    return [_given(row, page) for row in _answers_on(page).filter(user=user)]


def cohort_means(page: Any, cohort_ids: Collection[int]) -> dict[int, dict[str, Mean]]:
    """By cohort and statement; a statement that fewer than five compared is not there.

    Whoever has left the cohort still counts, so that leaving does not show what they said. Two
    statements.
    """
    members = Enrolment.objects.filter(cohort__in=cohort_ids, user__isnull=False)
    places = list(members.values_list("cohort", "user"))
    by_user: dict[Any, list[Given]] = {}
    for row in _answers_on(page).filter(user__in=members.values("user")):
        by_user.setdefault(row.user_id, []).append(_given(row, page))
    return {
        cohort: means(by_user.get(user, ()) for at, user in places if at == cohort)
        for cohort in cohort_ids
    }


def cohorts_at(user: Any, page: Any) -> QuerySet[Cohort]:
    """The cohorts of this programme that the user looks after."""
    return cohorts_attended_by(user).filter(programme__activities__page=page.pk).order_by("pk")


def _answers_on(page: Any) -> QuerySet[Any]:
    """Annotated with `later`: given on this page, not on the one it names as earlier."""
    asked = Activity.objects.filter(
        programme=OuterRef("programme"),
        key=OuterRef("activity_key"),
        # A page that is gone is no page: its rows must not come up where none is named.
        page__in=[pk for pk in (page.pk, page.earlier_id) if pk],
    )
    rows = SelfAssessment.objects.annotate(later=Exists(asked.filter(page=page.pk)))
    return rows.filter(Exists(asked)).order_by("pk")


def _given(row: Any, page: Any) -> Given:
    """On the first of two pages every answer is a start."""
    later = row.later and page.earlier_id is not None
    return Given(row.pk, later, from_json(row.shown), row.values)
