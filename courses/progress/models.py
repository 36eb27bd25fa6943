"""What happened, and what follows from it."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps
from courses.progress.enums import ONCE, EvidenceKind, State


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Append-only: a correction is a new row. The database refuses changes too (a trigger)."""

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) != {"actor"}:
            raise TypeError("Evidence is never changed; record a row that supersedes it.")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Evidence is never deleted; record a row that revokes it.")

    def standing(self) -> "EvidenceQuerySet":
        """Rows that no later one corrects or revokes."""
        later = Evidence.objects.filter(enrolment=OuterRef("enrolment"), supersedes=OuterRef("seq"))
        return self.exclude(kind=EvidenceKind.REVOKED).exclude(Exists(later))

    def with_revoked(self) -> "EvidenceQuerySet":
        """Adds `revoked`: whether the row was taken back and nothing put in its place."""
        taken_back = Evidence.objects.filter(
            enrolment=OuterRef("enrolment"), supersedes=OuterRef("seq"), kind=EvidenceKind.REVOKED
        )
        return self.annotate(revoked=Exists(taken_back))


@keeps(Retention.EVIDENCE)
class Evidence(models.Model):
    """One fact about one enrolment and one requirement, as it was known when it was recorded."""

    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.PROTECT, related_name="evidence"
    )
    seq = models.PositiveIntegerField()
    requirement_key = models.UUIDField()
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    # Minutes attended or credited; None where time plays no part.
    minutes = models.PositiveIntegerField(null=True)
    value = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)
    # The seq of the row of the same enrolment that this one corrects.
    supersedes = models.PositiveIntegerField(null=True)
    rule_version = models.ForeignKey(
        "lms_courses.RuleSetVersion", on_delete=models.PROTECT, related_name="+"
    )
    # What the person saw: title and content hash at that time.
    snapshot = models.JSONField(default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    actor_role = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["enrolment", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "seq"], name="lms_evidence_seq"),
            models.UniqueConstraint(
                fields=["enrolment", "requirement_key", "kind"],
                condition=Q(supersedes=None, kind__in=sorted(ONCE)),
                name="lms_evidence_once",
            ),
            # A history is a chain: one row is corrected by one other at most.
            models.UniqueConstraint(
                fields=["enrolment", "supersedes"], name="lms_evidence_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | Q(supersedes__lt=models.F("seq")),
                name="lms_evidence_supersedes_earlier",
            ),
        ]


@keeps(Retention.EVIDENCE)
class RequirementState(models.Model):
    """The projection: what the evidence amounts to now. Can be rebuilt from it at any time."""

    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.CASCADE, related_name="states"
    )
    requirement_key = models.UUIDField()
    state = models.CharField(max_length=20, choices=State.choices)
    minutes = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "requirement_key"], name="lms_state_once_a_requirement"
            ),
        ]
        indexes = [models.Index(fields=["requirement_key", "state"])]


@keeps(Retention.EDITORIAL)
class Recount(models.Model):
    """Many enrolments are judged anew. What is done and what is left follows from the enrolments'
    `recounted_at`, so a killed worker loses nothing.

    Either of one programme or of one cohort.
    """

    class Cause(models.TextChoices):
        CURRICULUM = "curriculum", _("The curriculum changed")
        SESSIONS = "sessions", _("The sessions changed")
        RULES = "rules", _("The rule changed")
        REQUESTED = "requested", _("Somebody asked for it")

    programme = models.ForeignKey(
        "lms_courses.Programme", on_delete=models.CASCADE, null=True, related_name="recounts"
    )
    cohort = models.ForeignKey(
        "lms_courses.Cohort", on_delete=models.CASCADE, null=True, related_name="recounts"
    )
    cause = models.CharField(max_length=20, choices=Cause)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(programme=None, cohort__isnull=False)
                | Q(programme__isnull=False, cohort=None),
                name="lms_recount_of_one_thing",
            ),
        ]
