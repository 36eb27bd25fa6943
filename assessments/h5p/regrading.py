"""Judging finished attempts anew, from what was said at the time; and what a trainer adds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.h5p.domain import settle
from assessments.h5p.enums import Trust
from assessments.h5p.errors import NothingToConfirm
from assessments.h5p.judging import graded
from assessments.h5p.models import H5PAttempt, H5PResult, H5PStatement
from assessments.h5p.queries import Place, open_places, owes_evidence
from assessments.h5p.statements import read
from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Cohort, Enrolment
from courses.governance import audit
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind

COMPARED = ("trust", "raw", "top")


def regrade(key: UUID, *, cohort: Cohort | None = None, now: datetime | None = None) -> int:
    """Judge every finished attempt at an exercise anew; how many came out differently.

    A result that changes is one more row, and what a trainer has confirmed stays. Who is through
    by the new results gets evidence; nobody loses any.
    """
    changed = 0
    for attempt in _finished(key, cohort):
        with transaction.atomic():
            changed += _regrade(attempt, now or timezone.now())
    return changed


def _finished(key: UUID, cohort: Cohort | None) -> Iterable[H5PAttempt]:
    rows = H5PAttempt.objects.filter(activity_key=key, finished_at__isnull=False)
    if cohort:
        people = Enrolment.objects.filter(cohort=cohort).values("user")
        rows = rows.filter(programme=cohort.programme_id, user__in=people)
    counted = H5PStatement.objects.filter(is_finish=True, is_activated=True)
    return (
        rows.select_related("user", "version__main_library")
        .prefetch_related(Prefetch("statements", counted, to_attr="finishes"), "results")
        .order_by("pk")
    )


def _regrade(attempt: Any, now: datetime) -> bool:
    last = attempt.results.last()
    if not attempt.finishes or (last and last.trust == Trust.MANUAL):
        return False
    fields = graded(attempt.version, _said_in(attempt.finishes[0]))
    if last and all(getattr(last, name) == fields[name] for name in COMPARED):
        return False
    _append(attempt, last, reason=_("judged anew"), made_at=now, **fields)
    where = (attempt.activity_key, attempt.programme_id)
    place = Place(*where, open_places(attempt.user, *where))
    if owes_evidence(place):
        settle(place, attempt.user, now)
    return True


def _said_in(row: H5PStatement) -> Any:
    about = row.statement["object"]["id"]
    data = {"key": row.key, "activated": True}
    return read(
        {**data, "statement": row.statement, "children": row.children},
        about=about.partition("?")[0],
    )


def _append(attempt: H5PAttempt, last: H5PResult | None, **fields: Any) -> H5PResult:
    number = last.number + 1 if last else 1
    return H5PResult.objects.create(attempt=attempt, number=number, **fields)


@transaction.atomic
def confirm(
    enrolment: Enrolment, key: UUID, *, by: Any, reason: str, now: datetime | None = None
) -> H5PResult:
    """A trainer answers for the latest finished attempt: its points stay, and it counts.

    Evidence and an entry in the log. Raises NothingToConfirm without a finished attempt.
    """
    now = now or timezone.now()
    attempts = H5PAttempt.objects.of(enrolment.user, key).filter(
        programme=enrolment.cohort.programme_id, finished_at__isnull=False
    )
    attempt = attempts.select_for_update().order_by("-number").first()
    if attempt is None:
        raise NothingToConfirm(_("This person has not finished the exercise yet."))
    last = attempt.results.last()
    if last and last.trust == Trust.MANUAL:
        return last
    fields = {"raw": last.raw, "top": last.top, "questions": last.questions} if last else {}
    result = _append(attempt, last, trust=Trust.MANUAL, by=by, reason=reason, made_at=now, **fields)
    record(
        Fact(key, EvidenceKind.ACCEPTED, reason=reason),
        enrolments=Enrolment.objects.filter(pk=enrolment.pk),
        actor=by,
        role=ActorRole.TRAINER,
        now=now,
    )
    audit.log(by, "h5p.confirmed", enrolment, reason=reason, cohort=enrolment.cohort)
    return result
