"""The waiting list of a full cohort. Nobody comes off it by themselves: the coordination offers."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.cohorts.domain import check_may_invite, invite
from courses.cohorts.errors import AlreadyWaiting, NotAllowed, NotWaiting
from courses.cohorts.models import Cohort, Invitation, WaitingPlace
from courses.cohorts.policies import cohorts_coordinated_by
from courses.cohorts.queries import standing_of, waiting_list
from courses.governance import audit

# Who waits often has no account with which their address would go; so it goes by time.
FORGOTTEN_AFTER = timedelta(days=30)


@transaction.atomic
def wait(cohort: Cohort, email: str, *, by: Any, name: str = "") -> WaitingPlace:
    """Put an address at the end of the list.

    Raises NotAllowed for anybody but a coordinator of the cohort, AlreadyEnrolled if the person
    takes part, AlreadyWaiting if they wait or a place is offered to them.
    """
    check_may_invite(cohort, email, by=by)
    if email.casefold() in standing_of(cohort).invited:
        raise AlreadyWaiting(_("%(email)s is invited already.") % {"email": email})
    place = WaitingPlace(cohort=cohort, email=email.strip().lower(), name=name, added_by=by)
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError as error:
        sentence = _("%(email)s is on the waiting list already.") % {"email": email}
        raise AlreadyWaiting(sentence) from error
    audit.log(by, "waiting.added", place, cohort=cohort)
    return place


@transaction.atomic
def leave_waiting(place: WaitingPlace, *, by: Any) -> None:
    """Take somebody off the list; a second click changes nothing. Raises NotAllowed."""
    if not cohorts_coordinated_by(by).filter(pk=place.cohort_id).exists():
        raise NotAllowed(_("Only the coordination of a cohort changes its waiting list."))
    changed = WaitingPlace.objects.filter(pk=place.pk, left_at=None).update(left_at=timezone.now())
    if changed:
        audit.log(by, "waiting.left", place, cohort=place.cohort)


@transaction.atomic
def offer_place(place: WaitingPlace, *, by: Any, now: datetime | None = None) -> Invitation:
    """Invite somebody who waits; with the invitation they leave the list.

    Two people offering at once: the cohort's row is the lock, so the last place goes to one.
    Raises NotWaiting if they have left it meanwhile, and NotAllowed, AlreadyEnrolled, CohortFull as
    `invite` does.
    """
    cohort = Cohort.objects.select_for_update().get(pk=place.cohort_id)
    if not waiting_list(cohort).filter(pk=place.pk).exists():
        sentence = _("%(email)s is not on the waiting list any more.") % {"email": place.email}
        raise NotWaiting(sentence)
    return invite(cohort, place.email, by=by, now=now)


def forget_old(*, now: datetime | None = None) -> int:
    """Delete who left a list 30 days ago or more, and the whole list 30 days after its cohort.

    Returns how many places went. The history still says that somebody waited, not who.
    """
    before = (now or timezone.now()) - FORGOTTEN_AFTER
    over = Q(cohort__ends_on__lte=timezone.localdate(before))
    return WaitingPlace.objects.filter(Q(left_at__lte=before) | over).delete()[0]
