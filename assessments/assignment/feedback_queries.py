"""What was said of a version: a decision ready to be read, and what its reviewer begins with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessments.assignment.models import (
    Review,
    ReviewDraft,
    Revision,
)
from assessments.assignment.policies import revisions_reviewed_by
from assessments.assignment.queries import Work, stands_now, with_entries
from assessments.assignment.rubric import Criterion, Rubric, Verdict, judge
from assessments.assignment.threads import Thread, threads_of
from content.foundation.people import display_name


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion with its level, the level's word and what the reviewer wrote beside it."""

    criterion: Criterion
    level: int
    word: str
    comment: str

    @property
    def text(self) -> str:
        """What the reviewer wrote, else what the rubric says of this level."""
        return self.comment or self.criterion.levels[self.level]

    @property
    def asks(self) -> bool:
        return self.criterion.must and self.level == 1


@dataclass(frozen=True, slots=True)
class Feedback:
    """A decision, ready to be read."""

    revision: Revision
    review: Review
    reviewer: str
    verdict: Verdict
    rubric: Rubric
    scored: tuple[Scored, ...]
    places: tuple[Thread, ...]

    @property
    def accepted(self) -> bool:
        return self.review.outcome == Review.Outcome.ACCEPTED


def load_feedback(revision: Revision, review: Review, work: Work | None = None) -> Feedback:
    """No statement: rubric version and entries of the review have to be there (one each, if not).

    With the `work` the places say whether they have changed.
    """
    rubric = review.rubric_version.parsed()
    return Feedback(
        revision=revision,
        review=review,
        reviewer=display_name(review.reviewer),
        verdict=judge(rubric, review.scores),
        rubric=rubric,
        scored=tuple(_scored(c, rubric, review) for c in rubric.criteria if c.id in review.scores),
        places=threads_of(revision, review, stands_now(work.sections) if work else None),
    )


def _scored(criterion: Criterion, rubric: Rubric, review: Review) -> Scored:
    level = review.scores[criterion.id]
    comment = review.criterion_comments.get(criterion.id, "")
    return Scored(criterion, level, rubric.words[level], comment)


def to_review(user: Any) -> QuerySet[Revision]:
    """A version with everything its review screen shows of the rows around it."""
    return revisions_reviewed_by(user).select_related(
        "submission__enrolment__user",
        "submission__enrolment__cohort__provider",
        "submission__rubric_version",
        "submission__template_version",
    )


def decision_on(revision: Revision) -> Review | None:
    rows = revision.reviews.select_related("reviewer", "rubric_version")
    return with_entries(rows).first()


def previous_decision(revision: Revision) -> Review | None:
    """What was said about the version before: the reviewer reads it beside the new text."""
    earlier = Review.objects.filter(
        revision__submission=revision.submission_id, revision__number=revision.number - 1
    )
    rows = earlier.select_related("reviewer", "revision", "rubric_version")
    return with_entries(rows).first()


def draft_of(revision: Revision, user: Any) -> ReviewDraft | None:
    return ReviewDraft.objects.filter(revision=revision, reviewer=user).first()
