"""The life of an award and of its certificate.

award     pending_name → name_confirmed → released → issued
certificate     valid ⇄ suspended, valid → revoked; expired by the calendar; name shown or hidden

Lock order everywhere: award, certificate, issuer, status list.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.enums import AwardState, EventKind, Kind, PublicReason
from certificates.awards.errors import (
    NotCoordinatorError,
    NoTemplateError,
    NotReadyError,
    NotYoursError,
    TooLateError,
)
from certificates.awards.models import Award, Certificate
from certificates.awards.names import cleaned_name
from certificates.awards.queries import current_template, has_completed
from certificates.documents.errors import UnprintableError
from certificates.documents.printing import unprintable
from certificates.status.domain import set_bit
from content.foundation.conf import base_url
from content.foundation.queue import enqueue
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import cohorts_coordinated_by
from courses.governance import audit, outbox

ISSUE = "certificates.awards.tasks.issue"


@transaction.atomic
def open_award(enrolment: Enrolment, *, kind: str = Kind.CERTIFICATE) -> Award:
    """The award of somebody who has met the rules; there is never a second one.

    A new one asks the participant by mail to look in; the mail does not say what for.
    """
    award, is_new = Award.objects.get_or_create(enrolment=enrolment, kind=kind)
    if is_new:
        audit.log(None, "award.opened", award, cohort=enrolment.cohort)
        if enrolment.user is not None:
            _ask_to_look_in(award, _("A step is waiting for you"), key=f"award-opened-{award.pk}")
    return award


@transaction.atomic
def confirm_name(award: Award, *, name: str, by: Any) -> Award:
    """Settle the spelling that will be printed; it may be settled again until the release.

    Raises NotYoursError, TooLateError, NameRefusedError, or UnprintableError naming the
    characters that no font has.
    """
    award = _locked(award)
    if award.enrolment.user_id != by.pk:
        raise NotYoursError(_("Only you yourself can confirm your name."))
    if award.state not in {AwardState.PENDING_NAME, AwardState.NAME_CONFIRMED}:
        raise TooLateError(
            _("The certificate is already being issued. Please talk to the coordination.")
        )
    award.confirmed_name = printable_name(name)
    award.confirmed_at = timezone.now()
    award.state = AwardState.NAME_CONFIRMED
    award.save(update_fields=["confirmed_name", "confirmed_at", "state"])
    audit.log(by, "award.name_confirmed", award, cohort=award.enrolment.cohort)
    return award


def printable_name(typed: str) -> str:
    """The name as it would be printed. Raises NameRefusedError or UnprintableError."""
    name = cleaned_name(typed)
    if impossible := unprintable(name):
        raise UnprintableError(impossible)
    return name


@transaction.atomic
def release_award(award: Award, *, by: Any) -> Award:
    """Let the worker issue the certificate. A second release changes nothing.

    Raises NotCoordinatorError, NotReadyError (name or rules missing) or NoTemplateError.
    """
    award = _locked(award)
    _assert_coordinates(award, by)
    if award.state in {AwardState.RELEASED, AwardState.ISSUED}:
        return award
    _assert_ready(award)
    award.state = AwardState.RELEASED
    award.released_by, award.released_at, award.problem = by, timezone.now(), ""
    award.save(update_fields=["state", "released_by", "released_at", "problem"])
    audit.log(by, "award.released", award, cohort=award.enrolment.cohort)
    enqueue(ISSUE, award.pk)
    return award


@transaction.atomic
def revoke(certificate: Certificate, *, by: Any, reason: str, note: str = "") -> bool:
    """Take a certificate back for good. False when it already was.

    `reason` is a PublicReason: the verification page shows it. `note` stays in the audit log.
    """
    certificate = _coordinated(certificate, by)
    if not set_bit(certificate.revocation, to=True):
        return False
    _note(certificate, EventKind.REVOKED, by=by, reason=reason, note=note)
    return True


@transaction.atomic
def suspend(certificate: Certificate, *, by: Any, reason: str, note: str = "") -> bool:
    """Take a certificate out of force until it is reinstated. False when nothing changed."""
    certificate = _coordinated(certificate, by)
    if certificate.revocation.is_set or not set_bit(certificate.suspension, to=True):
        return False
    _note(certificate, EventKind.SUSPENDED, by=by, reason=reason, note=note)
    return True


@transaction.atomic
def reinstate(certificate: Certificate, *, by: Any, note: str = "") -> bool:
    """End a suspension. False when there was none; a revocation stays."""
    certificate = _coordinated(certificate, by)
    if not set_bit(certificate.suspension, to=False):
        return False
    _note(certificate, EventKind.REINSTATED, by=by, note=note)
    return True


def show_name(certificate: Certificate, *, by: Any) -> bool:
    """The holder lets the verification page show the name. False when it already did."""
    return _decide_on_name(certificate, by=by, shown=True)


def hide_name(certificate: Certificate, *, by: Any) -> bool:
    """The holder takes that back; from the next request on the page shows no name."""
    return _decide_on_name(certificate, by=by, shown=False)


@transaction.atomic
def _decide_on_name(certificate: Certificate, *, by: Any, shown: bool) -> bool:
    if certificate.award.enrolment.user_id != by.pk:
        raise NotYoursError(_("Only you yourself decide whether your name is shown."))
    undecided = Certificate.objects.filter(pk=certificate.pk, erased_at=None)
    if not undecided.exclude(name_consent=shown).update(name_consent=shown):
        return False
    kind = EventKind.NAME_SHOWN if shown else EventKind.NAME_HIDDEN
    _note(certificate, kind, by=by)
    return True


def _locked(award: Award) -> Award:
    return (
        Award.objects.select_for_update(of=("self",))
        .select_related("enrolment__cohort", "enrolment__user")
        .get(pk=award.pk)
    )


def _assert_coordinates(award: Award, by: Any) -> None:
    if not cohorts_coordinated_by(by).filter(pk=award.enrolment.cohort_id).exists():
        raise NotCoordinatorError(_("Only the coordination of this cohort may do this."))
    if award.enrolment.user_id == by.pk:
        raise NotCoordinatorError(_("Nobody decides about a certificate of their own."))


def _assert_ready(award: Award) -> None:
    if award.state == AwardState.PENDING_NAME:
        raise NotReadyError(_("The participant has not confirmed the spelling of the name yet."))
    if not has_completed(award):
        raise NotReadyError(_("The rules of the cohort are not met (any more)."))
    if current_template(award.enrolment.cohort.provider_id, award.kind) is None:
        raise NoTemplateError(_("There is no certificate template for this provider yet."))


def _coordinated(certificate: Certificate, by: Any) -> Certificate:
    found = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("award__enrolment__cohort", "revocation", "suspension")
        .get(pk=certificate.pk)
    )
    _assert_coordinates(found.award, by)
    return found


def _note(
    certificate: Certificate, kind: EventKind, *, by: Any, reason: str = "", note: str = ""
) -> None:
    public = PublicReason(reason).value if reason else ""
    certificate.events.create(kind=kind, reason=public, actor=by)
    cohort = certificate.award.enrolment.cohort
    audit.log(by, f"certificate.{kind}", certificate, reason=note, cohort=cohort, public=public)


def _ask_to_look_in(award: Award, subject: str, *, key: str) -> None:
    body = _("Please sign in to see it:\n%(url)s\n\nThis mail contains no confidential content.")
    outbox.post(
        key=key,
        to=award.enrolment.user,
        subject=subject,
        body=body % {"url": f"{base_url()}/mein-weg/"},
    )
