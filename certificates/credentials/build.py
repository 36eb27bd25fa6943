"""An Open Badges 3.0 credential as a dict, from facts.

Written as a dict because the libraries' classes lack `awardedDate`, `inLanguage` and `creator`.
The person is named by a salted hash of the name (an OB 3.0 IdentityObject): whoever holds the
file and is told a name can check it, but the file alone, once published or indexed, names nobody.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from certificates.credentials.contexts import CREDENTIALS_V2, OPEN_BADGES_V3


@dataclass(frozen=True, slots=True)
class IssuerProfile:
    """`id` is the DID, `url` where people read about the issuer."""

    id: str
    name: str
    url: str

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "type": ["Profile"], "name": self.name, "url": self.url}


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was achieved. The same programme and template give the same `id`."""

    key: str
    name: str
    description: str
    criteria: str
    tags: tuple[str, ...] = ()
    language: str = "de"
    type: str = "Certificate"  # a word of Open Badges 3.0's list


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One bit in one published list. `purpose`: "revocation" or "suspension"."""

    list_url: str
    index: int
    purpose: str

    def as_json(self) -> dict[str, Any]:
        return {
            "id": f"{self.list_url}#{self.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": self.purpose,
            "statusListIndex": str(self.index),
            "statusListCredential": self.list_url,
        }


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """All that a credential says. Times are aware; `id` is the address of its verification page."""

    id: str
    issuer: IssuerProfile
    title: str
    number: str
    name: str
    name_salt: str
    achievement: Achievement
    awarded_at: datetime
    valid_until: datetime | None = None
    status: StatusEntry | None = None


def build_credential(facts: CredentialFacts) -> dict[str, Any]:
    """The unsigned credential. Same facts, same dict."""
    awarded = in_utc(facts.awarded_at)
    credential = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "id": facts.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.title,
        "issuer": facts.issuer.as_json(),
        "validFrom": awarded,
        "awardedDate": awarded,
        "credentialSubject": _subject(facts),
    }
    if facts.status is not None:
        credential["credentialStatus"] = facts.status.as_json()
    if facts.valid_until is not None:
        credential["validUntil"] = in_utc(facts.valid_until)
    return credential


def identity_hash(name: str, salt: str) -> str:
    """As Open Badges 3.0 defines it: SHA-256 over the identity followed by the salt."""
    return "sha256$" + sha256((name + salt).encode()).hexdigest()


def in_utc(moment: datetime) -> str:
    """„2026-11-20T09:30:00Z“, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _subject(facts: CredentialFacts) -> dict[str, Any]:
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": True,
                "identityHash": identity_hash(facts.name, facts.name_salt),
                "salt": facts.name_salt,
            }
        ],
        "licenseNumber": facts.number,
        "achievement": _achievement(facts),
    }


def _achievement(facts: CredentialFacts) -> dict[str, Any]:
    achievement = facts.achievement
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"{facts.issuer.id}#{achievement.key}")
    described = {
        "id": f"urn:uuid:{unique}",
        "type": ["Achievement"],
        "achievementType": achievement.type,
        "name": achievement.name,
        "description": achievement.description,
        "criteria": {"narrative": achievement.criteria},
        "inLanguage": achievement.language,
        "creator": facts.issuer.as_json(),
    }
    if achievement.tags:
        described["tag"] = list(achievement.tags)
    return described
