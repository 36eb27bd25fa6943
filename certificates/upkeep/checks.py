"""`manage.py check`: does anything rest on a compromised key, or on an old status list?

Silent before the first migration. The screen of an issuer shows the same.
"""

from typing import Any

from django.core import checks
from django.db import DatabaseError

from certificates.upkeep.queries import old_lists, still_to_sign


def register_checks() -> None:
    checks.register(nothing_rests_on_a_compromised_key)
    checks.register(status_lists_are_fresh)


def nothing_rests_on_a_compromised_key(**_kwargs: Any) -> list[checks.CheckMessage]:
    try:
        found = still_to_sign()
    except DatabaseError:
        return []
    return [
        checks.Warning(
            f"{count} certificates of {key.issuer.name} still carry a signature of "
            f"{key.fragment}, which is compromised.",
            hint="Let the worker run; if that is no help, repeat “manage.py compromise_issuer_key "
            f"{key.issuer.slug} {key.fragment} --yes”.",
            id="lms_certificates.W004",
        )
        for key, count in found
    ]


def status_lists_are_fresh(**_kwargs: Any) -> list[checks.CheckMessage]:
    """The worker signs every list each night, so an old one means that it does not."""
    try:
        found = list(old_lists())
    except DatabaseError:
        return []
    return [
        checks.Warning(
            f"The status list {status_list} of {status_list.issuer.name} was last signed on "
            f"{status_list.signed_at:%Y-%m-%d}. More than half of its validity is over.",
            hint="Is the worker running, and can it sign? “manage.py rebuild_status_lists” tries.",
            id="lms_certificates.W005",
        )
        for status_list in found
    ]
