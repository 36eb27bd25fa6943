"""Writing together: who is asked, who joins, who leaves. Nobody's text is lost on the way."""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import begin_as, ensure_open, lock, values_of
from assessments.assignment.errors import NothingHere, TeamRefused
from assessments.assignment.mails import tell_invited, tell_left
from assessments.assignment.models import DraftSection, Member, Submission, TeamInvitation
from assessments.assignment.policies import fellows_of, invitations_for, members_of, writing
from assessments.assignment.sheet.fields import Values
from assessments.assignment.sheet.sections import is_blank
from courses.cohorts.models import Enrolment

State = TeamInvitation.State


class GoOn(StrEnum):
    """With which text somebody goes on who leaves a team."""

    COPY = "copy"  # of what the team has written so far
    OWN = "own"  # the draft from before


def candidates_for(submission: Submission) -> list[Enrolment]:
    """Who may be asked: running places of the cohort without a text or a team of their own.

    Neither who writes it or is asked already, nor who looks at the cohort's work. Two statements.
    """
    here = {"enrolment": OuterRef("pk")}
    theirs = writing().filter(**here, activity_key=submission.activity_key)
    shared = theirs.filter(
        Exists(writing().filter(submission=OuterRef("submission")).exclude(pk=OuterRef("pk")))
    )
    asked = submission.invitations.filter(**here, state=State.OPEN)
    rows: QuerySet[Any] = (
        fellows_of(submission)
        .exclude(Exists(theirs.exclude(submission__state=Submission.State.DRAFT)))
        .exclude(Exists(shared))
        .exclude(Exists(asked))
        .annotate(work=Subquery(theirs.values("submission")[:1]))
    )
    places = list(rows)
    written = _with_text([place.work for place in places if place.work])
    return [place for place in places if place.work not in written]


def _with_text(works: Collection[int]) -> set[int]:
    drafts = DraftSection.objects.filter(submission__in=works).exclude(values={})
    return {
        draft.submission_id
        for draft in drafts.select_related("submission__template_version")
        if any(
            section.id == draft.section_id and not is_blank(section, draft.values)
            for section in draft.submission.template_version.parsed()
        )
    }


def has_text(submission: Submission) -> bool:
    """Whether somebody has written a word. One statement."""
    return bool(_with_text([submission.pk]))


@transaction.atomic
def invite(
    scope: QuerySet[Submission], place: int, *, by: Any, now: datetime | None = None
) -> TeamInvitation:
    """Ask somebody to write along; asked twice they are asked once. A mail says that they are.

    Raises NothingHere, Locked, and TeamRefused once it is handed in, where the team is full with
    those who are asked, and for people who cannot be asked.
    """
    submission = _forming(scope)
    asked = submission.invitations.filter(state=State.OPEN)
    if known := asked.filter(enrolment=place).first():
        return known
    if members_of(submission).count() + asked.count() >= submission.people_at_most:
        raise TeamRefused(
            _("Your team is full, together with those you have asked.")
            if submission.people_at_most > 1
            else _("Everybody writes this work alone.")
        )
    found = next((other for other in candidates_for(submission) if other.pk == place), None)
    if found is None:
        raise TeamRefused(_("This person cannot be asked now."))
    invitation = TeamInvitation.objects.create(
        submission=submission, enrolment=found, invited_by=by, created_at=now or timezone.now()
    )
    tell_invited(invitation)
    return invitation


@transaction.atomic
def withdraw(scope: QuerySet[Submission], invitation: int, *, now: datetime | None = None) -> None:
    """Take an invitation back; one that is answered stays answered. Raises NothingHere."""
    submission = lock(scope)
    rows = submission.invitations.filter(pk=invitation, state=State.OPEN)
    rows.update(state=State.WITHDRAWN, answered_at=now or timezone.now())


@transaction.atomic
def decline(invitation: int, *, by: Any, now: datetime | None = None) -> None:
    """Say no, without a reason; twice is once. Raises NothingHere for somebody else's."""
    mine = TeamInvitation.objects.filter(pk=invitation, enrolment__user=by)
    answer = {"state": State.DECLINED, "answered_at": now or timezone.now()}
    if not invitations_for(by).filter(pk=invitation).update(**answer) and not mine.exists():
        raise NothingHere


@transaction.atomic
def accept(
    invitation: int, *, by: Any, sets_own_aside: bool = False, now: datetime | None = None
) -> Submission:
    """Join the team. An own draft is set aside and kept; one with text only if they say so.

    Under the locks of both works, in the order of their keys, so that nobody joins what is being
    handed in and no team grows beyond its size. What somebody has asked others to write is asked no
    longer. A second click finds the first. Raises NothingHere, TeamRefused.
    """
    now = now or timezone.now()
    found = TeamInvitation.objects.filter(pk=invitation, enrolment__user=by)
    asked = found.select_related("enrolment").first()
    if asked is None:
        raise NothingHere
    place, key = asked.enrolment, asked.submission.activity_key
    own = Member.objects.filter(enrolment=place, activity_key=key, left_at=None).first()
    works = _locked({asked.submission_id, *([own.submission_id] if own else [])})
    submission = works[asked.submission_id]
    if own and own.submission_id == submission.pk:
        return submission
    if not invitations_for(by).filter(pk=invitation).exists():
        raise TeamRefused(_("This invitation is no longer open."))
    if members_of(submission).count() >= submission.people_at_most:
        raise TeamRefused(_("This team is full in the meantime."))
    if own:
        _set_aside(works[own.submission_id], own, sets_own_aside, now)
    try:
        with transaction.atomic():
            Member.objects.create(
                submission=submission, enrolment=place, activity_key=key, joined_at=now
            )
    except IntegrityError as error:
        raise TeamRefused(_("You have just begun in another window. Please look again.")) from error
    found.update(state=State.ACCEPTED, answered_at=now)
    return submission


def _locked(keys: Iterable[int]) -> dict[int, Submission]:
    rows = Submission.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    return {row.pk: row for row in rows}


def _set_aside(submission: Submission, member: Member, agreed: bool, now: datetime) -> None:
    if submission.state != Submission.State.DRAFT:
        raise TeamRefused(_("You have already handed in work of your own here."))
    if members_of(submission).exclude(pk=member.enrolment_id).exists():
        raise TeamRefused(_("You already write in a team. Please leave it first."))
    if has_text(submission) and not agreed:
        raise TeamRefused(
            _("You have written something of your own. Please say that it may be set aside.")
        )
    member.left_at, member.is_set_aside = now, True
    member.save(update_fields=["left_at", "is_set_aside"])
    asked = submission.invitations.filter(state=State.OPEN)
    asked.update(state=State.WITHDRAWN, answered_at=now)


@transaction.atomic
def leave(
    scope: QuerySet[Submission],
    *,
    by: Any,
    go_on: GoOn = GoOn.COPY,
    now: datetime | None = None,
) -> Submission:
    """Leave the team before it hands in; returns the work the person goes on with.

    That is a copy of what the team has written, or the draft they had set aside. The team keeps its
    text and hears of it by mail. Raises NothingHere, Locked, TeamRefused once it is handed in and
    for who writes alone.
    """
    now = now or timezone.now()
    submission = _forming(scope)
    places = list(members_of(submission))
    own = next((place for place in places if place.user_id == by.pk), None)
    if own is None or len(places) == 1:
        raise TeamRefused(_("You write this work alone."))
    gone_on = _part(submission, own, go_on, now)
    tell_left(submission, own)
    return gone_on


@transaction.atomic
def dissolve(scope: QuerySet[Submission], *, by: Any, now: datetime | None = None) -> Submission:
    """End the team before it hands in: whoever has been in it the longest keeps the draft, each of
    the others gets a copy. Open invitations are withdrawn.

    Raises NothingHere, Locked, and TeamRefused once it is handed in, for who writes alone and for
    somebody who came later.
    """
    now = now or timezone.now()
    submission = _forming(scope)
    rows = writing().filter(submission=submission).order_by("joined_at", "pk")
    places = [row.enrolment for row in rows.select_related("enrolment")]
    if len(places) == 1:
        raise TeamRefused(_("You write this work alone."))
    if places[0].user_id != by.pk:
        raise TeamRefused(_("Whoever has been in the team the longest can dissolve it."))
    for place in places[1:]:
        _part(submission, place, GoOn.COPY, now)
    asked = submission.invitations.filter(state=State.OPEN)
    asked.update(state=State.WITHDRAWN, answered_at=now)
    return submission


def _part(submission: Submission, place: Enrolment, go_on: GoOn, now: datetime) -> Submission:
    here = Member.objects.filter(enrolment=place, activity_key=submission.activity_key)
    here.filter(submission=submission, left_at=None).update(left_at=now)
    kept = here.filter(is_set_aside=True).order_by("-left_at", "-pk").first()
    if go_on is GoOn.OWN and kept:
        kept.left_at, kept.is_set_aside = None, False
        kept.save(update_fields=["left_at", "is_set_aside"])
        return kept.submission
    return _copy_for(place, submission, values_of(submission))


def _copy_for(place: Enrolment, of: Submission, values: dict[str, Values]) -> Submission:
    copy = Submission(
        enrolment=place,
        activity_key=of.activity_key,
        title=of.title,
        template_version=of.template_version,
        rubric_version=of.rubric_version,
        reviewers_wanted=of.reviewers_wanted,
        people_at_most=of.people_at_most,
    )
    return begin_as(copy, values)


def _forming(scope: QuerySet[Submission]) -> Submission:
    """The work, locked, whose team may still change. Raises Locked where the place has ended."""
    submission = lock(scope)
    if submission.state != Submission.State.DRAFT:
        raise TeamRefused(_("This work has been handed in. From then on the team stays as it is."))
    ensure_open(submission)
    return submission
