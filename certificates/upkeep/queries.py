"""The state of issuers: which key signs, what rests on which key, how fresh the lists are."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import number_format

from certificates.awards.models import Certificate
from certificates.keys.did import did, key_id
from certificates.keys.models import Issuer, IssuerKey
from certificates.status.models import BITS, VALID_FOR, StatusList
from certificates.upkeep.models import FormerSignature
from certificates.upkeep.resigning import waiting
from courses.cohorts.policies import providers_coordinated_by

NIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key and how many certificates carry its signature now, or carried it before."""

    key: IssuerKey
    certificates: int
    former: int

    @property
    def signs(self) -> bool:
        return self.key.retired_at is None


@dataclass(frozen=True, slots=True)
class ListRow:
    """A status list as the world sees it, and when it is to be signed next."""

    status_list: StatusList
    places: int
    bits_set: int
    signed_with: str
    now: datetime

    @property
    def valid_until(self) -> datetime | None:
        signed_at = self.status_list.signed_at
        return signed_at + VALID_FOR if signed_at else None

    @property
    def next_due(self) -> datetime | None:
        """At once after a change, else in the night after the last signature."""
        due, signed_at = self.status_list.due_since, self.status_list.signed_at
        return due or (signed_at + NIGHT if signed_at else None)

    @property
    def is_old(self) -> bool:
        signed_at = self.status_list.signed_at
        return signed_at is not None and signed_at < self.now - VALID_FOR / 2


@dataclass(frozen=True, slots=True)
class IssuerState:
    issuer: Issuer
    did: str
    keys: list[KeyRow]
    lists: list[ListRow]
    certificates: int
    waiting: int

    @property
    def size(self) -> str:
        """Places of a list, as people write it: „131.072“."""
        return number_format(BITS, force_grouping=True)

    @property
    def signing(self) -> IssuerKey | None:
        return next((row.key for row in self.keys if row.signs), None)


def issuers_seen_by(user: Any) -> QuerySet[Issuer]:
    """All for a superuser, who runs the server; for a coordination that of its provider."""
    issuers = Issuer.objects.order_by("name")
    if user.is_superuser:
        return issuers
    return issuers.filter(provider__in=providers_coordinated_by(user))


def overview(user: Any) -> QuerySet[Issuer]:
    """Each issuer with its certificates and its former keys counted. One statement."""
    return issuers_seen_by(user).annotate(
        issued=Count("certificates", distinct=True),
        signing=Count("keys", filter=Q(keys__retired_at=None), distinct=True),
        compromised=Count("keys", filter=Q(keys__compromised_at__isnull=False), distinct=True),
    )


def issuer_state(issuer: Issuer) -> IssuerState:
    """Everything the screen of one issuer shows. Five statements."""
    keys = _keys(issuer)
    return IssuerState(
        issuer=issuer,
        did=did(issuer),
        keys=keys,
        lists=_lists(issuer),
        certificates=sum(row.certificates for row in keys),
        waiting=waiting().filter(issuer=issuer).count(),
    )


def _keys(issuer: Issuer) -> list[KeyRow]:
    now = _counted(Certificate.objects.filter(issuer=issuer))
    before = _counted(FormerSignature.objects.filter(key__issuer=issuer))
    return [KeyRow(key, now.get(key.pk, 0), before.get(key.pk, 0)) for key in issuer.keys.all()]


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("key").annotate(n=Count("pk")))


def _lists(issuer: Issuer) -> list[ListRow]:
    names = {key_id(issuer, key): key.fragment for key in issuer.keys.all()}
    rows = issuer.status_lists.order_by("purpose", "number").annotate(
        places=Count("bits"), bits_set=Count("bits", filter=Q(bits__is_set=True))
    )
    now = timezone.now()
    return [ListRow(row, row.places, row.bits_set, _signer(row, names), now) for row in rows]


def _signer(status_list: StatusList, names: dict[str, str]) -> str:
    if not status_list.signed_at:
        return ""
    method = json.loads(bytes(status_list.signed))["proof"]["verificationMethod"]
    return names.get(method, method)


def still_to_sign() -> list[tuple[IssuerKey, int]]:
    """Compromised keys that certificates still rest on, with their number."""
    counted = _counted(waiting())
    keys = IssuerKey.objects.filter(pk__in=counted).select_related("issuer")
    return [(key, counted[key.pk]) for key in keys]


def old_lists() -> QuerySet[StatusList]:
    """Lists of which more than half of the validity is over."""
    before = timezone.now() - VALID_FOR / 2
    return StatusList.objects.filter(signed_at__lt=before).select_related("issuer")
