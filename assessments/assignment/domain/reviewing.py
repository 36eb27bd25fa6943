"""Reading a version and deciding on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.claiming import let_go, still_here
from assessments.assignment.domain.deadlines import Extension, extend_work, work_due_at
from assessments.assignment.domain.drafts import Saved, lock
from assessments.assignment.domain.opinions import ensure_agreed, wants_two
from assessments.assignment.errors import (
    AlreadyDecided,
    Conflict,
    NotAcceptable,
    NothingHere,
    ReviewIncomplete,
)
from assessments.assignment.mails import tell_authors
from assessments.assignment.models import Review, ReviewDraft, Revision, Submission
from assessments.assignment.policies import (
    members_of,
    revisions_reviewed_by,
)
from assessments.assignment.rubric import Verdict, judge
from content.foundation.people import display_name
from content.ui.dates import long_date
from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Enrolment
from courses.governance import audit
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind

Outcome = Review.Outcome
KINDS = {Outcome.RETURNED: EvidenceKind.RETURNED, Outcome.ACCEPTED: EvidenceKind.ACCEPTED}
STATES = {
    Outcome.RETURNED: Submission.State.RETURNED,
    Outcome.ACCEPTED: Submission.State.ACCEPTED,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says. `due_at` is the new deadline of a version asked for again."""

    headline: str
    letter: str
    scores: Mapping[str, int]
    criterion_comments: Mapping[str, str] = field(default_factory=dict)
    section_comments: Mapping[str, str] = field(default_factory=dict)
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Review.Outcome
    by: Any
    now: datetime


@transaction.atomic
def decide(
    revision: Revision,
    judgement: Judgement,
    *,
    outcome: str,
    by: Any,
    now: datetime | None = None,
) -> Review:
    """Accept the version or ask for a revision: one decision a version, under the work's lock.

    A second click of the same person with the same outcome finds the first decision. Side effects,
    in order: evidence RETURNED (and EXTENDED for a new deadline) or ACCEPTED for everybody who
    writes the work, audit entry, mails without content to them, the reviewers' drafts and the claim
    are gone.

    Raises NothingHere for people who do not teach the cohort, AlreadyDecided when somebody was
    first, NotAgreed where two look at it and do not say one thing, ReviewIncomplete, NotAcceptable
    when the rubric's rule says no.
    """
    now = now or timezone.now()
    outcome = Outcome(outcome)
    if not revisions_reviewed_by(by).filter(pk=revision.pk).exists():
        raise NothingHere
    submission = lock(Submission.objects.filter(pk=revision.submission_id))
    first = revision.reviews.select_related("reviewer").first()
    if first and (first.reviewer_id, first.outcome) == (by.pk, outcome):
        return first
    if first or submission.state != Submission.State.HANDED_IN:
        raise AlreadyDecided(decided_by(first))
    if wants_two(submission):
        ensure_agreed(revision, judgement.scores, by=by)
    verdict = _examine(submission, judgement, outcome, now)
    review = _keep(submission, revision, judgement, Decision(outcome, by, now))
    submission.state = STATES[outcome]
    submission.save(update_fields=["state"])
    _record(submission, revision, judgement, Decision(outcome, by, now))
    audit.log(
        by,
        f"review.{outcome}",
        review,
        cohort=submission.enrolment.cohort,
        revision=revision.number,
        points=verdict.total,
    )
    tell_authors(review, _people(submission))
    _clear(revision, by)
    return review


def _people(submission: Submission) -> list[Any]:
    places = members_of(submission).select_related("user")
    return [place.user for place in places if place.user]


def _clear(revision: Revision, by: Any) -> None:
    """The drafts of whoever decided; a stranger's draft that came too late is kept for them."""
    decided = {by.pk, *revision.opinions.values_list("reviewer", flat=True)}
    ReviewDraft.objects.filter(revision=revision, reviewer__in=decided).delete()
    let_go(revision)


def decided_by(review: Review | None) -> str:
    if review is None:
        return _("This version has already been decided on.")
    return _(
        "%(name)s already decided on this version on %(day)s: %(outcome)s. That decision stands. "
        "What you wrote is kept as your draft."
    ) % {
        "name": display_name(review.reviewer),
        "day": long_date(review.created_at),
        "outcome": review.get_outcome_display(),
    }


def _examine(submission: Submission, judgement: Judgement, outcome: str, now: datetime) -> Verdict:
    """What the rule says; the server's word, whatever the form showed."""
    verdict = judge(submission.rubric_version.parsed(), judgement.scores)
    if not judgement.headline.strip() or not judgement.letter.strip() or not verdict.complete:
        raise ReviewIncomplete(_("A decision needs a headline, a letter and every criterion."))
    if outcome == Outcome.ACCEPTED and not verdict.may_accept:
        raise NotAcceptable(_("The rubric does not allow accepting this version yet."))
    if outcome == Outcome.RETURNED:
        _ensure_time_to_revise(submission, judgement, now)
    return verdict


def _ensure_time_to_revise(submission: Submission, judgement: Judgement, now: datetime) -> None:
    """Whoever is asked for a new version must be able to hand it in."""
    known = work_due_at(submission)
    deadline = judgement.due_at or known
    if deadline and deadline <= now:
        raise ReviewIncomplete(
            _("The deadline is over. Please name a day until which a new version can be handed in.")
        )


def _keep(
    submission: Submission, revision: Revision, judgement: Judgement, decision: Decision
) -> Review:
    try:
        with transaction.atomic():
            return Review.objects.create(
                revision=revision,
                reviewer=decision.by,
                rubric_version=submission.rubric_version,
                headline=judgement.headline.strip(),
                letter=judgement.letter.strip(),
                scores=dict(judgement.scores),
                criterion_comments=_said(judgement.criterion_comments),
                section_comments=_said(judgement.section_comments),
                outcome=decision.outcome,
                created_at=decision.now,
            )
    except IntegrityError as error:
        raise AlreadyDecided(decided_by(None)) from error


def _said(comments: Mapping[str, str]) -> dict[str, str]:
    return {key: text.strip() for key, text in comments.items() if text.strip()}


def _record(
    submission: Submission, revision: Revision, judgement: Judgement, decision: Decision
) -> None:
    key, value = submission.activity_key, {"revision": revision.number}
    members = members_of(submission)
    record(
        Fact(key, KINDS[decision.outcome], value=value),
        enrolments=Enrolment.objects.filter(pk__in=members.values("pk")),
        actor=decision.by,
        role=ActorRole.TRAINER,
        now=decision.now,
    )
    if decision.outcome == Outcome.RETURNED and judgement.due_at:
        more = Extension(key, judgement.due_at)
        extend_work(submission, more, by=decision.by, now=decision.now)


@transaction.atomic
def save_review(
    scope: QuerySet[Revision],
    *,
    content: Mapping[str, Any],
    version: int,
    by: Any,
    now: datetime | None = None,
) -> Saved:
    """Keep what a reviewer has written so far. `version` 0 is the first save.

    Each reviewer has a draft of their own, so only one's own second tab can conflict. A claim of
    one's own is renewed; somebody else's never keeps anybody from saving.
    Raises NothingHere, Conflict with the other content.
    """
    now = now or timezone.now()
    revision = scope.first()
    if revision is None:
        raise NothingHere
    still_here(revision.pk, by=by, now=now)
    rows = ReviewDraft.objects.filter(revision=revision, reviewer=by)
    if rows.filter(version=version).update(content=content, version=version + 1, saved_at=now):
        return Saved(version + 1, now)
    stored, created = ReviewDraft.objects.get_or_create(
        revision=revision, reviewer=by, defaults={"content": dict(content), "saved_at": now}
    )
    if created or stored.content == content:
        return Saved(stored.version, stored.saved_at)
    raise Conflict(
        _("You changed this feedback in another window."),
        version=stored.version,
        theirs=stored.content,
    )
