"""What the screens need to know, in a constant number of statements."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from certificates.awards.enums import AwardState, Validity
from certificates.awards.models import Award, Certificate, CertificateTemplate
from certificates.awards.validity import validity
from certificates.documents.record import thaw
from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_coordinated_by, enrolments_of
from courses.progress.enums import State
from courses.progress.models import RequirementState
from courses.progress.sources import completion_key


@dataclass(frozen=True, slots=True)
class OwnAward:
    """One award as its owner sees it. `said` is the data of the record once it is issued."""

    award: Award
    certificate: Certificate | None = None
    validity: Validity | None = None
    said: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One award as the coordinator sees it."""

    award: Award
    completed: bool
    validity: Validity | None

    @property
    def can_release(self) -> bool:
        return self.completed and self.award.state == AwardState.NAME_CONFIRMED


def own_awards(user: Any) -> QuerySet[Award]:
    """Awards of the person's own places; the only way a participant's view finds one."""
    return Award.objects.filter(enrolment__in=enrolments_of(user))


def own_overview(user: Any) -> list[OwnAward]:
    """All own awards with their certificates. One statement."""
    rows = own_awards(user).select_related(
        "enrolment__cohort",
        "enrolment__user",
        "certificate__revocation",
        "certificate__suspension",
    )
    return [_own(award) for award in rows]


def _own(award: Award) -> OwnAward:
    certificate = issued(award)
    if certificate is None:
        return OwnAward(award)
    return OwnAward(
        award=award,
        certificate=certificate,
        validity=validity(certificate, now=timezone.now()),
        said=thaw(certificate.record) if certificate.record else None,
    )


def issued(award: Award) -> Certificate | None:
    """The certificate of an award that was fetched together with it."""
    return getattr(award, "certificate", None)


def own_certificates(user: Any) -> QuerySet[Certificate]:
    return Certificate.objects.filter(award__in=own_awards(user), erased_at=None)


def awards_coordinated_by(user: Any) -> QuerySet[Award]:
    """Awards in the cohorts that the user coordinates; the desk's only way to an award."""
    return Award.objects.filter(enrolment__cohort__in=cohorts_coordinated_by(user))


def desk(user: Any) -> list[DeskRow]:
    """All awards of the user's cohorts, what waits for a release first. Two statements."""
    awards = list(
        awards_coordinated_by(user)
        .select_related(
            "enrolment__cohort",
            "enrolment__user",
            "certificate__revocation",
            "certificate__suspension",
        )
        .order_by("enrolment__cohort__title", "enrolment__user__last_name", "pk")
    )
    done = completed_enrolments({award.enrolment.cohort for award in awards})
    rows = [_desk_row(award, award.enrolment_id in done) for award in awards]
    return sorted(rows, key=lambda row: not row.can_release)


def _desk_row(award: Award, completed: bool) -> DeskRow:
    certificate = issued(award)
    word = validity(certificate, now=timezone.now()) if certificate else None
    return DeskRow(award, completed, word)


def completed_enrolments(cohorts: Collection[Cohort]) -> set[int]:
    """Primary keys of the enrolments that count as completed now. One statement."""
    keys: list[UUID] = [completion_key(cohort) for cohort in cohorts]
    found = RequirementState.objects.filter(requirement_key__in=keys, state=State.COMPLETED)
    return set(found.values_list("enrolment", flat=True))


def has_completed(award: Award) -> bool:
    """Whether the evaluator's word holds now. Wants the award with enrolment and cohort."""
    return award.enrolment_id in completed_enrolments([award.enrolment.cohort])


def current_template(provider_id: int, kind: str) -> CertificateTemplate | None:
    """The latest version of what the provider's certificates say."""
    templates = CertificateTemplate.objects.filter(provider=provider_id, kind=kind)
    return templates.order_by("-version").first()


def credential_of(certificate: Certificate) -> dict[str, Any]:
    """The signed credential as it was stored."""
    document: dict[str, Any] = json.loads(bytes(certificate.signed))
    return document
