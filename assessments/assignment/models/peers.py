"""What participants ask one another."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.assignment.models.writing import Submission
from content.foundation.retention import Retention, keeps


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
