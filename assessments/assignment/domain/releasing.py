"""The trainer's release: „hat aktiv teilgenommen“. The award itself is the coordination's."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.assignment.errors import ReleaseRefused
from assessments.assignment.policies import enrolments_released_by
from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Cohort, Enrolment
from courses.governance import audit
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence
from courses.progress.sources import release_key


@transaction.atomic
def release(cohort: Cohort, enrolment_ids: Collection[int], *, by: Any) -> int:
    """Say of these people that they took part actively; returns how many were newly released.

    Raises ReleaseRefused for people outside the cohorts `by` teaches.
    """
    chosen = _chosen(cohort, enrolment_ids, by)
    words = last_words(cohort, chosen)
    new = [pk for pk in sorted(chosen) if not _released(words.get(pk))]
    for pk in new:
        before = words.get(pk)
        seq = before.seq if before else None
        _say(pk, Fact(release_key(cohort), EvidenceKind.RELEASED, supersedes=seq), by=by)
        audit.log(by, "release.given", chosen[pk], cohort=cohort)
    return len(new)


@transaction.atomic
def take_back(enrolment: Enrolment, *, by: Any, reason: str) -> None:
    """Take a release back, with a reason; it can be given again.

    Raises ReleaseRefused without a reason, for strangers, and where there is no release.
    """
    cohort = enrolment.cohort
    chosen = _chosen(cohort, [enrolment.pk], by)
    word = last_words(cohort, chosen).get(enrolment.pk)
    if word is None or not _released(word):
        raise ReleaseRefused(_("This person has no release."))
    why = reason.strip()
    if not why:
        raise ReleaseRefused(_("Please give a reason for taking the release back."))
    fact = Fact(word.requirement_key, EvidenceKind.REVOKED, supersedes=word.seq, reason=why)
    _say(enrolment.pk, fact, by=by)
    audit.log(by, "release.taken_back", enrolment, reason=why, cohort=cohort)


def last_words(cohort: Cohort, enrolment_ids: Collection[int]) -> dict[int, Evidence]:
    """The latest evidence about the release by enrolment. One statement."""
    rows = Evidence.objects.filter(
        enrolment__in=list(enrolment_ids), requirement_key=release_key(cohort)
    ).exclude(kind=EvidenceKind.WAIVED)
    return {row.enrolment_id: row for row in rows.order_by("seq")}


def _released(word: Evidence | None) -> bool:
    return word is not None and word.kind == EvidenceKind.RELEASED


def _chosen(cohort: Cohort, enrolment_ids: Collection[int], by: Any) -> dict[int, Enrolment]:
    """The enrolments, locked in the order of their keys."""
    rows = (
        enrolments_released_by(by)
        .filter(cohort=cohort, pk__in=list(enrolment_ids))
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    chosen = {row.pk: row for row in rows}
    if chosen.keys() != set(enrolment_ids):
        raise ReleaseRefused(_("Somebody in the list does not belong to this cohort."))
    return chosen


def _say(pk: int, fact: Fact, *, by: Any) -> None:
    record(fact, enrolments=Enrolment.objects.filter(pk=pk), actor=by, role=ActorRole.TRAINER)
