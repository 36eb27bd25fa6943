"""What can be done to an issued certificate in which state. Pure; the one table of it.

            revoke    suspend   reinstate correct   renew
valid       ✓         ✓         –         ✓         near its end
suspended   ✓         –         ✓         ×         ×
expired     ✓         ×         –         ×         ✓
revoked     –         ×         ×         ×         ×
replaced    –         ×         ×         ×         ×

✓ is done, × is refused with a sentence, – is so already: a second click changes nothing and is no
error. „Replaced“ is revoked for the world, and another certificate stands in its place. What was
erased with its holder is neither corrected nor renewed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import Validity
from certificates.awards.errors import NotPossibleError
from certificates.awards.models import Certificate
from certificates.awards.validity import validity

# So long before its end a certificate can be renewed.
RENEWAL_OPENS = timedelta(days=90)


class Verb(StrEnum):
    """What a coordinator does to a certificate."""

    REVOKE = "revoke"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    CORRECT = "correct"
    RENEW = "renew"


# These need what the certificate says.
SPEAKS_ANEW = frozenset({Verb.CORRECT, Verb.RENEW})
DONE: Mapping[Verb, frozenset[Validity]] = {
    Verb.REVOKE: frozenset({Validity.VALID, Validity.SUSPENDED, Validity.EXPIRED}),
    Verb.SUSPEND: frozenset({Validity.VALID}),
    Verb.REINSTATE: frozenset({Validity.SUSPENDED}),
    Verb.CORRECT: frozenset({Validity.VALID}),
    Verb.RENEW: frozenset({Validity.VALID, Validity.EXPIRED}),
}
ALREADY: Mapping[Verb, frozenset[Validity]] = {
    Verb.REVOKE: frozenset({Validity.REVOKED}),
    Verb.SUSPEND: frozenset({Validity.SUSPENDED}),
    Verb.REINSTATE: frozenset({Validity.VALID, Validity.EXPIRED}),
    Verb.CORRECT: frozenset(),
    Verb.RENEW: frozenset(),
}
REFUSALS: Mapping[Validity, Any] = {
    Validity.VALID: _("The document is valid. There is nothing to do."),
    Validity.SUSPENDED: _("The document is suspended. End the suspension first."),
    Validity.EXPIRED: _("The document has expired. It can be renewed or revoked."),
    Validity.REVOKED: _("The document is revoked. Nothing changes that any more."),
}


def possible(certificate: Certificate, verb: Verb, *, now: datetime) -> bool:
    """Whether `go_on` would say yes."""
    try:
        return go_on(certificate, verb, now=now)
    except NotPossibleError:
        return False


def go_on(certificate: Certificate, verb: Verb, *, now: datetime) -> bool:
    """True: do it. False: it is so already. Raises NotPossibleError with the reason."""
    word = validity(certificate, now=now)
    if word in ALREADY[verb]:
        return False
    if word not in DONE[verb]:
        raise NotPossibleError(str(REFUSALS[word]))
    if verb in SPEAKS_ANEW and certificate.erased_at:
        raise NotPossibleError(str(_("What the document said was erased with the person.")))
    if verb is Verb.RENEW and not _near_its_end(certificate, now):
        raise NotPossibleError(_too_early(certificate))
    return True


def _near_its_end(certificate: Certificate, now: datetime) -> bool:
    end = certificate.valid_until
    return end is not None and end - RENEWAL_OPENS <= now


def _too_early(certificate: Certificate) -> str:
    if certificate.valid_until is None:
        return str(_("The document is valid without end. It needs no renewal."))
    return str(_("It is too early: a document is renewed in its last 90 days or afterwards."))
