"""What is written: work and its team, texts as they stand, versions as they were handed in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.assignment.models.asking import RubricVersion, SectionTemplateVersion
from content.foundation.retention import Retention, keeps


def forget_submissions(user_id: Any) -> int:
    """What the person wrote alone and what was said about it; their part and name in a team's work.

    What others still write stays theirs. Evidence stays, it holds no text.
    """
    mine = Member.objects.filter(enrolment__user=user_id)
    others = Member.objects.filter(left_at=None, enrolment__user__isnull=False)
    others = others.exclude(enrolment__user=user_id)
    work = Submission.objects.filter(
        models.Q(enrolment__user=user_id) | models.Q(pk__in=mine.values("submission"))
    )
    gone = work.exclude(pk__in=others.values("submission")).delete()[0]
    asked = TeamInvitation.objects.filter(enrolment__user=user_id)
    gone += mine.delete()[0] + asked.delete()[0]
    gone += TeamInvitation.objects.filter(invited_by=user_id).update(invited_by=None)
    gone += DraftSection.objects.filter(saved_by=user_id).update(saved_by=None)
    gone += SectionPresence.objects.filter(user=user_id).delete()[0]
    return gone + Revision.objects.filter(handed_in_by=user_id).update(handed_in_by=None)


@keeps(Retention.COURSEWORK, eraser=forget_submissions)
class Submission(models.Model):
    """Work on one activity in one cohort, by one person or by a team of up to four.

    `enrolment` is the place of whoever began it, and stays it; who writes now has a row in
    `members`. Ask `policies` who that is, never `enrolment`.

    Life-cycle, in order: draft → handed in → (returned → handed in)* → accepted. Texts can be
    changed as a draft and when returned; handed in they rest, accepted they stay for good.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        HANDED_IN = "handed_in", _("handed in")
        RETURNED = "returned", _("revision requested")
        ACCEPTED = "accepted", _("accepted")

    OPEN_STATES = (State.DRAFT, State.RETURNED)

    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.PROTECT, related_name="submissions"
    )
    activity_key = models.UUIDField()
    title = models.CharField(max_length=200)
    template_version = models.ForeignKey(
        SectionTemplateVersion, on_delete=models.PROTECT, related_name="+"
    )
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    # How many have to look at a version before it is decided on; pinned when the work is begun.
    reviewers_wanted = models.PositiveSmallIntegerField(default=1)
    # How many may write it together; pinned when the work is begun.
    people_at_most = models.PositiveSmallIntegerField(default=1)
    # What reads like a name and is none, say those who write: [words], each once.
    excused_names = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES


@keeps(Retention.COURSEWORK)
class Member(models.Model):
    """Somebody who writes a piece of work. Who leaves keeps the row, with the day.

    The key is the submission's, so that the database can say: one work a place and activity.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="members")
    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.PROTECT, related_name="+"
    )
    activity_key = models.UUIDField()
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    # Their own draft from before they joined a team: kept for them, to read and to return to.
    is_set_aside = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of a team")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"],
                condition=models.Q(left_at__isnull=True),
                name="lms_member_one_work_a_place",
            ),
        ]


@keeps(Retention.COURSEWORK)
class TeamInvitation(models.Model):
    """Somebody is asked to write a piece of work together with those who write it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="invitations")
    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.PROTECT, related_name="+"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation to a team")
        verbose_name_plural = _("invitations to a team")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "enrolment"],
                condition=models.Q(state="open"),
                name="lms_team_invitation_open_once",
            ),
        ]


@keeps(Retention.COURSEWORK)
class DraftSection(models.Model):
    """What stands in a section now. `version` grows with every save."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="draft_sections"
    )
    section_id = models.CharField(max_length=60)
    # {field id: value}, see `assessments.assignment.sheet.fields`.
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "section_id"], name="lms_draft_once_a_section"
            ),
        ]


class KeptQuerySet(models.QuerySet[Any]):
    """What was handed in and what was decided is never changed, only erased with its submission."""

    def update(self, **kwargs: Any) -> int:
        # People are detached when they are erased.
        if set(kwargs) - {"handed_in_by", "reviewer", "by"}:
            raise TypeError("What was handed in or decided is never changed.")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("It is erased together with its submission.")


@keeps(Retention.COURSEWORK)
class Revision(models.Model):
    """A version as it was handed in (Fassung). Append-only."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    # [{"id", "number", "title", "text", "values", "fields"}] in the order of the template: `text`
    # is everything written, as one text; `values` and `fields` only where there is more than it.
    sections = models.JSONField()
    content_hash = models.CharField(max_length=64)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("handed-in version")
        verbose_name_plural = _("handed-in versions")
        ordering = ["submission", "number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="lms_revision_number"),
        ]


@keeps(Retention.COURSEWORK)
class SectionPresence(models.Model):
    """Somebody has a section open just now. It lapses within a minute; nothing is kept of it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="presences")
    section_id = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "section_id", "user"], name="lms_presence_once_a_section"
            ),
        ]
