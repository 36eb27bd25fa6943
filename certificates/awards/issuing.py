"""Issuing: from a released award to a certificate, exactly once.

Everything happens in one transaction under the award's lock, the signatures included. A worker
that is killed in the middle leaves nothing behind, and the task, which the queue hands out again,
begins anew; of two at once the second finds the award issued. Only then does the mail go out,
because it belongs to the same transaction.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates import codes
from certificates.awards.documents import queue_signature
from certificates.awards.domain import locked_certificate, take_out_of_force
from certificates.awards.enums import AwardState, EventKind, Kind, PublicReason, Purpose
from certificates.awards.errors import NoTemplateError
from certificates.awards.facts import LAYOUTS, Dated, dated
from certificates.awards.following import said_by
from certificates.awards.models import Award, Certificate, CertificateTemplate
from certificates.awards.policies import assert_earned
from certificates.awards.queries import template_of
from certificates.awards.transitions import Verb, go_on
from certificates.conf import origin
from certificates.credentials.build import (
    Achievement,
    CredentialFacts,
    IssuerProfile,
    StatusEntry,
    build_credential,
)
from certificates.credentials.proof import sign_checked
from certificates.documents.printing import print_record
from certificates.documents.qr import qr_svg
from certificates.documents.record import digest, freeze
from certificates.keys.did import did, did_document
from certificates.keys.domain import key_in_use, set_up_issuer, signing_key
from certificates.keys.models import Issuer, IssuerKey
from certificates.status.domain import publish, take_place
from certificates.status.lists import list_url
from certificates.status.models import StatusBit, StatusList
from content.foundation.conf import base_url
from content.foundation.errors import DomainError
from content.foundation.months import months_later
from courses.governance import audit, outbox

SALT_BYTES = 16
FOLLOWING = {Purpose.CORRECTION: Verb.CORRECT, Purpose.RENEWAL: Verb.RENEW}
# As Open Badges 3.0 calls them: there is no word for having been there, a course comes nearest.
ACHIEVEMENTS = {Kind.CERTIFICATE: "Certificate", Kind.ATTENDANCE: "Course"}


@dataclass(frozen=True, slots=True)
class Issue:
    """Everything that is settled before the credential is signed."""

    award: Award
    template: CertificateTemplate
    issuer: Issuer
    key: IssuerKey
    sequence: int
    at: datetime
    valid_until: datetime | None
    code: str
    revocation: StatusBit
    suspension: StatusBit

    @property
    def number(self) -> str:
        return f"{timezone.localtime(self.at).year}-{self.sequence:04d}"

    @property
    def url(self) -> str:
        """The verification page: what the QR code and the credential's id say."""
        return f"{origin(self.issuer.domain)}/v/{self.code}"


def issue_certificate(award_id: int) -> Certificate | None:
    """Issue what was released; returns the certificate, also when it was there before.

    None when the award is not released. When something is missing (a key, a template, a glyph),
    the award says so in `problem`, stays released, and the DomainError is raised: the task fails
    and is tried again, and the nightly sweep goes on trying.
    """
    try:
        with transaction.atomic():
            return _issue_once(award_id)
    except DomainError as error:
        Award.objects.filter(pk=award_id, state=AwardState.RELEASED).update(problem=str(error))
        raise


def _issue_once(award_id: int) -> Certificate | None:
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related(
            "enrolment__user",
            "enrolment__cohort__provider",
            "enrolment__cohort__programme",
            "enrolment__cohort__rule_version",
        )
        .get(pk=award_id)
    )
    if award.state == AwardState.ISSUED:
        return award.certificate
    if award.state != AwardState.RELEASED:
        return None
    issue = _settle(award)
    certificate = _store(issue)
    _open_lists(issue)
    _take_the_place(certificate, award)
    queue_signature(certificate)
    _announce(certificate, award)
    return certificate


def _settle(award: Award) -> Issue:
    """Check once more, then take number, code and places under the issuer's lock."""
    assert_earned(award)
    if award.follows_id is not None:
        award.follows = locked_certificate(award.follows_id)
        go_on(award.follows, FOLLOWING[Purpose(award.purpose)], now=timezone.now())
    template = template_of(award)
    if template is None:
        raise NoTemplateError(_("There is no certificate template for this provider yet."))
    provider = award.enrolment.cohort.provider
    issuer = Issuer.objects.select_for_update().get(pk=set_up_issuer(provider).pk)
    at = timezone.now().replace(microsecond=0)
    return Issue(
        award=award,
        template=template,
        issuer=issuer,
        key=key_in_use(issuer),
        sequence=_next_sequence(issuer, timezone.localtime(at).year),
        at=at,
        valid_until=_end(award, template, at),
        code=codes.new_code(),
        revocation=take_place(issuer, StatusList.Purpose.REVOCATION),
        suspension=take_place(issuer, StatusList.Purpose.SUSPENSION),
    )


def _end(award: Award, template: CertificateTemplate, at: datetime) -> datetime | None:
    """A correction changes nothing about how long something counts."""
    if award.follows is not None and award.purpose == Purpose.CORRECTION:
        return award.follows.valid_until
    months = template.validity_months
    return months_later(at, months) if months else None


def _next_sequence(issuer: Issuer, year: int) -> int:
    latest = issuer.certificates.filter(year=year).aggregate(latest=Max("sequence"))["latest"]
    return (latest or 0) + 1


def _store(issue: Issue) -> Certificate:
    """Sign, freeze, print once (so that nothing unprintable is ever issued), and write it down."""
    said = dated(
        said_by(issue.award, issue.template),
        Dated(issue.number, issue.at, issue.valid_until),
    )
    signed = _signed(issue, said)
    record = freeze(
        {**said, "verification": _verification(issue), "credential": signed.decode()},
        layout=LAYOUTS[Kind(issue.award.kind)],
    )
    certificate = Certificate.objects.create(
        award=issue.award,
        issuer=issue.issuer,
        key=issue.key,
        template=issue.template,
        year=timezone.localtime(issue.at).year,
        sequence=issue.sequence,
        code_hmac=codes.code_hmac(issue.code),
        record=record,
        record_hash=digest(record),
        document_hash=sha256(print_record(record)).hexdigest(),
        signed=signed,
        issued_at=issue.at,
        valid_until=issue.valid_until,
        revocation=issue.revocation,
        suspension=issue.suspension,
        replaces=issue.award.follows if issue.award.purpose == Purpose.CORRECTION else None,
        renews=issue.award.follows if issue.award.purpose == Purpose.RENEWAL else None,
    )
    certificate.events.create(kind=EventKind.ISSUED, at=issue.at, actor=issue.award.released_by)
    issue.award.state, issue.award.problem = AwardState.ISSUED, ""
    issue.award.save(update_fields=["state", "problem"])
    return certificate


def _signed(issue: Issue, said: dict[str, Any]) -> bytes:
    return sign_checked(
        build_credential(_credential_facts(issue, said)),
        signing_key(issue.issuer, issue.key),
        at=issue.at,
        did_document=did_document(issue.issuer, issue.issuer.keys.all()),
    )


def _credential_facts(issue: Issue, said: dict[str, Any]) -> CredentialFacts:
    qualification = said["qualification"]
    return CredentialFacts(
        id=issue.url,
        issuer=_profile(issue.issuer),
        title=f"{said['title']}: {qualification['title']}",
        number=issue.number,
        name=said["person"]["name"],
        name_salt=secrets.token_hex(SALT_BYTES),
        achievement=Achievement(
            key=_achievement_key(issue),
            name=qualification["title"],
            description=f"{qualification['programme']}, {_extent(qualification)}",
            criteria="\n".join(f"{label}: {value}" for label, value in said["facts"]),
            type=ACHIEVEMENTS[Kind(issue.award.kind)],
        ),
        awarded_at=issue.at,
        valid_until=issue.valid_until,
        # Open Badges knows one entry: the list of everything that does not count now.
        status=_entry(issue.suspension),
    )


def _achievement_key(issue: Issue) -> str:
    """The same words give the same achievement; a cohort's own template has words of its own."""
    template, programme = issue.template, issue.award.enrolment.cohort.programme
    own = f"/{issue.award.enrolment.cohort.key}" if template.cohort_id else ""
    return f"{programme.key}/{template.kind}{own}/{template.version}"


def _extent(qualification: dict[str, Any]) -> str:
    """„74 Zeitstunden“, „62,5 von 74 Zeitstunden“"""
    hours, unit = qualification["hours"], qualification["unit"]
    if "attended" in qualification:
        attended = str(qualification["attended"]).replace(".", ",")
        return f"{attended} von {str(hours).replace('.', ',')} {unit}"
    return f"{hours} {unit}".replace(".", ",")


def _profile(issuer: Issuer) -> IssuerProfile:
    return IssuerProfile(did(issuer), issuer.name, f"{origin(issuer.domain)}/")


def _entry(bit: StatusBit) -> StatusEntry:
    return StatusEntry(list_url(bit.list), bit.index, bit.list.purpose)


def _verification(issue: Issue) -> dict[str, str]:
    return {
        "code": issue.code,
        "url": issue.url,
        "address": f"{issue.issuer.domain}/v",
        "qr": qr_svg(issue.url),
    }


def _open_lists(issue: Issue) -> None:
    """A list is published from the first certificate on; later only a change publishes it."""
    for bit in (issue.revocation, issue.suspension):
        if bit.list.signed_at is None:
            publish(bit.list_id)


def _take_the_place(certificate: Certificate, award: Award) -> None:
    """What was corrected counts no more from the moment on in which the new one does."""
    before = certificate.replaces
    if before is None:
        return
    take_out_of_force(before)
    reason = PublicReason.REPLACED.value
    before.events.create(kind=EventKind.REVOKED, reason=reason, actor=award.released_by)
    audit.log(
        award.released_by,
        f"certificate.{EventKind.REVOKED}",
        before,
        cohort=award.enrolment.cohort,
        public=reason,
        replaced_by=certificate.number,
    )


def _announce(certificate: Certificate, award: Award) -> None:
    audit.log(
        award.released_by,
        "certificate.issued",
        certificate,
        cohort=award.enrolment.cohort,
        number=certificate.number,
    )
    if award.enrolment.user is None:
        return
    body = _("Your proof is ready. Please sign in:\n%(url)s")
    outbox.post(
        key=f"certificate-issued-{certificate.pk}",
        to=award.enrolment.user,
        subject=_("Your proof is ready"),
        body=body % {"url": f"{base_url()}/mein-weg/zertifikat/"},
    )
