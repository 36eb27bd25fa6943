"""Everything the verification page shows, in two statements at most.

The proof and the status are two answers, and both are given: a revoked certificate still says
whether it was really signed.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from certificates import codes
from certificates.awards.enums import EventKind, PublicReason, Validity
from certificates.awards.models import Certificate, CertificateEvent
from certificates.awards.names import comparable_name
from certificates.awards.validity import validity
from certificates.awards.wording import headline, this_document
from certificates.credentials.proof import verify_proof
from certificates.documents.record import digest, thaw
from certificates.keys.did import document_at_signing

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
    """When and why it was revoked or suspended; `reason` is a sentence for everybody.

    `word` is the same for machines: a value of PublicReason, or empty.
    """

    at: datetime
    reason: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One certificate as a stranger sees it. `said` is empty once the holder was erased, and where
    the proof does not hold: what somebody changed is not repeated.

    `name` is empty unless the holder consented. `proof` is None where the signed bytes are gone.
    """

    certificate: Certificate
    code: str
    verdict: Verdict
    said: dict[str, Any]
    name: str
    withdrawal: Withdrawal | None
    checked_at: datetime
    proof: bool | None = None

    @property
    def successor(self) -> Certificate | None:
        """What has taken its place. Its number may be told, its code is the holder's alone."""
        return getattr(self.certificate, "replaced_by", None)

    @property
    def is_replaced(self) -> bool:
        return self.verdict is Verdict.REVOKED and self.successor is not None

    @property
    def document(self) -> str:
        """„Dieses Zertifikat“: what it is, in the language of the page."""
        return this_document(self.certificate.award.kind)

    @property
    def headline(self) -> str:
        """What it is and whether it counts, in one sentence."""
        state = "replaced" if self.is_replaced else self.verdict.value
        return headline(self.certificate.award.kind, state)

    @property
    def printed_code(self) -> str:
        return codes.formatted(self.code)


def known(code_hmac: str) -> QuerySet[Certificate]:
    """The certificate behind a code with all that an answer about it is made of."""
    related = ("award", "issuer", "key", "revocation__list", "suspension__list", "replaced_by")
    unread = (
        "revocation__list__signed",
        "suspension__list__signed",
        "replaced_by__record",
        "replaced_by__signed",
    )
    return Certificate.objects.select_related(*related).defer(*unread).filter(code_hmac=code_hmac)


def find(code: str) -> Certificate | None:
    """The certificate with this normalised code and all that belongs to it. One statement."""
    return known(codes.code_hmac(code)).first()


def shown(certificate: Certificate, code: str) -> Shown:
    """Proof, status and facts together. No statement; one where it was revoked or suspended."""
    now = timezone.now()
    word = validity(certificate, now=now)
    proof = None if certificate.erased_at is not None else _is_sound(certificate)
    said = thaw(certificate.record) if proof else {}
    return Shown(
        certificate=certificate,
        code=code,
        verdict=_verdict(word, proof),
        said=said,
        name=said["person"]["name"] if said and certificate.name_consent else "",
        withdrawal=_withdrawal(certificate, WITHDRAWALS.get(word)),
        checked_at=now,
        proof=proof,
    )


def name_matches(certificate: Certificate, typed: str) -> bool:
    """Whether somebody typed the name that the paper bears; compared as HMACs, in equal time."""
    if not certificate.record:
        return False
    salt = certificate.code_hmac
    printed = comparable_name(thaw(certificate.record)["person"]["name"])
    expected = codes.name_hmac(printed, salt=salt)
    return codes.same(expected, codes.name_hmac(comparable_name(typed), salt=salt))


def _verdict(word: Validity, proof: bool | None) -> Verdict:
    """A withdrawn certificate is withdrawn, whatever else; a valid one must also be proven."""
    if word in WITHDRAWALS:
        return Verdict(word.value)
    if proof is None:
        return Verdict.ERASED if word is Validity.VALID else Verdict(word.value)
    return Verdict(word.value) if proof else Verdict.BROKEN


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
    published = document_at_signing(certificate.issuer, certificate.key)
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
    reason = str(PublicReason(last.reason).label) if last.reason else ""
    return Withdrawal(last.at, reason, last.reason)
