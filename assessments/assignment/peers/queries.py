"""What peers ask each other, for the screens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from assessments.assignment.models import PeerRequest, Submission
from assessments.assignment.pictures.showing import pictures_in
from assessments.assignment.policies import peer_requests_for
from assessments.assignment.queries import told_of
from content.foundation.people import display_name
from courses.cohorts.models import Enrolment


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as both of them see it."""

    row: PeerRequest
    by: str
    peer: str

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def title(self) -> str:
        return self.row.submission.title

    @property
    def number(self) -> int | None:
        """Of the version; None where it is about the draft of that day."""
        return self.row.number

    @property
    def asked_at(self) -> datetime:
        return self.row.asked_at

    @property
    def answered_at(self) -> datetime | None:
        return self.row.answered_at

    @property
    def is_revoked(self) -> bool:
        return self.row.revoked_at is not None

    @property
    def is_declined(self) -> bool:
        return self.row.declined_at is not None

    @property
    def is_open(self) -> bool:
        return not self.is_revoked and not self.is_declined and self.answered_at is None

    @property
    def answer(self) -> dict[str, str]:
        return dict(self.row.answer)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """What the peer reads: what stood there, with the words of each field and the pictures."""
        whole = self.row.sections
        return [
            {**item, "told": told_of(item), "pictures": pictures_in(item, whole)}
            for item in whole
            if item["text"].strip()
        ]


def request_of(row: PeerRequest) -> Request:
    return Request(row, display_name(row.asked_by.user), display_name(row.peer.user))


def requests_of(submission: Submission) -> list[Request]:
    """Who was asked about a work and what they said, the newest first. One statement.

    What was taken back before an answer is not listed, nor what a withdrawn person was asked.
    """
    rows = (
        submission.peer_requests.exclude(revoked_at__isnull=False, answered_at=None)
        .exclude(peer__state=Enrolment.State.WITHDRAWN)
        .select_related("asked_by__user", "peer__user", "submission")
        .order_by("-asked_at", "-pk")
    )
    return [request_of(row) for row in rows]


def asked_for_feedback(user: Any) -> list[Request]:
    """What the user is asked, what waits first. One statement."""
    rows = (
        peer_requests_for(user)
        .filter(revoked_at=None, declined_at=None)
        .select_related("peer__user")
    )
    return [request_of(row) for row in rows.order_by("answered_at", "-asked_at")]


def is_asked_for_feedback() -> Exists:
    """Whether somebody waits for an answer, as an annotation of places."""
    waiting = PeerRequest.objects.filter(
        peer=OuterRef("pk"),
        revoked_at=None,
        answered_at=None,
        declined_at=None,
        asked_by__user__isnull=False,
    )
    return Exists(waiting.exclude(asked_by__state=Enrolment.State.WITHDRAWN))
