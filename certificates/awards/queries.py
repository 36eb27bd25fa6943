"""What the screens need to know, in a constant number of statements."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from certificates.awards.earning import earned
from certificates.awards.enums import AwardState, Kind, RequestState, Validity
from certificates.awards.models import Award, Certificate, CertificateTemplate
from certificates.awards.requests import CorrectionRequest
from certificates.awards.signed_documents import SignedDocument
from certificates.awards.validity import validity
from certificates.documents.record import thaw
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import cohorts_coordinated_by, enrolments_of

# What the state of a certificate follows from.
STATE = (
    "certificate__revocation",
    "certificate__suspension",
    "certificate__replaced_by",
    "certificate__renewed_by",
)
# Heavy columns of what has taken a certificate's place.
UNREAD = tuple(
    f"certificate__{follower}__{column}"
    for follower in ("replaced_by", "renewed_by")
    for column in ("record", "signed")
)


@dataclass(frozen=True, slots=True)
class OwnAward:
    """One award as its owner sees it. `said` is the data of the record once it is issued."""

    award: Award
    certificate: Certificate | None = None
    validity: Validity | None = None
    said: dict[str, Any] | None = None
    # How the PDF is signed; empty: it is not.
    level: str = ""
    # When the owner asked for a correction that nobody has answered yet.
    asked_at: datetime | None = None

    @property
    def is_former(self) -> bool:
        """Whether another document counts instead; it is kept, and stands behind the others."""
        if self.validity is Validity.REVOKED:
            return getattr(self.certificate, "replaced_by", None) is not None
        is_over = self.validity is Validity.EXPIRED
        return is_over and getattr(self.certificate, "renewed_by", None) is not None


def own_awards(user: Any) -> QuerySet[Award]:
    """Awards of the person's own places; the only way a participant's view finds one."""
    return Award.objects.filter(enrolment__in=enrolments_of(user))


def own_overview(user: Any) -> list[OwnAward]:
    """All own awards with their certificates, each cohort's certificate first. One statement.

    What was corrected or renewed comes last, the latest of it first. One name settles both
    documents, so it is asked for once: a confirmation of attendance that waits for it stays out
    while the certificate's form is there.
    """
    rows = (
        own_awards(user)
        .select_related("enrolment__cohort", "enrolment__user", *STATE)
        .annotate(pdf_level=Subquery(_level_of_pdf()), asked_at=Subquery(_open_request()))
        .defer(*UNREAD)
        .order_by("enrolment", "-kind", "pk")
    )
    found = [_own(award) for award in _name_asked_once(rows)]
    former = [own for own in found if own.is_former]
    return [own for own in found if not own.is_former] + former[::-1]


def current_awards(enrolment: Enrolment, *, now: datetime) -> list[OwnAward]:
    """What this place leads to or has led to: certificate first, the newest first. One statement.

    What another document has taken the place of stays out. No `said`: records are large.
    """
    rows = (
        Award.objects.filter(enrolment=enrolment)
        .select_related(*STATE)
        .defer(*UNREAD, "certificate__record", "certificate__signed")
        .order_by("-kind", "-pk")
    )
    found = []
    for award in _name_asked_once(rows):
        certificate = issued(award)
        word = validity(certificate, now=now) if certificate else None
        found.append(OwnAward(award, certificate, word))
    return [own for own in found if not own.is_former]


def _level_of_pdf() -> QuerySet[SignedDocument, str]:
    """How the PDF of an award's certificate is signed, as it stands now."""
    now = SignedDocument.objects.filter(
        certificate__award=OuterRef("pk"), record_hash=F("certificate__record_hash")
    )
    return now.values_list("level", flat=True)[:1]


def _open_request() -> QuerySet[CorrectionRequest, Any]:
    """When a correction of an award's certificate was asked for; there is one open at most."""
    waiting = CorrectionRequest.objects.filter(
        certificate__award=OuterRef("pk"), state=RequestState.OPEN
    )
    return waiting.values_list("asked_at", flat=True)[:1]


def _name_asked_once(awards: Iterable[Award]) -> list[Award]:
    """Without confirmations of attendance whose name comes with the certificate's."""
    rows = list(awards)
    asking = {award.enrolment_id for award in rows if _asks_for_certificate(award)}
    return [
        award
        for award in rows
        if award.kind == Kind.CERTIFICATE
        or award.state != AwardState.PENDING_NAME
        or award.enrolment_id not in asking
    ]


def _asks_for_certificate(award: Award) -> bool:
    return award.kind == Kind.CERTIFICATE and award.state == AwardState.PENDING_NAME


def _own(award: Award) -> OwnAward:
    certificate = issued(award)
    if certificate is None:
        return OwnAward(award)
    return OwnAward(
        award=award,
        certificate=certificate,
        validity=validity(certificate, now=timezone.now()),
        said=thaw(certificate.record) if certificate.record else None,
        level=getattr(award, "pdf_level", None) or "",
        asked_at=getattr(award, "asked_at", None),
    )


def issued(award: Award) -> Certificate | None:
    """The certificate of an award that was fetched together with it."""
    return getattr(award, "certificate", None)


def own_certificates(user: Any) -> QuerySet[Certificate]:
    return Certificate.objects.filter(award__in=own_awards(user), erased_at=None)


def awards_coordinated_by(user: Any) -> QuerySet[Award]:
    """Awards in the cohorts that the user coordinates; the desk's only way to an award."""
    return Award.objects.filter(enrolment__cohort__in=cohorts_coordinated_by(user))


def is_earned(award: Award) -> bool:
    """Whether what the document says holds now. Wants the award with enrolment and cohort."""
    return award.pk in earned([award])


def current_template(
    provider_id: int, kind: str, cohort_id: int | None = None
) -> CertificateTemplate | None:
    """The latest version of what the provider's documents say; the cohort's own wins."""
    templates = CertificateTemplate.objects.filter(provider=provider_id, kind=kind)
    here = templates.filter(Q(cohort=None) | Q(cohort=cohort_id))
    return here.order_by(F("cohort").asc(nulls_last=True), "-version").first()


def template_of(award: Award) -> CertificateTemplate | None:
    """What this award's document would say. Wants the award with enrolment and cohort."""
    cohort = award.enrolment.cohort
    return current_template(cohort.provider_id, award.kind, cohort.pk)


def needs_second_release(award: Award) -> bool:
    """Whether two people of the coordination have to agree before it is issued."""
    template = template_of(award)
    return template is not None and template.needs_second_release


def credential_of(certificate: Certificate) -> dict[str, Any]:
    """The signed credential as it was stored."""
    document: dict[str, Any] = json.loads(bytes(certificate.signed))
    return document
