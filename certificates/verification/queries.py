"""Everything the verification page shows, in two statements at most."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from certificates import codes
from certificates.awards.enums import EventKind, PublicReason, Validity
from certificates.awards.models import Certificate, CertificateEvent
from certificates.awards.names import comparable_name
from certificates.awards.validity import validity
from certificates.credentials.proof import verify_proof
from certificates.documents.record import digest, thaw
from certificates.keys.did import did_document

DAY = 24 * 3600
WITHDRAWALS = {
    Validity.REVOKED: EventKind.REVOKED,
    Validity.SUSPENDED: EventKind.SUSPENDED,
}


class Verdict(StrEnum):
    """What the page says first. `BROKEN`: we know the number, but what we hold does not hold."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    ERASED = "erased"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When and why it was revoked or suspended; `reason` is a sentence for everybody."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One certificate as a stranger sees it. `said` is empty once the holder was erased.

    `name` is empty unless the holder consented.
    """

    certificate: Certificate
    code: str
    verdict: Verdict
    said: dict[str, Any]
    name: str
    withdrawal: Withdrawal | None
    checked_at: datetime

    @property
    def printed_code(self) -> str:
        return codes.formatted(self.code)


def find(code: str) -> Certificate | None:
    """The certificate with this normalised code and all that belongs to it. One statement."""
    return (
        Certificate.objects.select_related("issuer", "key", "revocation", "suspension")
        .filter(code_hmac=codes.code_hmac(code))
        .first()
    )


def shown(certificate: Certificate, code: str) -> Shown:
    """Proof, status and facts together. No statement; one where it was revoked or suspended."""
    now = timezone.now()
    word = validity(certificate, now=now)
    said = thaw(certificate.record) if certificate.record else {}
    return Shown(
        certificate=certificate,
        code=code,
        verdict=_verdict(certificate, word),
        said=said,
        name=said["person"]["name"] if said and certificate.name_consent else "",
        withdrawal=_withdrawal(certificate, WITHDRAWALS.get(word)),
        checked_at=now,
    )


def name_matches(certificate: Certificate, typed: str) -> bool:
    """Whether somebody typed the name that the paper bears; compared as HMACs, in equal time."""
    if not certificate.record:
        return False
    salt = certificate.code_hmac
    printed = comparable_name(thaw(certificate.record)["person"]["name"])
    expected = codes.name_hmac(printed, salt=salt)
    return codes.same(expected, codes.name_hmac(comparable_name(typed), salt=salt))


def _verdict(certificate: Certificate, word: Validity) -> Verdict:
    """A withdrawn certificate is withdrawn, whatever else; a valid one must also be proven."""
    if word in WITHDRAWALS:
        return Verdict(word.value)
    if certificate.erased_at is not None:
        return Verdict.ERASED if word is Validity.VALID else Verdict(word.value)
    return Verdict(word.value) if _is_sound(certificate) else Verdict.BROKEN


def _is_sound(certificate: Certificate) -> bool:
    """Signature and record as they were on the day of issue.

    The answer for the same bytes never changes, so it is remembered for a day; a change to the
    row is another question.
    """
    signed = bytes(certificate.signed)
    question = signed + certificate.record.encode() + certificate.key.public_multibase.encode()
    key = "lms-sound-" + sha256(question + certificate.record_hash.encode()).hexdigest()
    remembered = cache.get(key)
    if remembered is None:
        remembered = digest(certificate.record) == certificate.record_hash and _is_signed(
            certificate, signed
        )
        cache.set(key, remembered, DAY)
    return bool(remembered)


def _is_signed(certificate: Certificate, signed: bytes) -> bool:
    published = did_document(certificate.issuer, [certificate.key])
    try:
        return verify_proof(json.loads(signed), published).verified
    except ValueError:
        return False


def _withdrawal(certificate: Certificate, kind: EventKind | None) -> Withdrawal | None:
    if kind is None:
        return None
    events = CertificateEvent.objects.filter(certificate=certificate, kind=kind)
    last = events.order_by("-at", "-pk").first()
    if last is None:
        return None
    return Withdrawal(last.at, str(PublicReason(last.reason).label) if last.reason else "")
