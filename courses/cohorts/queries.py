"""What the pages of a cohort need to know, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from content.foundation.people import display_name
from courses.cohorts.models import (
    Cohort,
    CohortRole,
    ConfidentialityAgreement,
    Enrolment,
    Invitation,
    WaitingPlace,
)
from courses.cohorts.policies import cohorts_attended_by


def agreement_page(cohort: Cohort, user: Any = None) -> dict[str, Any]:
    """The agreement a cohort is asked for; with `user` also what they confirmed and when."""
    own = list(cohort.confirmations.filter(user=user)) if user else []
    current = next((row for row in own if row.agreement_id == cohort.agreement_id), None)
    return {
        "cohort": cohort,
        "agreement": cohort.agreement,
        "confirmed_at": current.confirmed_at if current else None,
        "earlier_version": bool(own),
    }


def current_agreement(
    provider_id: int, kind: str = Cohort.Kind.LOCAL
) -> ConfidentialityAgreement | None:
    """The latest version of a provider's text for this kind of cohort, else of that for both."""
    rows = ConfidentialityAgreement.objects.filter(provider=provider_id, kind__in=("", kind))
    return rows.order_by("-kind", "-version").first()


def current_agreements(provider_id: int) -> list[ConfidentialityAgreement]:
    """What new cohorts of a provider may be asked for. One statement a kind."""
    found = (current_agreement(provider_id, kind) for kind in Cohort.Kind)
    return [agreement for agreement in found if agreement]


def cohort_list(user: Any) -> QuerySet[Cohort]:
    """Cohorts the user looks after, running ones first, with `participants` and `is_coordinated`.

    One statement.
    """
    coordinates = CohortRole.objects.filter(
        cohort=OuterRef("pk"), user=user, role=CohortRole.Role.COORDINATOR
    )
    active = Count("enrolments", filter=Q(enrolments__state=Enrolment.State.ACTIVE))
    return (
        cohorts_attended_by(user)
        .select_related("programme", "provider")
        .annotate(participants=active, is_coordinated=Exists(coordinates))
        .order_by("-ends_on", "title")
    )


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    pk: int
    email: str
    expires_at: datetime
    sent_at: datetime | None
    expired: bool
    bounced_at: datetime | None = None
    bounce_note: str = ""


def open_invitations(cohort: Cohort, *, now: datetime | None = None) -> list[OpenInvitation]:
    """Invitations nobody has accepted or withdrawn, the latest first. One statement."""
    now = now or timezone.now()
    rows: QuerySet[Invitation] = cohort.invitations.filter(accepted_at=None, revoked_at=None)
    return [
        OpenInvitation(
            row.pk,
            row.email,
            row.expires_at,
            row.sent_at,
            row.expires_at < now,
            row.bounced_at,
            row.bounce_note,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Places:
    """How full a cohort is. A place is taken by who takes part and by every valid invitation."""

    total: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        """None: as many as are invited."""
        return None if self.total is None else max(self.total - self.taken, 0)

    @property
    def one_could_be_offered(self) -> bool:
        return self.waiting > 0 and self.free != 0


def places_of(cohort: Cohort, *, now: datetime | None = None) -> Places:
    """Three statements."""
    now = now or timezone.now()
    invited = cohort.invitations.filter(accepted_at=None, revoked_at=None, expires_at__gte=now)
    return Places(
        total=cohort.places,
        taken=cohort.enrolments.active().count() + invited.count(),
        waiting=cohort.waiting.filter(left_at=None).count(),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is in a cohort or on the way to it, by address in small letters, and what is free."""

    enrolled: frozenset[str]
    invited: frozenset[str]
    waiting: frozenset[str]
    free: int | None


def standing_of(cohort: Cohort, *, now: datetime | None = None) -> Standing:
    """Three statements."""
    now = now or timezone.now()
    active = cohort.enrolments.active()
    places = list(active.values_list("user__email", flat=True))
    invited = [row.email for row in open_invitations(cohort, now=now) if not row.expired]
    waiting = cohort.waiting.filter(left_at=None).values_list("email", flat=True)
    taken = len(places) + len(invited)
    return Standing(
        enrolled=_folded(places),
        invited=_folded(invited),
        waiting=_folded(waiting),
        free=None if cohort.places is None else max(cohort.places - taken, 0),
    )


def _folded(addresses: Iterable[str | None]) -> frozenset[str]:
    return frozenset(address.casefold() for address in addresses if address)


def waiting_list(cohort: Cohort) -> QuerySet[WaitingPlace]:
    """Who waits, in the order of their turn. One statement."""
    return cohort.waiting.filter(left_at=None)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team with one role; `kind` is the role's value, `role` its word."""

    pk: int
    name: str
    email: str
    role: str
    kind: str


def team_of(cohort: Cohort) -> list[Member]:
    """One statement."""
    rows = cohort.roles.select_related("user").order_by("role", "user__pk")
    return [
        Member(
            row.pk, display_name(row.user), row.user.email, str(row.get_role_display()), row.role
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Tandem:
    """The process companions: those in the municipality and those of the provider, by name."""

    local: tuple[str, ...]
    external: tuple[str, ...]


def tandem_in(team: Iterable[Member]) -> Tandem:
    names: dict[str, list[str]] = {}
    for member in team:
        names.setdefault(member.kind, []).append(member.name)
    return Tandem(
        tuple(names.get(CohortRole.Role.COMPANION_LOCAL, ())),
        tuple(names.get(CohortRole.Role.COMPANION_EXTERNAL, ())),
    )
