from datetime import datetime

from django.db.models import Min

from certificates.keys.models import Issuer
from certificates.status.bits import built, indexes_set, unpack
from certificates.status.models import VALID_FOR, StatusList


def served_list(issuer_slug: str, name: str) -> bytes | None:
    """The signed list behind `/issuers/<slug>/status/<name>`; None where there is none."""
    purpose, _dash, number = name.rpartition("-")
    if not number.isdecimal():
        return None
    signed = (
        StatusList.objects.filter(
            issuer__slug=issuer_slug, purpose=purpose, number=number, signed_at__isnull=False
        )
        .values_list("signed", flat=True)
        .first()
    )
    return None if signed is None else bytes(signed)


def signed_until(issuer: Issuer) -> datetime | None:
    """When the first of the lists served now stops being valid; None where none is served."""
    oldest = issuer.status_lists.aggregate(oldest=Min("signed_at"))["oldest"]
    return oldest + VALID_FOR if oldest else None


def bits_of_rows(status_list: StatusList) -> bytes:
    """The bit string as the rows say. One statement, and as many rows as bits are set."""
    rows = status_list.bits.filter(is_set=True)
    return built(rows.values_list("index", flat=True).iterator(chunk_size=10_000))


def differences(status_list: StatusList) -> list[int]:
    """Indexes at which the stored bit string says something else than the rows."""
    if not status_list.packed:
        return []
    stored, told = unpack(bytes(status_list.packed)), bits_of_rows(status_list)
    return sorted(set(indexes_set(stored)) ^ set(indexes_set(told)))
