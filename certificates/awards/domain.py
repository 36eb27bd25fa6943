"""The life of an award and of its certificate.

award     pending_name → name_confirmed → released → issued
          (attendance: released by itself where the template asks for nobody)
certificate     see `transitions`; expired by the calendar; name shown or hidden

Lock order everywhere: award, certificate, request for a correction, issuer, status list.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.enums import AwardState, EventKind, Kind, PublicReason
from certificates.awards.errors import NotYoursError, TooLateError
from certificates.awards.models import Award, Certificate, CertificateEvent
from certificates.awards.names import cleaned_name
from certificates.awards.policies import assert_decides
from certificates.awards.releasing import ISSUE, release_award, release_by_itself
from certificates.awards.transitions import Verb, go_on
from certificates.documents.errors import UnprintableError
from certificates.documents.printing import unprintable
from certificates.status.domain import set_bit
from content.foundation.conf import base_url
from courses.cohorts.models import Enrolment
from courses.governance import audit, outbox

__all__ = [
    "ISSUE",
    "ask_to_look_in",
    "confirm_name",
    "hide_name",
    "locked_certificate",
    "note_change",
    "open_award",
    "printable_name",
    "reinstate",
    "release_award",
    "revoke",
    "show_name",
    "suspend",
    "take_out_of_force",
]

OWN_PAGE = "/mein-weg/zertifikat/"


@transaction.atomic
def open_award(enrolment: Enrolment, *, kind: str = Kind.CERTIFICATE) -> Award:
    """The award of somebody who has met the rules; there is never a second one.

    A new one takes the name over that the same person has confirmed for the other document;
    without one it asks the participant by mail to look in. The mail does not say what for.
    """
    award, is_new = Award.objects.get_or_create(enrolment=enrolment, kind=kind, follows=None)
    if is_new:
        audit.log(None, "award.opened", award, cohort=enrolment.cohort)
        award = take_over_name(award)
        if award.state == AwardState.PENDING_NAME and enrolment.user is not None:
            ask_to_look_in(award, _("A step is waiting for you"), key=f"name-{enrolment.pk}")
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
    printable = printable_name(name)
    if printable != award.confirmed_name:
        # The first of four eyes has agreed to another spelling.
        award.agreed_by = award.agreed_at = None
    award.confirmed_name = printable
    award.confirmed_at = timezone.now()
    award.state = AwardState.NAME_CONFIRMED
    award.save(update_fields=["confirmed_name", "confirmed_at", "state", "agreed_by", "agreed_at"])
    audit.log(by, "award.name_confirmed", award, cohort=award.enrolment.cohort)
    for other in award.enrolment.awards.filter(state=AwardState.PENDING_NAME):
        take_over_name(other)
    return release_by_itself(award)


@transaction.atomic
def take_over_name(award: Award) -> Award:
    """Whose name is settled for one document is not asked again for the other."""
    award = _locked(award)
    # What a correction is to say is the coordination's word until it is issued.
    own = Q(follows=None) | Q(state=AwardState.ISSUED)
    named = award.enrolment.awards.filter(own).exclude(confirmed_name="")
    settled = named.order_by("-confirmed_at").first()
    if award.state != AwardState.PENDING_NAME or settled is None:
        return award
    award.confirmed_name, award.confirmed_at = settled.confirmed_name, settled.confirmed_at
    award.state = AwardState.NAME_CONFIRMED
    award.save(update_fields=["confirmed_name", "confirmed_at", "state"])
    audit.log(None, "award.name_taken_over", award, cohort=award.enrolment.cohort)
    return release_by_itself(award)


def printable_name(typed: str) -> str:
    """The name as it would be printed. Raises NameRefusedError or UnprintableError."""
    name = cleaned_name(typed)
    if impossible := unprintable(name):
        raise UnprintableError(impossible)
    return name


@transaction.atomic
def revoke(certificate: Certificate, *, by: Any, reason: str, note: str = "") -> bool:
    """Take a certificate back for good. False when it already was.

    `reason` is a PublicReason: the verification page shows it; that something was replaced is said
    by the correction that replaces it alone. `note` stays in the audit log.
    A correction or a renewal that is still on its way is dropped.
    """
    if reason == PublicReason.REPLACED:
        raise ValueError(reason)
    _drop_followers(certificate, by)
    certificate = _decided(certificate, by)
    if not go_on(certificate, Verb.REVOKE, now=timezone.now()):
        return False
    take_out_of_force(certificate)
    note_change(certificate, EventKind.REVOKED, by=by, reason=reason, note=note)
    return True


@transaction.atomic
def suspend(certificate: Certificate, *, by: Any, reason: str, note: str = "") -> bool:
    """Take a certificate out of force until it is reinstated. False when it already was."""
    certificate = _decided(certificate, by)
    if not go_on(certificate, Verb.SUSPEND, now=timezone.now()):
        return False
    set_bit(certificate.suspension, to=True)
    note_change(certificate, EventKind.SUSPENDED, by=by, reason=reason, note=note)
    return True


@transaction.atomic
def reinstate(certificate: Certificate, *, by: Any, note: str = "") -> bool:
    """End a suspension. False when there was none; a revocation stays."""
    certificate = _decided(certificate, by)
    if not go_on(certificate, Verb.REINSTATE, now=timezone.now()):
        return False
    set_bit(certificate.suspension, to=False)
    note_change(certificate, EventKind.REINSTATED, by=by, note=note)
    return True


def take_out_of_force(certificate: Certificate) -> None:
    """For good, in both lists: the credential names the one of what does not count now, the other
    says that it never will again."""
    set_bit(certificate.revocation, to=True)
    set_bit(certificate.suspension, to=True)


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


def _drop_followers(certificate: Certificate, by: Any) -> None:
    """Of what is revoked no new version comes any more."""
    waiting = Award.objects.select_for_update(of=("self",)).select_related("enrolment__cohort")
    for award in waiting.filter(follows=certificate).exclude(state=AwardState.ISSUED):
        assert_decides(award, by)
        audit.log(by, "award.dropped", award, cohort=award.enrolment.cohort)
        award.delete()


def _decided(certificate: Certificate, by: Any) -> Certificate:
    found = locked_certificate(certificate.pk)
    assert_decides(found.award, by)
    return found


def locked_certificate(pk: int) -> Certificate:
    """With all that its state follows from, fresh and locked."""
    return (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("award__enrolment__cohort", "award__enrolment__user")
        .select_related("revocation", "suspension")
        .get(pk=pk)
    )


def note_change(
    certificate: Certificate, kind: EventKind, *, by: Any, reason: str = "", note: str = ""
) -> None:
    """What happened, by whom and why: event, audit entry, and a mail to the holder."""
    event = _note(certificate, kind, by=by, reason=reason, note=note)
    if certificate.award.enrolment.user is not None:
        ask_to_look_in(
            certificate.award,
            _("Something about your proof has changed"),
            key=f"certificate-changed-{event.pk}",
            path=OWN_PAGE,
        )


def _note(
    certificate: Certificate, kind: EventKind, *, by: Any, reason: str = "", note: str = ""
) -> CertificateEvent:
    public = PublicReason(reason).value if reason else ""
    event = certificate.events.create(kind=kind, reason=public, actor=by)
    cohort = certificate.award.enrolment.cohort
    audit.log(by, f"certificate.{kind}", certificate, reason=note, cohort=cohort, public=public)
    return event


def ask_to_look_in(award: Award, subject: str, *, key: str, path: str = "/mein-weg/") -> None:
    """A mail that says that something waits, never what. Wants an award that is somebody's."""
    body = _("Please sign in to see it:\n%(url)s\n\nThis mail contains no confidential content.")
    outbox.post(
        key=key,
        to=award.enrolment.user,
        subject=subject,
        body=body % {"url": f"{base_url()}{path}"},
    )
