"""Talking about a comment: answers below it, and whether it is done. The decision stays."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import ensure_open, lock
from assessments.assignment.errors import AnswerRefused, Locked, NothingHere
from assessments.assignment.mails import tell_answered
from assessments.assignment.models import CommentEntry, Review, Revision, Submission
from assessments.assignment.policies import members_of, revisions_reviewed_by
from courses.cohorts.models import Enrolment

Kind = CommentEntry.Kind
TEXT_AT_MOST = 4_000


@transaction.atomic
def answer(
    scope: QuerySet[Submission],
    number: int,
    key: str,
    text: str,
    *,
    by: Any,
    now: datetime | None = None,
) -> CommentEntry:
    """Answer a comment on version `number` as one of those who write the work.

    Under the work's lock; the same words twice in a row are said once. Whoever decided hears of it
    by mail, once a day. Raises NothingHere where there is no such comment, Locked when one's
    participation has ended, AnswerRefused.
    """
    submission = lock(scope)
    if not members_of(submission).filter(user=by, state=Enrolment.State.ACTIVE).exists():
        raise Locked(_("Your participation has ended. You can go on reading."))
    return _say(_review(submission, number, key), key, text, by, now)


@transaction.atomic
def answer_as_reviewer(
    revision: Revision, key: str, text: str, *, by: Any, now: datetime | None = None
) -> CommentEntry:
    """Answer below a comment as somebody who teaches the cohort. As `answer`, without Locked."""
    if not revisions_reviewed_by(by).filter(pk=revision.pk).exists():
        raise NothingHere
    submission = lock(Submission.objects.filter(pk=revision.submission_id))
    return _say(_review(submission, revision.number, key), key, text, by, now)


@transaction.atomic
def mark(
    scope: QuerySet[Submission],
    number: int,
    key: str,
    *,
    done: bool,
    by: Any,
    now: datetime | None = None,
) -> None:
    """Say that a comment is done, or that it is open again after all; said twice it counts once.

    Raises NothingHere where there is no such comment, Locked while the work rests.
    """
    submission = lock(scope)
    ensure_open(submission)
    review = _review(submission, number, key)
    last = review.entries.filter(key=key).exclude(kind=Kind.ANSWER).last()
    if (last is not None and last.kind == Kind.DONE) == done:
        return
    kind = Kind.DONE if done else Kind.OPEN
    review.entries.create(key=key, kind=kind, by=by, at=now or timezone.now())


def _review(submission: Submission, number: int, key: str) -> Review:
    """The decision whose comment `key` names."""
    here = {"revision__submission": submission, "revision__number": number}
    found = Review.objects.select_related("reviewer", "revision__submission__enrolment__cohort")
    review = found.filter(**here).first()
    if review is None or key not in review.section_comments:
        raise NothingHere
    return review


def _say(review: Review, key: str, text: str, by: Any, now: datetime | None) -> CommentEntry:
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise AnswerRefused(_("Please write an answer."))
    if len(said) > TEXT_AT_MOST:
        words = {"most": TEXT_AT_MOST, "count": len(said)}
        raise AnswerRefused(
            _("An answer takes at most %(most)d characters, these are %(count)d.") % words
        )
    last = review.entries.filter(key=key, kind=Kind.ANSWER).last()
    if last and (last.by_id, last.text) == (by.pk, said):
        return last
    row: CommentEntry = review.entries.create(
        key=key, kind=Kind.ANSWER, text=said, by=by, at=now or timezone.now()
    )
    tell_answered(row, members_of(review.revision.submission))
    return row
