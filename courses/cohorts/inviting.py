"""Inviting several people at once; every line gets an answer."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.cohorts.domain import invite
from courses.cohorts.errors import AlreadyEnrolled
from courses.cohorts.fields import is_address, split_addresses
from courses.cohorts.models import Cohort
from courses.cohorts.queries import open_invitations

LINES_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line. What was not invited stays in the box, to be mended."""

    address: str
    invited: bool
    sentence: str


def invite_all(cohort: Cohort, text: str, *, by: Any) -> list[Outcome]:
    """Invite everybody in `text`, an address a line. One bad line does not hold up the others.

    Somebody with an open invitation gets no second one this way; „Erneut senden“ does that.
    Raises NotAllowed for people who do not coordinate the cohort.
    """
    waiting = {row.email.casefold() for row in open_invitations(cohort) if not row.expired}
    outcomes, seen = [], set()
    for number, address in enumerate(split_addresses(text)):
        key = address.casefold()
        if number >= LINES_AT_MOST:
            sentence = _("not looked at: a hundred addresses at once are the most")
            outcomes.append(Outcome(address, invited=False, sentence=sentence))
        elif key in seen:
            sentence = _("stands in the list more than once")
            outcomes.append(Outcome(address, invited=True, sentence=sentence))
        else:
            seen.add(key)
            outcomes.append(_invite_one(cohort, address, waiting=key in waiting, by=by))
    return outcomes


def _invite_one(cohort: Cohort, address: str, *, waiting: bool, by: Any) -> Outcome:
    if not is_address(address):
        return Outcome(address, invited=False, sentence=_("is not an e-mail address"))
    if waiting:
        return Outcome(address, invited=True, sentence=_("is invited already"))
    try:
        invite(cohort, address, by=by)
    except AlreadyEnrolled:
        return Outcome(address, invited=True, sentence=_("takes part already"))
    return Outcome(address, invited=True, sentence=_("invited, the mail is on its way"))
