"""Two reviewers: each files an opinion on their own, then they decide together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.agreement import REVIEWERS, Filed, Stand, stand
from assessments.assignment.domain.drafts import lock
from assessments.assignment.errors import (
    AlreadyDecided,
    NotAgreed,
    NothingHere,
    OpinionRefused,
    ReviewIncomplete,
)
from assessments.assignment.models import Opinion, Revision, Submission
from assessments.assignment.policies import revisions_reviewed_by
from assessments.assignment.rubric import LEVELS, judge
from content.foundation.people import display_name
from courses.governance import audit


def wants_two(submission: Submission) -> bool:
    return submission.reviewers_wanted >= REVIEWERS


def stand_of(revision: Revision) -> Stand:
    """Where the opinions on a version stand. One statement."""
    rows = revision.opinions.select_related("reviewer").order_by("filed_at", "pk")
    filed = [_filed(row) for row in rows if row.reviewer_id]
    return stand(revision.submission.rubric_version.parsed(), filed)


def _filed(row: Opinion) -> Filed:
    name = display_name(row.reviewer)
    return Filed(row.reviewer_id, row.content, row.filed_at, name, row.number)


@transaction.atomic
def file_opinion(
    revision: Revision, content: Mapping[str, Any], *, by: Any, now: datetime | None = None
) -> Opinion:
    """Say what one thinks, with a level for every criterion; a second click finds the first.

    Under the work's lock. Whoever files again adds a row; while two talk, also with the same words.
    Side effect: an audit entry. Raises NothingHere for people who do not teach the cohort,
    AlreadyDecided, OpinionRefused for a third person, ReviewIncomplete.
    """
    submission, here = _open(revision, by)
    if not judge(submission.rubric_version.parsed(), content.get("scores", {})).complete:
        raise ReviewIncomplete(_("An opinion needs a level for every criterion."))
    if here.both and here.of(by.pk) is None:
        raise OpinionRefused(_("Two people have already looked at this version."))
    last = revision.opinions.filter(reviewer=by).order_by("-number").first()
    is_asked = by.pk in {opinion.who for opinion in here.waits_for}
    if last and last.content == content and not is_asked:
        return last
    return _add(revision, submission, content, by, now)


@transaction.atomic
def record_agreement(
    revision: Revision,
    agreed: Mapping[str, Mapping[str, Any]],
    *,
    by: Any,
    now: datetime | None = None,
) -> Opinion:
    """Keep the levels the two have agreed on after talking: {criterion id: {"level", "reason"}}.

    One of the two writes it down, with their name. Raises NothingHere, AlreadyDecided, and
    OpinionRefused where there is nothing to agree on, or a level or the reason is missing.
    """
    submission, here = _open(revision, by)
    own = here.of(by.pk)
    open_ids = {row.criterion.id for row in here.open}
    if own is None or not agreed or not set(agreed) <= open_ids:
        raise OpinionRefused(_("There is nothing to agree on here any more."))
    for words in agreed.values():
        if words.get("level") not in LEVELS or not str(words.get("reason", "")).strip():
            raise OpinionRefused(_("Please give the agreed level and a sentence why."))
    kept = {**own.content.get("agreed", {}), **{key: dict(said) for key, said in agreed.items()}}
    return _add(revision, submission, {**own.content, "agreed": kept}, by, now)


def ensure_agreed(revision: Revision, scores: Mapping[str, int], *, by: Any) -> None:
    """Raises NotAgreed where two are wanted and this decision is not what both say."""
    here = stand_of(revision)
    if not here.both:
        raise NotAgreed(_("Two people look at this version. The second opinion is still missing."))
    if here.of(by.pk) is None:
        raise NotAgreed(_("Two others have looked at this version. They decide together."))
    if here.talking:
        raise NotAgreed(_("You two see this version differently. Please talk before you decide."))
    if not here.allows(scores):
        raise NotAgreed(_("A decision says only what both of you can stand by."))


def _open(revision: Revision, by: Any) -> tuple[Submission, Stand]:
    """The work, locked, and where its opinions stand."""
    if not revisions_reviewed_by(by).filter(pk=revision.pk).exists():
        raise NothingHere
    submission = lock(Submission.objects.filter(pk=revision.submission_id))
    if not wants_two(submission):
        raise OpinionRefused(_("One person decides on this version alone."))
    is_decided = revision.reviews.exists()
    if is_decided or submission.state != Submission.State.HANDED_IN:
        raise AlreadyDecided(_("This version has already been decided on."))
    return submission, stand_of(revision)


def _add(
    revision: Revision,
    submission: Submission,
    content: Mapping[str, Any],
    by: Any,
    now: datetime | None,
) -> Opinion:
    number = revision.opinions.filter(reviewer=by).count() + 1
    opinion = Opinion.objects.create(
        revision=revision,
        reviewer=by,
        number=number,
        content=dict(content),
        filed_at=now or timezone.now(),
    )
    audit.log(
        by,
        "review.opinion",
        opinion,
        cohort=submission.enrolment.cohort,
        revision=revision.number,
        number=number,
    )
    return opinion
