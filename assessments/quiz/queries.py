"""What the pages and the domain need to know of self-tests."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Subquery

from assessments.participation import last_number, live_pages, owes_evidence
from assessments.quiz.grading import Quiz
from assessments.quiz.kinds.base import Order
from assessments.quiz.models import QuizAttempt
from courses.cohorts.policies import teaches_programme
from courses.curriculum.models import Activity

KIND = Activity.Kind.QUIZ


@dataclass(frozen=True, slots=True)
class OpenTest:
    """A self-test somebody may answer now.

    `is_kept`: the attempt is stored; people who teach only try. `owes_evidence`: some running
    place of theirs does not know yet that they answered.
    """

    key: UUID
    page: Any
    quiz: Quiz
    programme_id: int
    order: Order
    is_kept: bool
    owes_evidence: bool
    attempts: int


def open_test(user: Any, key: UUID) -> OpenTest | None:
    """None for whoever may not answer. One statement for participants, two for others."""
    pages = live_pages(user, key, KIND).annotate(
        owes_evidence=owes_evidence(user, key, KIND),
        attempts=last_number(QuizAttempt.objects.of(user, key)),
    )
    for page in pages:
        if page.takes_part or teaches_programme(user, page.programme_id):
            return OpenTest(
                key=key,
                page=page,
                quiz=page.quiz,
                order=page.order_for(user, key),
                programme_id=page.programme_id,
                is_kept=page.takes_part,
                owes_evidence=page.owes_evidence,
                attempts=page.attempts,
            )
    return None


def last_attempt(user: Any, key: UUID, page_id: int) -> QuizAttempt | None:
    """The user's latest go at the test on this page. One statement.

    Annotated with `tries` and `best` among the goes at the very same questions: what was asked
    otherwise cannot be compared.
    """
    if not getattr(user, "is_authenticated", False):
        return None
    own = QuizAttempt.objects.of(user, key).filter(programme__activities__page=page_id)
    alike = (
        QuizAttempt.objects.of(user, key)
        .filter(programme=OuterRef("programme"), shown=OuterRef("shown"))
        .order_by()
        .values("activity_key")
    )
    return (
        own.annotate(
            tries=Subquery(alike.annotate(number_of=Count("pk")).values("number_of")),
            best=Subquery(alike.annotate(most=Max("correct")).values("most")),
        )
        .order_by("-number")
        .first()
    )
