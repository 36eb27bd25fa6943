"""Asking one person of the cohort for feedback. It gates nothing and is never evidence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import Saved, lock, values_of
from assessments.assignment.domain.handing_in import frozen
from assessments.assignment.errors import Conflict, NothingHere, PeerRefused
from assessments.assignment.mails import tell_asker, tell_peer
from assessments.assignment.models import PeerRequest, Submission
from assessments.assignment.policies import fellows_of, members_of, peer_requests_for
from courses.cohorts.models import Enrolment

PARTS = ("first", "second", "question")


@transaction.atomic
def ask(
    scope: QuerySet[Submission],
    peer: int,
    *,
    by: Any,
    of_draft: bool,
    now: datetime | None = None,
) -> PeerRequest:
    """Ask somebody about the version handed in last, or about the draft as it stands.

    The text is copied now: whatever is written later, the peer does not see it. A mail tells them.
    Raises NothingHere, and PeerRefused while somebody else is asked, for people who cannot be
    asked and where there is nothing to read.
    """
    submission = lock(scope)
    own = members_of(submission).filter(user=by, state=Enrolment.State.ACTIVE).first()
    if own is None:
        raise PeerRefused(_("Your participation has ended. You can go on reading."))
    now = now or timezone.now()
    waiting = submission.peer_requests.filter(revoked_at=None, answered_at=None, declined_at=None)
    waiting.filter(peer__state=Enrolment.State.WITHDRAWN).update(revoked_at=now)
    standing = waiting.first()
    if standing and standing.peer_id == peer:
        return standing
    if standing:
        raise PeerRefused(_("You have already asked somebody. Please wait, or take that back."))
    place = fellows_of(submission).filter(pk=peer).first()
    if place is None:
        raise PeerRefused(_("This person cannot be asked now."))
    number, sections = _text(submission, of_draft)
    request = PeerRequest.objects.create(
        submission=submission,
        asked_by=own,
        peer=place,
        number=number,
        sections=sections,
        asked_at=now,
    )
    tell_peer(request)
    return request


def _text(submission: Submission, of_draft: bool) -> tuple[int | None, list[dict[str, Any]]]:
    if not of_draft:
        last = submission.revisions.order_by("-number").first()
        if last is None:
            raise PeerRefused(_("Nothing has been handed in yet."))
        return last.number, last.sections
    sections = frozen(submission.template_version.parsed(), values_of(submission))
    if not any(section["text"].strip() for section in sections):
        raise PeerRefused(_("There is nothing to read in your draft yet."))
    return None, sections


@transaction.atomic
def revoke(scope: QuerySet[Submission], request: int, *, now: datetime | None = None) -> None:
    """Take it back, answered or not: the peer no longer sees the text. Raises NothingHere."""
    submission = lock(scope)
    rows = submission.peer_requests.filter(pk=request)
    if not rows.exists():
        raise NothingHere
    rows.filter(revoked_at=None).update(revoked_at=now or timezone.now())


@transaction.atomic
def save_answer(
    request: int,
    answer: Mapping[str, str],
    *,
    version: int,
    by: Any,
    now: datetime | None = None,
) -> Saved:
    """Keep what the peer has written so far; nobody else sees it before it is sent.

    Raises NothingHere, PeerRefused once it is sent, taken back or their participation has ended,
    Conflict with what they wrote in another window.
    """
    now = now or timezone.now()
    stored = _mine(request, by)
    said = {part: answer.get(part, "") for part in PARTS}
    if stored.version != version and stored.answer != said:
        raise Conflict(
            _("You changed this feedback in another window."),
            version=stored.version,
            theirs=stored.answer,
        )
    if stored.answer != said:
        stored.answer, stored.saved_at, stored.version = said, now, stored.version + 1
        stored.save(update_fields=["answer", "saved_at", "version"])
    return Saved(stored.version, stored.saved_at or now)


@transaction.atomic
def send_answer(request: int, *, by: Any, now: datetime | None = None) -> None:
    """Give it to whoever asked. Side effect: a mail to them. Raises as `save_answer`, and
    PeerRefused unless two strengths and a question are there.
    """
    stored = _mine(request, by)
    if not all(stored.answer.get(part, "").strip() for part in PARTS):
        raise PeerRefused(_("Please write two strengths and one question."))
    stored.answered_at = now or timezone.now()
    stored.save(update_fields=["answered_at"])
    tell_asker(stored)


@transaction.atomic
def decline_request(request: int, *, by: Any, now: datetime | None = None) -> None:
    """Say that one cannot now, without a reason; the text is no longer there. Raises as
    `save_answer`.
    """
    stored = _mine(request, by)
    stored.declined_at = now or timezone.now()
    stored.save(update_fields=["declined_at"])


def _mine(request: int, by: Any) -> PeerRequest:
    found = peer_requests_for(by).select_for_update(of=("self",)).filter(pk=request).first()
    if found is None:
        raise NothingHere
    if found.revoked_at:
        raise PeerRefused(
            _("This request has been taken back. What you wrote stands here to copy.")
        )
    if found.declined_at:
        raise PeerRefused(_("You have declined this request."))
    if found.answered_at:
        raise PeerRefused(_("Your feedback has been sent. It stays as it is."))
    if found.peer.state != Enrolment.State.ACTIVE:
        raise PeerRefused(_("Your participation has ended. You can go on reading."))
    return found
