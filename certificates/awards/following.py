"""Certificates that follow another: a correction takes its place, a renewal lets it expire.

What was earned stays as it was certified: hours, contents and dates are taken over from the frozen
record, because evidence and pages may be gone by then. Only a correction of such facts reads the
evidence anew. Everything else (signatories, place, wording) is that of the day of issue.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.awards.domain import locked_certificate, printable_name
from certificates.awards.enums import AwardState, Purpose, RequestState
from certificates.awards.facts import LANGUAGE, gather
from certificates.awards.models import Award, Certificate, CertificateTemplate
from certificates.awards.policies import assert_decides
from certificates.awards.releasing import release_award
from certificates.awards.requests import CorrectionRequest
from certificates.awards.transitions import Verb, go_on
from certificates.documents.record import thaw
from content.ui.dates import long_date
from courses.governance import audit

EARNED = ("qualification", "facts", "modules", "competences", "competence_title")
Row = dict[str, Any]


@transaction.atomic
def correct(
    certificate: Certificate, *, by: Any, name: str, reads_anew: bool = False, note: str = ""
) -> Award | None:
    """Have a corrected certificate issued, which then takes the place of this one.

    It counts as released by the same person; with four eyes a second one has to agree. A request
    of the holder that still waits is settled by it. None where something follows it already: a
    second click changes nothing. Raises NotCoordinatorError, NotPossibleError, NameRefusedError or
    UnprintableError, and what `release_award` raises.
    """
    spelt = printable_name(name)
    values = {"purpose": Purpose.CORRECTION, "confirmed_name": spelt, "reads_anew": reads_anew}
    award = _follow(certificate, Verb.CORRECT, values, by=by, note=note)
    if award is not None:
        _settle_request(certificate, by)
    return award


@transaction.atomic
def renew(certificate: Certificate, *, by: Any, note: str = "") -> Award | None:
    """Have a new certificate issued for one that has expired or soon will. As `correct`."""
    go_on(locked_certificate(certificate.pk), Verb.RENEW, now=timezone.now())
    name = thaw(certificate.record)["person"]["name"]
    values = {"purpose": Purpose.RENEWAL, "confirmed_name": name}
    return _follow(certificate, Verb.RENEW, values, by=by, note=note)


def _follow(
    certificate: Certificate, verb: Verb, values: dict[str, Any], *, by: Any, note: str
) -> Award | None:
    locked = locked_certificate(certificate.pk)
    assert_decides(locked.award, by)
    if Award.objects.filter(follows=locked).exists():
        return None
    go_on(locked, verb, now=timezone.now())
    award = Award.objects.create(
        enrolment=locked.award.enrolment,
        kind=locked.award.kind,
        follows=locked,
        state=AwardState.NAME_CONFIRMED,
        confirmed_at=timezone.now(),
        **values,
    )
    cohort = award.enrolment.cohort
    audit.log(by, f"certificate.{verb}", locked, reason=note, cohort=cohort, number=locked.number)
    return release_award(award, by=by)


def _settle_request(certificate: Certificate, by: Any) -> None:
    """What the coordination corrects of its own accord answers what the holder asked meanwhile.

    The internal note is not for the holder, who reads a sentence of ours.
    """
    waiting = CorrectionRequest.objects.filter(certificate=certificate, state=RequestState.OPEN)
    answer = _(
        "The coordination has corrected your document. If something on the new one is still wrong, "
        "please ask for a correction of the new one."
    )
    waiting.update(
        state=RequestState.ACCEPTED, answer=answer, decided_by=by, decided_at=timezone.now()
    )


def said_by(award: Award, template: CertificateTemplate) -> Row:
    """What the award's certificate will say, apart from number, date and code."""
    said = gather(award.enrolment, template, name=award.confirmed_name)
    if award.follows is None:
        return said
    before = thaw(award.follows.record)
    if not award.reads_anew:
        said |= {key: before[key] for key in EARNED if key in before}
        said["facts"] = _lasting(said["facts"])
    if award.purpose == Purpose.RENEWAL:
        said["facts"] = [*said["facts"], _renewed(award.follows)]
        return said
    today = timezone.localdate().isoformat()
    mark = {"kind": "korrektur", "date": today, "replaces": award.follows.number}
    return {**said, "mark": mark}


def _lasting(facts: list[list[str]]) -> list[list[str]]:
    """Without what belongs to one issue alone."""
    with translation.override(LANGUAGE):
        passing = {_("Valid until"), _("Renewal of")}
    return [fact for fact in facts if fact[0] not in passing]


def _renewed(before: Certificate) -> list[str]:
    with translation.override(LANGUAGE):
        words = {"number": before.number, "date": long_date(before.issued_at)}
        return [_("Renewal of"), _("no. %(number)s of %(date)s") % words]
