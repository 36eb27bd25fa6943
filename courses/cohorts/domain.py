"""Setting up a cohort, inviting people, joining."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.foundation.queue import enqueue
from courses.cohorts.errors import (
    AlreadyEnrolled,
    CohortFull,
    InvitationRefused,
    NotAllowed,
)
from courses.cohorts.models import (
    AgreementConfirmation,
    Cohort,
    CohortRole,
    Enrolment,
    Invitation,
    ProviderRole,
    new_nonce,
)
from courses.cohorts.policies import cohorts_coordinated_by, providers_coordinated_by
from courses.cohorts.queries import places_of
from courses.cohorts.signals import enrolment_ended, enrolment_started, role_withdrawn
from courses.governance import audit
from courses.governance.models import Provider

INVITATION_DAYS = 14
# A second click within this time sends no second mail.
INVITATION_PAUSE = timedelta(minutes=1)
Refusal = InvitationRefused.Reason
TOKEN_SALT = "lms.invitation"  # noqa: S105 - a namespace, not a secret


@transaction.atomic
def create_cohort(cohort: Cohort, *, by: Any) -> Cohort:
    """Save a new cohort; whoever sets it up coordinates it. Raises NotAllowed for strangers."""
    if not providers_coordinated_by(by).filter(pk=cohort.provider_id).exists():
        raise NotAllowed(_("You do not coordinate cohorts of this provider."))
    cohort.save()
    CohortRole.objects.create(cohort=cohort, user=by, role=CohortRole.Role.COORDINATOR)
    audit.log(by, "cohort.created", cohort, cohort=cohort)
    return cohort


@transaction.atomic
def grant_role(cohort: Cohort, user: Any, role: str, *, by: Any) -> CohortRole:
    """Give somebody a role in a cohort; twice is once."""
    granted, created = CohortRole.objects.get_or_create(cohort=cohort, user=user, role=role)
    if created:
        audit.log(by, "role.granted", granted, cohort=cohort, role=role, user=str(user.pk))
    return granted


@transaction.atomic
def withdraw_role(cohort: Cohort, user: Any, role: str, *, by: Any) -> None:
    """Take a role away; its screens close with it. The last coordinator stays."""
    held = CohortRole.objects.filter(cohort=cohort, role=role)
    if role == CohortRole.Role.COORDINATOR and not held.exclude(user=user).exists():
        raise NotAllowed(_("A cohort needs at least one coordinator."))
    for granted in held.filter(user=user):
        audit.log(by, "role.withdrawn", granted, cohort=cohort, role=role, user=str(user.pk))
        granted.delete()
        role_withdrawn.send(sender=CohortRole, cohort=cohort, user=user, role=role)


@transaction.atomic
def grant_provider_role(provider: Provider, user: Any, role: str, *, by: Any = None) -> None:
    """Give somebody a role with a provider. Authors join the group that has the page rights."""
    granted, created = ProviderRole.objects.get_or_create(provider=provider, user=user, role=role)
    if role == ProviderRole.Role.AUTHOR and provider.author_group:
        user.groups.add(provider.author_group)
    if created:
        audit.log(by, "provider_role.granted", granted, role=role, user=str(user.pk))


@transaction.atomic
def invite(cohort: Cohort, email: str, *, by: Any, now: datetime | None = None) -> Invitation:
    """Offer a place. Inviting an address again renews its open invitation and sends a new link,
    unless that has just been done: a double click sends one mail. Who waited leaves the list.

    Raises NotAllowed for anybody but a coordinator of the cohort, AlreadyEnrolled if the person
    takes part, CohortFull when every place is taken or offered to others. Side effect: one mail
    with the link.
    """
    now = now or timezone.now()
    check_may_invite(cohort, email, by=by)
    # The cohort row is the lock: two coordinators at once offer the last place to one person, and
    # one person gets one invitation.
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    invitation = _open_invitation(locked, email)
    _check_place(locked, invitation, now)
    expires_at = now + timedelta(days=INVITATION_DAYS)
    if invitation.pk and invitation.expires_at > expires_at - INVITATION_PAUSE:
        return invitation
    invitation.nonce = new_nonce()
    invitation.invited_by = by
    invitation.expires_at = expires_at
    invitation.sent_at = invitation.bounced_at = None
    invitation.bounce_note = ""
    invitation.save()
    locked.waiting.filter(email__iexact=invitation.email, left_at=None).update(left_at=now)
    audit.log(by, "invitation.sent", invitation, cohort=cohort)
    enqueue("courses.cohorts.tasks.send_invitation", invitation.pk, invitation.nonce)
    return invitation


def check_may_invite(cohort: Cohort, email: str, *, by: Any) -> None:
    """Raises NotAllowed for anybody but a coordinator, AlreadyEnrolled if the person takes part."""
    if not cohorts_coordinated_by(by).filter(pk=cohort.pk).exists():
        raise NotAllowed(_("Only the coordination of a cohort may invite."))
    if cohort.enrolments.active().filter(user__email__iexact=email).exists():
        raise AlreadyEnrolled(_("%(email)s already takes part.") % {"email": email})


def _open_invitation(cohort: Cohort, email: str) -> Invitation:
    still_open = cohort.invitations.filter(
        email__iexact=email, accepted_at=None, revoked_at=None
    ).first()
    return still_open or Invitation(cohort=cohort, email=email.strip().lower())


def _check_place(cohort: Cohort, invitation: Invitation, now: datetime) -> None:
    """An invitation holds its place for as long as it is valid."""
    if invitation.pk and invitation.expires_at >= now:
        return
    if places_of(cohort, now=now).free == 0:
        raise CohortFull(
            _("All %(places)d places are taken or offered. Raise the number of places first.")
            % {"places": cohort.places}
        )


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Any) -> None:
    """The link opens nothing any more. An accepted invitation stays what it was."""
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if changed:
        audit.log(by, "invitation.revoked", invitation, cohort=invitation.cohort)


def invitation_token(invitation: Invitation) -> str:
    """What stands in the link. Needs the row and the server's secret; neither alone is enough."""
    return signing.dumps([invitation.pk, invitation.nonce], salt=TOKEN_SALT)


def read_invitation(token: str, *, now: datetime | None = None) -> Invitation:
    """The invitation behind a link. Raises InvitationRefused with the reason in words."""
    try:
        pk, nonce = signing.loads(token, salt=TOKEN_SALT)
    except (signing.BadSignature, ValueError) as error:
        sentence = _("This link is not complete.")
        raise InvitationRefused(sentence, reason=Refusal.INCOMPLETE) from error
    invitation = (
        Invitation.objects.select_related(
            "cohort__provider", "cohort__programme", "cohort__agreement", "invited_by"
        )
        .filter(pk=pk)
        .first()
    )
    if invitation is None:
        sentence = _("This invitation has been withdrawn.")
        raise InvitationRefused(sentence, reason=Refusal.WITHDRAWN)
    _check_open(invitation)
    if invitation.nonce != nonce:
        sentence = _("There is a newer link. Please open your latest invitation.")
        raise InvitationRefused(sentence, reason=Refusal.RENEWED, invitation=invitation)
    if invitation.expires_at < (now or timezone.now()):
        sentence = _("This invitation has expired.")
        raise InvitationRefused(sentence, reason=Refusal.EXPIRED, invitation=invitation)
    return invitation


def _check_open(invitation: Invitation) -> None:
    if invitation.revoked_at:
        sentence = _("This invitation has been withdrawn.")
        raise InvitationRefused(sentence, reason=Refusal.WITHDRAWN, invitation=invitation)
    if invitation.accepted_at:
        sentence = _("This invitation has already been used. Please sign in.")
        raise InvitationRefused(sentence, reason=Refusal.USED, invitation=invitation)


def is_meant_for(invitation: Invitation, user: Any) -> bool:
    return user.email.casefold() == invitation.email.casefold()


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, user: Any, now: datetime | None = None
) -> Enrolment:
    """Join the cohort with the invited address. A second click finds the same enrolment.

    Raises InvitationRefused when the user's address is not the invited one, or when the invitation
    was withdrawn meanwhile. A used invitation brings nobody back who has left since.
    """
    # The enrolment is not joined: who waited for the lock would get it as it was before the wait.
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("cohort__provider")
        .get(pk=invitation.pk)
    )
    if not is_meant_for(locked, user):
        sentence = _("This invitation is meant for another e-mail address.")
        raise InvitationRefused(sentence, reason=Refusal.FOREIGN, invitation=locked)
    if locked.accepted_at and locked.enrolment and locked.enrolment.user_id == user.pk:
        return locked.enrolment
    _check_open(locked)
    enrolment, created = Enrolment.objects.get_or_create(cohort=locked.cohort, user=user)
    if not created and enrolment.state != Enrolment.State.ACTIVE:
        enrolment.state = Enrolment.State.ACTIVE
        enrolment.ended_at = None
        enrolment.save(update_fields=["state", "ended_at"])
    locked.accepted_at, locked.enrolment = now or timezone.now(), enrolment
    locked.save(update_fields=["accepted_at", "enrolment"])
    audit.log(user, "invitation.accepted", locked, cohort=locked.cohort)
    enrolment_started.send(sender=Enrolment, enrolment=enrolment)
    return enrolment


@transaction.atomic
def join(invitation: Invitation, *, user: Any) -> Enrolment:
    """Take the place and promise confidentiality, both or neither. Raises InvitationRefused."""
    enrolment = accept_invitation(invitation, user=user)
    confirm_agreement(enrolment.cohort, user=user)
    return enrolment


@transaction.atomic
def create_invited_user(invitation: Invitation, *, password: str, **names: str) -> Any:
    """Make the account of an invited person. Raises InvitationRefused if the address is taken.

    The address is stored in lower case; the log-in looks for it that way.
    """
    model = get_user_model()
    try:
        with transaction.atomic():
            return model.objects.create_user(invitation.email.lower(), password, **names)
    except IntegrityError as error:
        raise InvitationRefused(
            _("There is already an account with this address. Please sign in."),
            reason=Refusal.HAS_ACCOUNT,
            invitation=invitation,
        ) from error


@transaction.atomic
def confirm_agreement(cohort: Cohort, *, user: Any) -> AgreementConfirmation:
    """Promise the agreement's current version to the cohort; a second click changes nothing."""
    confirmation, created = AgreementConfirmation.objects.get_or_create(
        agreement_id=cohort.agreement_id, cohort=cohort, user=user
    )
    if created:
        audit.log(user, "agreement.confirmed", confirmation, cohort=cohort)
    return confirmation


@transaction.atomic
def end_enrolment(enrolment: Enrolment, *, by: Any, reason: str, withdrawn: bool = False) -> None:
    """End somebody's participation. They keep reading for good, unless they withdrew."""
    state = Enrolment.State.WITHDRAWN if withdrawn else Enrolment.State.ENDED
    changed = Enrolment.objects.filter(pk=enrolment.pk, state=Enrolment.State.ACTIVE).update(
        state=state, ended_at=timezone.now()
    )
    if changed:
        audit.log(by, f"enrolment.{state}", enrolment, reason=reason, cohort=enrolment.cohort)
        enrolment_ended.send(sender=Enrolment, enrolment=enrolment)
