"""What a file is: who signed the credential in it, and what we know of the certificate.

Three answers that are never mixed: who signed it, whether it counts, and, for a PDF, whether the
pages are ours. Nothing of the file is kept.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.validators import slug_re
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from certificates import codes
from certificates.conf import origin
from certificates.credentials.contexts import PINNED
from certificates.credentials.proof import verify_proof
from certificates.keys.did import did, did_document
from certificates.keys.models import Issuer
from certificates.verification.papers import Comparison, Pages, compared, is_pdf
from certificates.verification.queries import Shown, Verdict, find, shown
from certificates.verification.reading import credential_in

LONGEST_CLAIM = 200
# What we sign has twelve objects, two of them in one list. Ordering many alike takes for ever.
MOST_OBJECTS = 40
MOST_ALIKE = 3


class Origin(StrEnum):
    """Who signed the credential in a file."""

    OURS = "us"
    FOREIGN = "somebody_else"
    CHANGED = "nobody"
    NOTHING = "no_credential"


class State(StrEnum):
    """Beyond the verdicts of a page: what a file may be that is signed by us."""

    NOT_YET = "not_yet_valid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom a credential names as its issuer. Anybody can write anything there."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`state` is a Verdict or a State, empty unless we signed it.

    `shown` is the certificate that the file speaks of, also where the file was changed.
    """

    origin: Origin
    state: str = ""
    claim: Claim | None = None
    shown: Shown | None = None
    pages: Pages | None = None
    changed_pages: tuple[int, ...] = ()

    @property
    def is_good(self) -> bool:
        """Ours, in force, and on pages that say nothing else."""
        in_force = self.state in {Verdict.VALID, Verdict.ERASED}
        return self.origin is Origin.OURS and in_force and self.pages in {None, Pages.SAME}


def judge(content: bytes) -> Finding:
    """What this file is. At most four statements; raises a DomainError for a damaged file."""
    document = credential_in(content)
    if document is None:
        return Finding(Origin.NOTHING)
    claim = _claim(document["issuer"])
    issuer = _issuer(claim.id)
    if issuer is None:
        return Finding(Origin.FOREIGN, claim=claim)
    known = _certificate(document, issuer)
    if not _is_ours(document, issuer, known):
        return Finding(Origin.CHANGED, claim=claim, shown=known)
    pages = _pages(content, known)
    state = _state(document, known, now=timezone.now())
    return Finding(
        Origin.OURS, state, claim, known, pages.pages if pages else None, _numbers(pages)
    )


def _claim(issuer: Any) -> Claim:
    named = issuer if isinstance(issuer, dict) else {"id": issuer}
    return Claim(_tidy(named.get("id")), _tidy(named.get("name")))


def _tidy(written: Any) -> str:
    """A stranger's words, short and without anything that turns a page upside down."""
    if not isinstance(written, str):
        return ""
    plain = (" " if unicodedata.category(c).startswith("C") else c for c in written[:LONGEST_CLAIM])
    return " ".join("".join(plain).split())


def _issuer(identifier: str) -> Issuer | None:
    slug = identifier.rpartition(":")[2]
    if not slug_re.match(slug):
        return None
    issuer = Issuer.objects.filter(slug=slug).first()
    return issuer if issuer is not None and did(issuer) == identifier else None


def _certificate(document: dict[str, Any], issuer: Issuer) -> Shown | None:
    """The certificate whose address the credential bears."""
    address, page = document.get("id"), f"{origin(issuer.domain)}/v/"
    if not isinstance(address, str) or not address.startswith(page):
        return None
    code = codes.normalise(address.removeprefix(page)[:80])
    certificate = find(code) if codes.is_well_formed(code) else None
    if certificate is None or certificate.issuer_id != issuer.pk:
        return None
    return shown(certificate, code)


def _is_ours(document: dict[str, Any], issuer: Issuer, known: Shown | None) -> bool:
    """Signed by this issuer and, where we still hold what was signed, the very same."""
    if known is not None and known.proof is not None:
        return document == json.loads(bytes(known.certificate.signed)) and known.proof
    if not _is_harmless(document):
        return False
    return verify_proof(document, did_document(issuer, issuer.keys.all())).verified


def _is_harmless(document: dict[str, Any]) -> bool:
    """Whether it has the size and shape of what we sign.

    Before a proof is checked, the data are brought into one order, and there are small documents
    for which that takes years: many objects without a name that are all alike.
    """
    if not isinstance(document.get("@context"), list):
        return False
    if any(address not in PINNED for address in map(str, document["@context"])):
        return False
    values = list(_values(document))
    objects = [value for value in values if isinstance(value, dict)]
    lists = [value for value in values if isinstance(value, list)]
    return (
        len(objects) <= MOST_OBJECTS
        and all(sum(isinstance(v, dict | list) for v in each) <= MOST_ALIKE for each in lists)
        and not any(isinstance(value, str) and value.startswith("_:") for value in values)
        and sum("@context" in each for each in objects) == 1
    )


def _values(document: Any) -> Iterator[Any]:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _state(document: dict[str, Any], known: Shown | None, *, now: datetime) -> str:
    starts = document.get("validFrom")
    moment = parse_datetime(starts) if isinstance(starts, str) else None
    if moment is not None and timezone.is_aware(moment) and moment > now:
        return State.NOT_YET.value
    return State.UNKNOWN.value if known is None else known.verdict.value


def _pages(content: bytes, known: Shown | None) -> Comparison | None:
    if known is None or not is_pdf(content):
        return None
    return compared(content, known.certificate)


def _numbers(pages: Comparison | None) -> tuple[int, ...]:
    return pages.changed if pages else ()
