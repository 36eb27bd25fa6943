"""Who is asked to write what together, for the screens. One statement each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from assessments.assignment.models import Submission, TeamInvitation
from assessments.assignment.people import people_of, with_people
from assessments.assignment.policies import invitations_for, writing
from content.foundation.people import display_name


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was asked to write along, as the team sees it."""

    pk: int
    name: str
    is_open: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as the person who got it sees it: who asks, who writes, and what."""

    pk: int
    by: str
    title: str
    cohort: str
    people: tuple[str, ...]
    submission: Submission
    place: UUID  # key of the place they are asked at


@dataclass(frozen=True, slots=True)
class Asks:
    """An invitation in a line: its number, and whose it is."""

    pk: int
    by: str


def invitations_of(submission: Submission) -> list[Invited]:
    """Who has not answered yet, and who has said no."""
    shown = (TeamInvitation.State.OPEN, TeamInvitation.State.DECLINED)
    rows = submission.invitations.filter(state__in=shown, enrolment__user__isnull=False)
    found = rows.select_related("enrolment__user").order_by("created_at", "pk")
    return [_invited(row) for row in found]


def _invited(row: TeamInvitation) -> Invited:
    is_open = row.state == TeamInvitation.State.OPEN
    return Invited(row.pk, display_name(row.enrolment.user), is_open, row.created_at)


def around(submission: Submission, user: Any) -> tuple[list[Asks], list[Invited]]:
    """Who asks the user to write the same somewhere else, and whom this team asks."""
    theirs = Q(pk__in=invitations_for(user).values("pk"))
    rows = TeamInvitation.objects.filter(
        theirs | Q(submission=submission),
        submission__activity_key=submission.activity_key,
        state=TeamInvitation.State.OPEN,
        enrolment__user__isnull=False,
    )
    found = list(rows.select_related("enrolment__user", "invited_by").order_by("created_at", "pk"))
    own = [_invited(row) for row in found if row.submission_id == submission.pk]
    others = [row for row in found if row.submission_id != submission.pk]
    return [Asks(row.pk, display_name(row.invited_by)) for row in others], own


def asked_to_write(user: Any, key: UUID | None = None) -> list[Asked]:
    """What the user is asked to write together, on one activity or at all. Two statements."""
    rows = invitations_for(user).select_related(
        "invited_by", "enrolment", "submission__enrolment__cohort"
    )
    if key:
        rows = rows.filter(submission__activity_key=key)
    rows = rows.prefetch_related(with_people("submission__")).order_by("created_at", "pk")
    return [asked_of(row) for row in rows]


def asked_of(row: TeamInvitation) -> Asked:
    work = row.submission
    return Asked(
        pk=row.pk,
        by=display_name(row.invited_by),
        title=work.title,
        cohort=work.enrolment.cohort.title,
        people=tuple(people_of(work)),
        submission=work,
        place=row.enrolment.key,
    )


def is_asked_to_write() -> Exists:
    """Whether an invitation waits, as an annotation of places."""
    return Exists(
        TeamInvitation.objects.filter(
            enrolment=OuterRef("pk"),
            state=TeamInvitation.State.OPEN,
            submission__state=Submission.State.DRAFT,
            submission__in=writing().values("submission"),
        )
    )
