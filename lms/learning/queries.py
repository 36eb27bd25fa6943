"""What „Mein Weg“ shows, in seven statements beyond the shell, eight where more time was given."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from assessments.assignment.peers.queries import is_asked_for_feedback
from assessments.assignment.team.queries import is_asked_to_write
from assessments.feedback.queries import intention_ripe
from certificates.awards.queries import current_awards
from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.outline import Step
from courses.progress.queries import Journey, load_journey, own_enrolments
from courses.reminders.models import Letter
from courses.reminders.queries import own_letters
from courses.rules.wording import conditions, in_words
from courses.sessions.models import AbsenceNotice
from lms.learning.deadlines import Deadline, deadlines_of, has_more_time
from lms.learning.documents import Paper, paper
from lms.learning.missing import Open, available, missing_of
from lms.learning.next_step import Later, NextStep, as_later, as_next, nothing_to_do, steps_of
from lms.learning.path import Stop, stops_of
from lms.learning.sessions import sessions_ahead

# So long the latest letter stands on the first page; all of them stay below „Briefe“.
LETTER_SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MyWay:
    journey: Journey
    others: tuple[Enrolment, ...]
    next_step: NextStep
    later: tuple[Later, ...]
    stops: tuple[Stop, ...]
    next_session: Any
    absent: bool  # they said that they cannot come to the next session
    deadlines: tuple[Deadline, ...]
    letter: Letter | None
    # The page with what they took on four weeks ago; the text itself stays behind it, because
    # this page is open on shared screens.
    intention: Step | None
    is_asked: bool  # somebody of the cohort asks to write together, or for feedback
    missing: tuple[Open, ...]
    rule: str
    conditions: tuple[str, ...]
    papers: tuple[Paper, ...]
    today: datetime
    must_agree: bool = False

    @property
    def cohort(self) -> Cohort:
        return self.journey.enrolment.cohort

    @property
    def modules_done(self) -> int:
        """Read; an exercise may still be open."""
        return sum(stop.outline.done for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Gate:
    """The agreement waits before everything else."""

    cohort: Cohort
    must_agree: bool = True


def load_my_way(user: Any, *, chosen: str = "", now: datetime | None = None) -> MyWay | Gate | None:
    """The way of one person; `chosen` is the key of an enrolment where somebody has several."""
    now = now or timezone.now()
    enrolments = own_enrolments(
        user,
        absent_from=_absent_from(now),
        has_more_time=has_more_time(),
        intention_ripe=intention_ripe(now),
        is_asked=is_asked_to_write() | is_asked_for_feedback(),
    )
    if not enrolments:
        return None
    current = next((row for row in enrolments if str(row.key) == chosen), enrolments[0])
    if current.state == Enrolment.State.ACTIVE and not current.agreed:  # type: ignore[attr-defined]
        return Gate(current.cohort)
    journey = load_journey(current, now=now)
    awards = current_awards(current, now=now)
    deadlines = deadlines_of(journey)
    steps = list(steps_of(journey, awards, deadlines))
    next_session = next(iter(sessions_ahead(journey, now)), None)
    return MyWay(
        journey=journey,
        others=tuple(row for row in enrolments if row.pk != current.pk),
        next_step=as_next(steps[0]) if steps else nothing_to_do(journey, now),
        later=tuple(as_later(step) for step in steps[1:3]),
        stops=tuple(stops_of(journey, now)),
        next_session=next_session,
        absent=bool(next_session and next_session.pk == current.absent_from),  # type: ignore[attr-defined]
        deadlines=deadlines,
        letter=_latest_letter(user, now),
        intention=_intention(journey),
        is_asked=any(row.is_asked for row in enrolments if row.state == Enrolment.State.ACTIVE),  # type: ignore[attr-defined]
        missing=tuple(missing_of(journey)),
        rule=in_words(journey.definition, available(journey.requirements)),
        conditions=tuple(conditions(journey.definition)),
        papers=tuple(paper(own) for own in awards),
        today=now,
    )


def _latest_letter(user: Any, now: datetime) -> Letter | None:
    copy = own_letters(user).filter(letter__sent_at__gte=now - LETTER_SHOWN_FOR).first()
    return copy.letter if copy else None


def _intention(journey: Journey) -> Step | None:
    """The page may have been taken away since; then there is nothing to lead to."""
    key = journey.enrolment.intention_ripe  # type: ignore[attr-defined]
    return next((step for step in journey.outline.steps() if step.key == key), None)


def _absent_from(now: datetime) -> Subquery:
    """The first session ahead that the participant announced not to come to."""
    ahead = AbsenceNotice.objects.filter(
        enrolment=OuterRef("pk"),
        withdrawn_at=None,
        session__cancelled_at=None,
        session__parts__ends_at__gte=now,
    )
    return Subquery(ahead.order_by("session__parts__starts_at").values("session")[:1])
