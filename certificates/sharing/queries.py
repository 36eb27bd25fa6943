"""What the pages of sharing show, in a constant number of statements."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from certificates.awards.models import Certificate
from certificates.awards.queries import own_certificates
from certificates.documents.record import thaw
from certificates.sharing.models import LinkState, ShareLink
from certificates.sharing.tokens import token_hash
from certificates.verification.queries import Shown, shown

# What the verification page is made of, without the heavy columns of what took its place.
NEEDED = ("award", "issuer", "key", "revocation", "suspension", "replaced_by")
UNREAD = ("replaced_by__record", "replaced_by__signed")


@dataclass(frozen=True, slots=True)
class Opened:
    """A link somebody followed. `shown` only while it is open."""

    link: ShareLink
    state: LinkState
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link as its owner sees it."""

    link: ShareLink
    state: LinkState


def shareable_certificates(user: Any) -> QuerySet[Certificate]:
    """The user's own, with all that the verification page needs."""
    rows = own_certificates(user).select_related(*NEEDED, "award__enrolment")
    return rows.defer(*UNREAD)


def own_links(user: Any) -> QuerySet[ShareLink]:
    return ShareLink.objects.filter(certificate__in=own_certificates(user)).select_related(
        "certificate"
    )


def links_of(certificate: Certificate, *, now: datetime) -> list[ListedLink]:
    """All links ever made, the newest first. One statement."""
    return [ListedLink(link, link.state(now)) for link in certificate.share_links.all()]


def opened(secret: str, *, now: datetime) -> Opened | None:
    """What is behind a link; None for one that never was. One statement, two for a withdrawn
    certificate."""
    link = (
        ShareLink.objects.select_related(*(f"certificate__{name}" for name in NEEDED))
        .defer(*(f"certificate__{name}" for name in UNREAD))
        .filter(token_hash=token_hash(secret), certificate__erased_at=None)
        .first()
    )
    if link is None:
        return None
    state = link.state(now)
    if state is not LinkState.OPEN:
        return Opened(link, state, None)
    return Opened(link, state, as_seen(link.certificate, named=True))


def as_seen(certificate: Certificate, *, named: bool) -> Shown:
    """What a stranger sees: with the name, or without it, whatever was consented to."""
    said = thaw(certificate.record)
    found = shown(certificate, said["verification"]["code"])
    return replace(found, name=said["person"]["name"] if named else "")
