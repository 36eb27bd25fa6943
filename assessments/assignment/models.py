"""Work that is written in sections, handed in, reviewed and kept in every version."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.assignment import rubric as rubrics
from assessments.assignment.sections import Section, parse
from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class SectionTemplate(models.Model):
    """A named list of sections of a provider, for instance the crisis prevention plan."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="section_templates"
    )
    slug = models.SlugField(_("short name"), max_length=60)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("section template")
        verbose_name_plural = _("section templates")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "slug"], name="lms_section_template_once_a_provider"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EDITORIAL)
class SectionTemplateVersion(models.Model):
    """What the template asked for from a day on. Work is pinned to it; a version never changes."""

    template = models.ForeignKey(SectionTemplate, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    # The shape is `assessments.assignment.sections.Section`, written by its `to_json()`.
    sections = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of a section template")
        verbose_name_plural = _("versions of section templates")
        ordering = ["template", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "version"], name="lms_section_template_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template.title} ({self.version})"

    def parsed(self) -> tuple[Section, ...]:
        return parse(self.sections)


@keeps(Retention.EDITORIAL)
class Rubric(models.Model):
    """A named way of looking at work together, of a provider."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="rubrics"
    )
    slug = models.SlugField(_("short name"), max_length=60)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "slug"], name="lms_rubric_once_a_provider"),
        ]

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EDITORIAL)
class RubricVersion(models.Model):
    """Criteria, levels and minimum from a day on. Reviews are pinned to it; it never changes."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    # The shape is `assessments.assignment.rubric.Rubric`, written by its `to_json()`.
    definition = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of a rubric")
        verbose_name_plural = _("versions of rubrics")
        ordering = ["rubric", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "version"], name="lms_rubric_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rubric.title} ({self.version})"

    def parsed(self) -> rubrics.Rubric:
        return rubrics.parse(self.definition)


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
    # {field id: value}, see `assessments.assignment.fields`.
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
        if set(kwargs) - {"handed_in_by", "reviewer"}:
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


def forget_peer_requests(user_id: Any) -> int:
    """What the person said of others' work goes; their own goes with the work."""
    return PeerRequest.objects.filter(peer__user=user_id).delete()[0]


@keeps(Retention.COURSEWORK, eraser=forget_peer_requests)
class PeerRequest(models.Model):
    """Somebody asks one participant of their cohort what they think of a text, as it stood then.

    It counts for nothing, and nobody but those who write the work and the peer can see it.
    """

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="peer_requests"
    )
    asked_by = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.PROTECT, related_name="+"
    )
    peer = models.ForeignKey("lms_courses.Enrolment", on_delete=models.PROTECT, related_name="+")
    # The version that was handed in; None for the draft as it stood.
    number = models.PositiveIntegerField(null=True)
    sections = models.JSONField()  # as in Revision; the peer reads this and nothing else
    asked_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)
    # {"first", "second", "question"}: two strengths and a question; the peer's draft until sent.
    answer = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request to a peer")
        verbose_name_plural = _("requests to a peer")
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(revoked_at=None, answered_at=None, declined_at=None),
                name="lms_peer_request_one_open",
            ),
        ]
