from certificates.status.models import StatusList


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
