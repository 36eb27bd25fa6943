"""A co-issuer's word for somebody else's credential: a credential of its own, with its own key.

A second signature inside the first credential would be checked by hardly any verifier, and would
tie the two to each other for good. So the co-issuer endorses by naming what it endorses: one
certificate, by the address that is its `id`, or a qualification, by the `id` of its achievement.
Each can be revoked without the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certificates.credentials.build import IssuerProfile, StatusEntry, in_utc
from certificates.credentials.contexts import CREDENTIALS_V2, OPEN_BADGES_V3
from certificates.credentials.proof import Proof, sign_checked, verify_proof
from certificates.keys.did import did_document
from certificates.keys.domain import key_in_use, signing_key
from certificates.keys.models import Issuer


@dataclass(frozen=True, slots=True)
class EndorsementFacts:
    """Who endorses what, in which words. `id` is an address or URN of the endorsement alone."""

    id: str
    endorser: IssuerProfile
    title: str
    endorsed: str
    comment: str
    endorsed_at: datetime
    status: StatusEntry | None = None


def build_endorsement(facts: EndorsementFacts) -> dict[str, Any]:
    """The unsigned endorsement. Same facts, same dict. Of terms both texts of 3.0.3 agree on."""
    endorsement: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "id": facts.id,
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": facts.title,
        "issuer": facts.endorser.as_json(),
        "validFrom": in_utc(facts.endorsed_at),
        "credentialSubject": {
            "id": facts.endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": facts.comment,
        },
    }
    if facts.status is not None:
        endorsement["credentialStatus"] = facts.status.as_json()
    return endorsement


def sign_endorsement(facts: EndorsementFacts, endorser: Issuer) -> bytes:
    """Signed with the co-issuer's own key, as bytes to store and serve.

    Raises a SigningKeyError where the co-issuer has no key here.
    """
    return sign_checked(
        build_endorsement(facts),
        signing_key(endorser, key_in_use(endorser)),
        at=facts.endorsed_at,
        did_document=did_document(endorser, endorser.keys.all()),
    )


def verify_endorsement(
    endorsement: Any, credential: Mapping[str, Any], endorser_document: Mapping[str, Any]
) -> Proof:
    """Whether the co-issuer signed this, and whether it speaks of this credential.

    Says nothing about the credential itself nor about either status: separate answers.
    """
    proof = verify_proof(endorsement, endorser_document)
    if not proof.verified:
        return proof
    if "EndorsementCredential" not in endorsement["type"]:
        return Proof(verified=False, problem="no endorsement")
    achievement = credential["credentialSubject"]["achievement"]
    if endorsement["credentialSubject"].get("id") not in {credential["id"], achievement["id"]}:
        return Proof(verified=False, problem="endorses something else")
    return proof
