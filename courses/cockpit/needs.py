"""Who needs a hand, and why, in one sentence each. Pure: it reads what is loaded already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.ui.dates import long_date
from courses.cockpit.matrix import Matrix, Row
from courses.cohorts.queries import OpenInvitation
from courses.progress.enums import State
from courses.progress.evaluation import Requirement
from courses.rules.wording import explain_lack, missing

# Somebody who was invited this long ago and has not come may not have got the mail.
INVITED_LONG_AGO = timedelta(days=14)
AWAY = frozenset({State.MISSED, State.EXCUSED})


class Cause(StrEnum):
    """Why somebody needs a hand, the most pressing first. The first three have a ready letter."""

    UNREACHABLE = "unreachable"
    OVERDUE = "overdue"
    MISSED = "missed"
    AGREEMENT = "agreement"

    @property
    def letter(self) -> str:
        """The kind of letter that answers it; empty where a word in passing is enough."""
        return "" if self is Cause.AGREEMENT else self.value


@dataclass(frozen=True, slots=True)
class Trouble:
    cause: Cause
    sentence: str


@dataclass(frozen=True, slots=True)
class Need:
    """One person who needs a hand. `troubles` is never empty, the most pressing comes first."""

    row: Row
    troubles: tuple[Trouble, ...]

    @property
    def letter(self) -> str:
        return self.troubles[0].cause.letter


def needs_of(matrix: Matrix) -> tuple[Need, ...]:
    """Everybody with a running place who needs a hand, the most pressing first, then by name."""
    looked_at = ((row, tuple(_troubles(matrix, row))) for row in matrix.active)
    found = [Need(row, troubles) for row, troubles in looked_at if troubles]
    order = list(Cause)
    return tuple(sorted(found, key=lambda need: order.index(need.troubles[0].cause)))


def _troubles(matrix: Matrix, row: Row) -> Iterator[Trouble]:
    """In the order of `Cause`. Whoever has completed needs no hand with the rules."""
    if not row.completed:
        yield from _unreachable(matrix, row)
        yield from _overdue(matrix, row)
        yield from _missed(matrix, row)
    if not row.agreed:
        yield Trouble(Cause.AGREEMENT, _("Has not confirmed the confidentiality agreement yet."))


def _unreachable(matrix: Matrix, row: Row) -> Iterator[Trouble]:
    """A rule nobody can meet is the cohort's trouble, not this person's."""
    nobody = {reason.rule for reason in matrix.impossible}
    if lost := [missing(reason) for reason in row.unreachable if reason.rule not in nobody]:
        sentence = _("The rule is out of reach like this. Missing: %(things)s.")
        yield Trouble(Cause.UNREACHABLE, sentence % {"things": ", ".join(lost)})


def _overdue(matrix: Matrix, row: Row) -> Iterator[Trouble]:
    for item in matrix.shown:
        if due := matrix.overdue_since(row, item):
            days = max(1, (matrix.now - due).days)
            sentence = ngettext(
                "“%(title)s” has been overdue for %(days)d day.",
                "“%(title)s” has been overdue for %(days)d days.",
                days,
            )
            yield Trouble(Cause.OVERDUE, sentence % {"title": item.title, "days": days})


def _missed(matrix: Matrix, row: Row) -> Iterator[Trouble]:
    last = last_recorded(matrix)
    held = row.held.get(last.key) if last else None
    if last is None or held is None or held.state not in AWAY:
        return
    words = {"title": last.title, "date": long_date(last.ends_at) if last.ends_at else ""}
    sentence = (
        _("Was excused from “%(title)s” on %(date)s and has not made it up.")
        if held.state is State.EXCUSED
        else _("Missed “%(title)s” on %(date)s and has not made it up.")
    )
    yield Trouble(Cause.MISSED, sentence % words)


def last_recorded(matrix: Matrix) -> Requirement | None:
    """The last session that is over and whose attendance was recorded."""
    over = [s for s in matrix.sessions if s.ends_at and s.ends_at < matrix.now]
    recorded = (s for s in reversed(over) if any(s.key in row.held for row in matrix.active))
    return next(recorded, None)


@dataclass(frozen=True, slots=True)
class LongInvited:
    """Somebody who was invited and has not come."""

    email: str
    sentence: str


def long_invited(invitations: Iterable[OpenInvitation], now: datetime) -> list[LongInvited]:
    """Invitations that went out long ago, in the given order."""
    found = []
    for invitation in invitations:
        since = invitation.sent_at
        if since and now - since >= INVITED_LONG_AGO:
            weeks = (now - since).days // 7
            sentence = ngettext(
                "Was invited %(weeks)d week ago and has not joined.",
                "Was invited %(weeks)d weeks ago and has not joined.",
                weeks,
            )
            found.append(LongInvited(invitation.email, sentence % {"weeks": weeks}))
    return found


def rule_warnings(matrix: Matrix) -> list[str]:
    """What the rule asks for and nobody can meet, because too little is planned. In words."""
    return [explain_lack(reason) for reason in matrix.impossible]
