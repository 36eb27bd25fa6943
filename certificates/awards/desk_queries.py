"""What the release desk shows: everybody's standing in the evaluator's words, and their awards.

A certificate rests on the cohort's rules, a confirmation of attendance on what was recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.earning import earned
from certificates.awards.enums import AwardState, Kind, RequestState
from certificates.awards.models import Award, Certificate
from certificates.awards.queries import issued
from certificates.awards.requests import CorrectionRequest
from certificates.awards.transitions import Verb, possible
from certificates.awards.validity import validity
from content.foundation.people import display_name
from courses.cockpit.matrix import Matrix, Row, load_matrices
from courses.cockpit.words import reason_in_words
from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_coordinated_by
from courses.sessions.queries import in_order

# Heavy columns that no list shows.
UNREAD = (
    "certificate__record",
    "certificate__signed",
    "certificate__replaced_by__record",
    "certificate__replaced_by__signed",
    "follows__record",
    "follows__signed",
)


class Standing(TextChoices):
    """Where somebody stands on the way to a certificate, in the order of the desk."""

    READY = "ready", _("can be released")
    SECOND = "second", _("waits for the second release")
    PROBLEM = "problem", _("could not be issued yet")
    ISSUING = "issuing", _("is being issued")
    NAME = "name", _("waits for the name to be confirmed")
    OPEN = "open", _("rules are not met yet")
    VALID = "valid", _("valid")
    SUSPENDED = "suspended", _("suspended")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One award, or one person who has no certificate yet. `viewer` is whoever looks at the desk.

    `earned`: what the document says holds now.
    """

    cohort: Cohort
    name: str
    standing: Standing
    viewer: Any
    award: Award | None = None
    earned: bool = False
    met: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    verbs: frozenset[Verb] = frozenset()
    request: CorrectionRequest | None = None

    @property
    def kind(self) -> Kind:
        return Kind(self.award.kind) if self.award else Kind.CERTIFICATE

    @property
    def can_release(self) -> bool:
        """Whether it is this person's turn."""
        if self.standing is Standing.SECOND:
            return not self.is_first
        return self.standing is Standing.READY

    @property
    def is_first(self) -> bool:
        """Whether the first of four eyes are the viewer's own."""
        return self.award is not None and self.award.agreed_by_id == self.viewer.pk

    @property
    def is_followed(self) -> bool:
        """Whether a correction or a renewal is on its way or there."""
        certificate = issued(self.award) if self.award else None
        return getattr(certificate, "followed_by", None) is not None

    @property
    def replaced_by(self) -> Certificate | None:
        certificate = issued(self.award) if self.award else None
        return getattr(certificate, "replaced_by", None)


@dataclass(frozen=True, slots=True)
class _Look:
    """Who looks at the desk, when, and which awards' rules are met."""

    user: Any
    now: datetime
    earned: frozenset[int]


def desk(user: Any, *, cohort: Cohort | None = None, now: datetime | None = None) -> list[DeskRow]:
    """Everybody in the user's cohorts, or in one of them; what can be done first.

    Those who withdrew are left out, unless they have an award. Ten statements at most.
    """
    now = now or timezone.now()
    cohorts = list(_chosen(user, cohort))
    matrices = load_matrices(cohorts, now=now)
    people = {row.enrolment.pk: row for matrix in matrices.values() for row in matrix.everybody}
    awards = list(_awards(cohorts))
    look = _Look(user, now, frozenset(earned(awards)))
    rows = [
        _of_award(award, people[award.enrolment_id], matrices[award.enrolment.cohort_id], look)
        for award in awards
    ]
    known = {award.enrolment_id for award in awards if award.kind == Kind.CERTIFICATE}
    rows += _without_certificate(matrices.values(), known, user)
    return sorted(rows, key=_place)


def _chosen(user: Any, cohort: Cohort | None) -> QuerySet[Cohort]:
    cohorts = cohorts_coordinated_by(user).select_related("rule_version")
    return cohorts.filter(pk=cohort.pk) if cohort else cohorts


def _awards(cohorts: Sequence[Cohort]) -> QuerySet[Award]:
    """Two statements: the awards with all that belongs to them, and the open requests."""
    waiting = CorrectionRequest.objects.filter(state=RequestState.OPEN)
    return (
        Award.objects.filter(enrolment__cohort__in=cohorts)
        .select_related(
            "enrolment__cohort",
            "enrolment__user",
            "agreed_by",
            "follows",
            "certificate__revocation",
            "certificate__suspension",
            "certificate__replaced_by",
            "certificate__followed_by",
        )
        .prefetch_related(
            Prefetch("certificate__correction_requests", waiting, to_attr="open_requests")
        )
        .defer(*UNREAD)
        .order_by("pk")
    )


def _of_award(award: Award, person: Row, matrix: Matrix, look: _Look) -> DeskRow:
    certificate = issued(award)
    has_rules = award.kind == Kind.CERTIFICATE
    return DeskRow(
        cohort=matrix.cohort,
        name=display_name(award.enrolment.user),
        standing=_standing(award, certificate, look),
        viewer=look.user,
        award=award,
        earned=award.pk in look.earned,
        met=_met(matrix, person) if has_rules else (),
        open=tuple(person.open) if has_rules else (),
        verbs=_verbs(certificate, look.now),
        request=next(iter(getattr(certificate, "open_requests", ())), None),
    )


def _standing(award: Award, certificate: Certificate | None, look: _Look) -> Standing:
    if certificate is not None:
        return Standing(validity(certificate, now=look.now).value)
    if award.state == AwardState.RELEASED:
        return Standing.PROBLEM if award.problem else Standing.ISSUING
    if award.pk not in look.earned:
        return Standing.OPEN
    if award.state == AwardState.PENDING_NAME:
        return Standing.NAME
    return Standing.SECOND if award.agreed_by_id else Standing.READY


def _verbs(certificate: Certificate | None, now: datetime) -> frozenset[Verb]:
    """What can be done to it now."""
    if certificate is None:
        return frozenset()
    return frozenset(verb for verb in Verb if possible(certificate, verb, now=now))


def _without_certificate(matrices: Iterable[Matrix], known: set[int], user: Any) -> list[DeskRow]:
    return [
        DeskRow(
            cohort=matrix.cohort,
            name=row.name,
            # The award of somebody who has just met the rules comes with the worker.
            standing=Standing.NAME if row.completed else Standing.OPEN,
            viewer=user,
            met=_met(matrix, row),
            open=tuple(row.open),
        )
        for matrix in matrices
        for row in matrix.active
        if row.enrolment.pk not in known
    ]


def _met(matrix: Matrix, row: Row) -> tuple[str, ...]:
    return tuple(reason_in_words(matrix, r) for r in row.evaluation.reasons if r.met)


def _place(row: DeskRow) -> tuple[Any, ...]:
    """What waits for this person first, then by standing, cohort and name."""
    return (
        not (row.can_release or row.request),
        list(Standing).index(row.standing),
        row.cohort.title,
        in_order(row.name),
        list(Kind).index(row.kind),
    )


def matching(rows: Iterable[DeskRow], standing: str, kind: str = "") -> list[DeskRow]:
    """Those in this standing and of this document; empty: all, apart from what was replaced."""
    of_kind = [row for row in rows if kind in {"", row.kind}]
    if not standing:
        return [row for row in of_kind if row.replaced_by is None]
    return [row for row in of_kind if row.standing == standing]


def ready(rows: Iterable[DeskRow]) -> list[Award]:
    return [row.award for row in rows if row.award is not None and row.can_release]
