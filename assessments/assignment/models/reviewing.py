"""What is said of it: decisions and what is said below them, drafts, opinions of two."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.assignment.models.asking import RubricVersion
from assessments.assignment.models.writing import KeptQuerySet, Revision
from content.foundation.retention import Retention, keeps


@keeps(Retention.COURSEWORK)
class Review(models.Model):
    """The decision on a version, with its reasons. One a version; append-only."""

    class Outcome(models.TextChoices):
        RETURNED = "returned", _("revision requested")
        ACCEPTED = "accepted", _("accepted")

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="+")
    headline = models.CharField(max_length=200)
    letter = models.TextField()
    scores = models.JSONField()  # {criterion id: 1–4}
    criterion_comments = models.JSONField(default=dict)  # {criterion id: text}
    section_comments = models.JSONField(default=dict)  # {section id, or section id/field id: text}
    outcome = models.CharField(max_length=20, choices=Outcome)
    created_at = models.DateTimeField(default=timezone.now)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["revision"], name="lms_review_one_decision"),
        ]


def forget_entries(user_id: Any) -> int:
    """The person's name below comments; what was said goes with the work."""
    return CommentEntry.objects.filter(by=user_id).update(by=None)


@keeps(Retention.COURSEWORK, eraser=forget_entries)
class CommentEntry(models.Model):
    """What happened below a comment of a decision: an answer, or that it is done, or open again.

    The comment itself stays in `Review.section_comments`, as it was decided; `key` names it there.
    Append-only: the latest of DONE and OPEN counts.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", _("answer")
        DONE = "done", _("done")
        OPEN = "open", _("open again")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=130)  # as in `section_comments`
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)  # of an answer
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry below a comment")
        verbose_name_plural = _("entries below a comment")
        ordering = ["at", "pk"]


@keeps(Retention.COURSEWORK)
class ReviewDraft(models.Model):
    """What a reviewer has written so far, each their own. `version` grows with every save."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="review_drafts")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    content = models.JSONField(default=dict)  # as in Review, without the outcome
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "reviewer"], name="lms_review_draft_once_a_reviewer"
            ),
        ]


@keeps(Retention.COURSEWORK)
class Opinion(models.Model):
    """What one of two reviewers thinks of a version before they decide together. Append-only:
    who changes their mind after talking adds one, and the latest of each counts.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="opinions")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()  # as in ReviewDraft
    filed_at = models.DateTimeField(default=timezone.now)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion on a version")
        verbose_name_plural = _("opinions on a version")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "reviewer", "number"], name="lms_opinion_number"
            ),
        ]


@keeps(Retention.COURSEWORK)
class ReviewClaim(models.Model):
    """Who is looking at a version just now, so that nobody does the same work unknowingly.

    Soft: it only says so. It lapses by itself and everybody may take it over.
    """

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="claim")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    seen_at = models.DateTimeField(default=timezone.now)
