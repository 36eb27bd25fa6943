"""When others may know a private key: everything it signed is signed anew with another one.

Whoever has the key can sign any text with any date, so a verifier elsewhere cannot tell what we
signed from what was forged. We can: the bytes lie in our table. What a certificate says stays to
the letter; only the proof is new. The former bytes are kept beside it.

Lock order: award, certificate, issuer.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.documents import queue_signature
from certificates.awards.models import Certificate
from certificates.awards.queries import credential_of
from certificates.credentials.proof import sign_checked, verify_proof
from certificates.documents.printing import print_record
from certificates.documents.record import digest, freeze, layout_of, thaw
from certificates.keys.did import did_document, document_at_signing
from certificates.keys.domain import create_key, distrust_key, key_in_use, signing_key
from certificates.keys.models import Issuer, IssuerKey
from certificates.upkeep.errors import NotOursError
from certificates.upkeep.models import FormerSignature
from content.foundation.conf import base_url
from content.foundation.queue import enqueue
from courses.governance import audit, outbox

REFRESH = "certificates.status.tasks.refresh"
SIGN_ANEW = "certificates.upkeep.tasks.sign_anew"


@dataclass(frozen=True, slots=True)
class Affected:
    """What a key signed that somebody still relies on. `erased`: nothing is left to sign.

    What a correction replaced is revoked, but nobody did wrong: it is counted apart.
    """

    in_force: int
    suspended: int
    expired: int
    revoked: int
    replaced: int
    erased: int
    lists: int

    @property
    def to_sign(self) -> int:
        withdrawn = self.suspended + self.revoked + self.replaced
        return self.in_force + self.expired + withdrawn


def affected(key: IssuerKey) -> Affected:
    """Two statements."""
    now = timezone.now()
    left = Q(erased_at=None)
    standing = left & Q(revocation__is_set=False)
    withdrawn = left & Q(revocation__is_set=True)
    ended = Q(valid_until__lte=now)
    counted = Certificate.objects.filter(key=key).aggregate(
        in_force=Count("pk", filter=standing & Q(suspension__is_set=False) & ~ended),
        suspended=Count("pk", filter=standing & Q(suspension__is_set=True)),
        expired=Count("pk", filter=standing & Q(suspension__is_set=False) & ended),
        revoked=Count("pk", filter=withdrawn & Q(replaced_by=None)),
        replaced=Count("pk", filter=withdrawn & Q(replaced_by__isnull=False)),
        erased=Count("pk", filter=~left),
    )
    return Affected(**counted, lists=key.issuer.status_lists.count())


@transaction.atomic
def compromise(key: IssuerKey, *, existing: str = "") -> int:
    """Stop trusting a key and have everything signed anew; returns how many tasks that takes.

    A key that signs now is replaced first: by a new one, or by `existing` where the store makes
    none. May be repeated: what was not finished is queued again. Raises a SigningKeyError, and then
    nothing has changed.
    """
    if key.issuer.keys.filter(pk=key.pk, retired_at=None).exists():
        create_key(key.issuer, existing=existing)
    # The new key must sign here, or the queue would fill with tasks that all fail.
    signing_key(key.issuer, key_in_use(key.issuer))
    distrust_key(key)
    # First, because without a list no status can be told of any certificate.
    for pk in key.issuer.status_lists.order_by("pk").values_list("pk", flat=True):
        enqueue(REFRESH, pk)
    return queue_what_waits()


def queue_what_waits() -> int:
    """A task for every certificate whose present signature is by a compromised key."""
    pks = list(waiting().order_by("pk").values_list("pk", flat=True))
    for pk in pks:
        enqueue(SIGN_ANEW, pk)
    return len(pks)


def waiting() -> QuerySet[Certificate]:
    """Certificates that have to be signed anew; those of erased holders cannot be."""
    return Certificate.objects.filter(key__compromised_at__isnull=False, erased_at=None)


@transaction.atomic
def sign_anew(certificate_id: int) -> bool:
    """Sign one certificate with the key in use. False when it does not carry a compromised one.

    Raises NotOursError when what lies in the table is not what was signed at issue: then somebody
    changed it, and a new signature would make it genuine. Raises a SigningKeyError without a key.
    """
    certificate = _locked(certificate_id)
    if certificate is None:
        return False
    issuer = Issuer.objects.select_for_update().get(pk=certificate.issuer_id)
    old, new = certificate.key, key_in_use(issuer)
    _assert_as_issued(certificate)
    _keep(certificate)
    _replace(certificate, new, at=timezone.now())
    queue_signature(certificate)
    audit.log(
        None,
        "certificate.signed_anew",
        certificate,
        cohort=certificate.award.enrolment.cohort,
        number=certificate.number,
        old_key=old.fragment,
        new_key=new.fragment,
    )
    if not certificate.revocation.is_set:
        _tell_holder(certificate)
    return True


def _locked(certificate_id: int) -> Certificate | None:
    return (
        waiting()
        .select_for_update(of=("self",))
        .select_related(
            "issuer", "key", "revocation", "award__enrolment__cohort", "award__enrolment__user"
        )
        .filter(pk=certificate_id)
        .first()
    )


def _assert_as_issued(certificate: Certificate) -> None:
    published = document_at_signing(certificate.issuer, certificate.key)
    signed = bytes(certificate.signed)
    genuine = (
        digest(certificate.record) == certificate.record_hash
        and thaw(certificate.record)["credential"].encode() == signed
        and verify_proof(credential_of(certificate), published).verified
    )
    if not genuine:
        raise NotOursError(
            _(
                "Certificate %(number)s is not as it was issued. It was not signed anew. "
                "Compare it with a backup."
            )
            % {"number": certificate.number}
        )


def _keep(certificate: Certificate) -> None:
    FormerSignature.objects.create(
        certificate=certificate,
        key=certificate.key,
        signed=bytes(certificate.signed),
        record_hash=certificate.record_hash,
        document_hash=certificate.document_hash,
    )


def _replace(certificate: Certificate, key: IssuerKey, *, at: datetime) -> None:
    """The same facts under a new proof; the PDF carries it, so its hash is new as well."""
    issuer = certificate.issuer
    facts = {name: said for name, said in credential_of(certificate).items() if name != "proof"}
    certificate.signed = sign_checked(
        facts, signing_key(issuer, key), at=at, did_document=did_document(issuer, [key])
    )
    certificate.record = with_credential(certificate.record, certificate.signed)
    certificate.record_hash = digest(certificate.record)
    certificate.document_hash = sha256(print_record(certificate.record)).hexdigest()
    certificate.key = key
    certificate.save(update_fields=["signed", "record", "record_hash", "document_hash", "key"])


def with_credential(record: str, signed: bytes) -> str:
    """The same record around another signed credential."""
    return freeze(thaw(record) | {"credential": signed.decode()}, layout=layout_of(record))


def _tell_holder(certificate: Certificate) -> None:
    holder: Any = certificate.award.enrolment.user
    if holder is None:
        return
    body = _(
        "For technical reasons we have signed your proof anew. What it says has not changed, "
        "and the code on paper still counts. Only files that you have saved are out of date. "
        "Please download them again:\n%(url)s"
    )
    outbox.post(
        key=f"signed-anew-{certificate.pk}-{certificate.key_id}",
        to=holder,
        subject=_("A new file of your proof is ready"),
        body=body % {"url": f"{base_url()}/mein-weg/zertifikat/"},
    )
