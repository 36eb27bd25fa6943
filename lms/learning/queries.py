"""What „Mein Weg“ shows, in seven statements beyond the shell, eight where more time was given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.peers.queries import is_asked_for_feedback
from assessments.assignment.team.queries import is_asked_to_write
from assessments.feedback.queries import intention_ripe
from certificates.awards.enums import AwardState
from certificates.awards.models import Award
from content.ui.dates import date_span, long_date, minutes_short, short_date
from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.models import Activity
from courses.curriculum.outline import ModuleOutline, Step
from courses.progress.deadlines import latest
from courses.progress.enums import EvidenceKind, State
from courses.progress.evaluation import Reason, Requirement
from courses.progress.models import Evidence
from courses.progress.queries import Journey, load_journey, own_enrolments
from courses.reminders.models import Letter
from courses.reminders.queries import own_letters
from courses.rules.definition import SESSION_KINDS, CountRule, RequirementKind
from courses.rules.wording import CLOCK_HOUR, TEACHING_UNIT, conditions, explain, in_words
from courses.sessions.models import AbsenceNotice

# So long the latest letter stands on the first page; all of them stay below „Briefe“.
LETTER_SHOWN_FOR = timedelta(days=30)
UNITS = {Cohort.Unit.CLOCK_HOUR: CLOCK_HOUR, Cohort.Unit.TEACHING_UNIT: TEACHING_UNIT}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now. Without an address there is nothing to do, and `text` says why."""

    title: str
    url: str = ""
    button: str = ""
    meta: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """One rule in words: what is still missing and why, with the place where to go on."""

    text: str
    detail: str
    met: bool
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A module on the path, with its seminar in words."""

    outline: ModuleOutline
    state: str
    say: str
    meta: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when something can be handed in; `extended` where this person was given more time."""

    key: UUID
    title: str
    url: str
    due_at: datetime
    extended: bool

    @property
    def words(self) -> str:
        day = {"date": long_date(self.due_at)}
        if self.extended:
            return _("extended until %(date)s") % day
        return _("due on %(date)s") % day

    @property
    def note(self) -> str:
        return _("until %(date)s") % {"date": short_date(self.due_at)}


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
    award: Award | None
    today: datetime
    must_agree: bool = False

    @property
    def cohort(self) -> Cohort:
        return self.journey.enrolment.cohort

    @property
    def modules_done(self) -> int:
        return sum(stop.state == "done" for stop in self.stops)


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
        has_more_time=_has_more_time(),
        intention_ripe=intention_ripe(now),
        is_asked=is_asked_to_write() | is_asked_for_feedback(),
    )
    if not enrolments:
        return None
    current = next((row for row in enrolments if str(row.key) == chosen), enrolments[0])
    if current.state == Enrolment.State.ACTIVE and not current.agreed:  # type: ignore[attr-defined]
        return Gate(current.cohort)
    journey = load_journey(current, now=now)
    award = Award.objects.filter(enrolment=current).first()
    deadlines = _deadlines(journey)
    steps = list(_steps(journey, award, deadlines))
    next_session = next(iter(_sessions_ahead(journey, now)), None)
    return MyWay(
        journey=journey,
        others=tuple(row for row in enrolments if row.pk != current.pk),
        next_step=_as_next(steps[0]) if steps else _nothing_to_do(journey, now),
        later=tuple(_as_later(step) for step in steps[1:3]),
        stops=tuple(_stops(journey, now)),
        next_session=next_session,
        absent=bool(next_session and next_session.pk == current.absent_from),  # type: ignore[attr-defined]
        deadlines=deadlines,
        letter=_latest_letter(user, now),
        intention=_intention(journey),
        is_asked=any(row.is_asked for row in enrolments if row.state == Enrolment.State.ACTIVE),  # type: ignore[attr-defined]
        missing=tuple(_missing(journey)),
        rule=in_words(journey.definition, _available(journey.requirements)),
        conditions=tuple(conditions(journey.definition)),
        award=award,
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


def _has_more_time() -> Exists:
    return Exists(Evidence.objects.filter(enrolment=OuterRef("pk"), kind=EvidenceKind.EXTENDED))


# — Deadlines ——————————————————————————————————————————————————————————————————


def _deadlines(journey: Journey) -> tuple[Deadline, ...]:
    """What is still to be handed in, the earliest first. A statement where more time was given."""
    if journey.enrolment.state != Enrolment.State.ACTIVE:
        return ()
    found = [
        _deadline(journey, step, due)
        for step, due in _due(journey)
        if not step.standing.done and step.standing.state != State.HANDED_IN
    ]
    return tuple(sorted(found, key=lambda item: item.due_at))


def _deadline(journey: Journey, step: Step, due: datetime) -> Deadline:
    return Deadline(
        key=step.key,
        title=step.title,
        url=reverse("assessments:plan_home") if step.kind == Activity.Kind.PLAN else step.url,
        due_at=due,
        extended=due != journey.schedule.due_at.get(step.key),
    )


def _due(journey: Journey) -> Iterable[tuple[Step, datetime]]:
    """Every step with the later one of the cohort's deadline and this person's."""
    rows = _extensions(journey.enrolment)
    for step in journey.outline.steps():
        if step.kind == Activity.Kind.PLAN and not _asks_for_plan(journey):
            continue  # a date that nothing depends on would only worry people
        due = latest(journey.schedule.due_at.get(step.key), rows.get(step.key, ()))
        if due:
            yield step, due


def _asks_for_plan(journey: Journey) -> bool:
    rules = journey.definition.rules
    return any(isinstance(r, CountRule) and RequirementKind.PLAN in r.kinds for r in rules)


def _extensions(enrolment: Enrolment) -> dict[UUID, list[Evidence]]:
    """Extensions and what corrects them, by requirement."""
    if not enrolment.has_more_time:  # type: ignore[attr-defined]
        return {}
    rows = Evidence.objects.filter(enrolment=enrolment).filter(
        Q(kind=EvidenceKind.EXTENDED) | Q(supersedes__isnull=False)
    )
    found: dict[UUID, list[Evidence]] = {}
    for row in rows:
        found.setdefault(row.requirement_key, []).append(row)
    return found


# — What to do next ————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class ToDo:
    """A candidate for the next step, in the order of urgency."""

    title: str
    url: str
    button: str
    meta: tuple[str, ...] = ()
    text: str = ""
    note: str = ""
    name: str = ""  # the title with its number, for lists


def _steps(journey: Journey, award: Award | None, deadlines: Sequence[Deadline]) -> Iterable[ToDo]:
    """What the person can do now: the award first, returned work second, then the path."""
    if award:
        yield from _award_steps(award)
    if journey.enrolment.state != Enrolment.State.ACTIVE:
        return
    plan = _plan(journey)
    due = next((item for item in deadlines if plan and item.key == plan.key), None)
    if plan and journey.state_of(plan.key) is State.RETURNED:
        yield _plan_step(journey, plan, due, _("Revise the plan"))
    yield from _returned_tasks(journey)
    yield from _reading(journey)
    if plan and journey.state_of(plan.key) is State.OPEN:
        yield _plan_step(journey, plan, due, _("Work on the plan"))


def _award_steps(award: Award) -> Iterable[ToDo]:
    url = reverse("certificates:own")
    if award.state == AwardState.PENDING_NAME:
        yield ToDo(
            title=_("Confirm how your name is spelt"),
            url=url,
            button=_("Check my name"),
            text=_("You have met every rule. Your name will stand on the certificate like this."),
        )
    elif award.state == AwardState.ISSUED:
        yield ToDo(
            title=_("Your certificate is ready"),
            url=url,
            button=_("Open my certificate"),
            text=_("Download it, share it, decide whether your name is shown."),
        )


def _plan(journey: Journey) -> Step | None:
    return next((s for s in journey.outline.steps() if s.kind == Activity.Kind.PLAN), None)


def _plan_step(journey: Journey, plan: Step, due: Deadline | None, button: str) -> ToDo:
    returned = journey.state_of(plan.key) is State.RETURNED
    return ToDo(
        title=plan.title,
        url=reverse("assessments:plan_home"),
        button=button,
        meta=(due.words,) if due else (),
        text=_("There is feedback for you. The old version is kept.") if returned else "",
        note=due.note if due else "",
    )


def _returned_tasks(journey: Journey) -> Iterable[ToDo]:
    for module in journey.outline.modules:
        for step in module.exercises:
            if journey.state_of(step.key) is State.RETURNED:
                yield ToDo(
                    title=step.title,
                    name=step.name,
                    url=step.url,
                    button=_("Read the feedback"),
                    text=_("There is feedback for you. The old version is kept."),
                )


def _reading(journey: Journey) -> Iterable[ToDo]:
    for module in journey.outline.modules:
        if module.locked:
            continue
        for lesson in module.lessons:
            if not lesson.standing.done:
                yield _lesson_step(module, lesson)


def _lesson_step(module: ModuleOutline, lesson: Step) -> ToDo:
    place = _("Module %(module)s, lesson %(lesson)s") % {
        "module": module.step.number,
        "lesson": lesson.number,
    }
    return ToDo(
        title=lesson.title,
        name=lesson.name,
        url=lesson.url,
        button=_("Read on") if module.lessons_read else _("Start reading"),
        meta=(place, _("about %(minutes)s minutes") % {"minutes": lesson.minutes}),
        note=minutes_short(lesson.minutes),
    )


def _as_next(step: ToDo) -> NextStep:
    return NextStep(step.title, step.url, step.button, step.meta, step.text)


def _as_later(step: ToDo) -> Later:
    return Later(step.name or step.title, step.url, step.note)


def _nothing_to_do(journey: Journey, now: datetime) -> NextStep:
    """No dead end: say what comes by itself, and when."""
    if journey.enrolment.state != Enrolment.State.ACTIVE:
        return NextStep(
            _("This cohort has ended"), text=_("Everything here stays open to you for reading.")
        )
    opening = min(
        (m.opens_on for m in journey.outline.modules if m.locked and m.opens_on), default=None
    )
    if opening:
        text = _("The next module opens on %(date)s.") % {"date": long_date(opening)}
    elif any(True for _session in _sessions_ahead(journey, now)):
        text = _("Your next date is listed below.")
    else:
        text = _("You have read everything that is open. We are looking at what you handed in.")
    return NextStep(_("Nothing to do at the moment"), text=text)


# — The path ———————————————————————————————————————————————————————————————————


def _stops(journey: Journey, now: datetime) -> Iterable[Stop]:
    current = journey.outline.next_lesson()
    here = journey.outline.module_of(current) if current else None
    for module in journey.outline.modules:
        state = _stop_state(module, here)
        yield Stop(
            outline=module,
            state=state,
            say=_stop_word(module, state),
            meta=_seminar_words(journey, module, now),
        )


def _stop_state(module: ModuleOutline, here: ModuleOutline | None) -> str:
    if module.step.standing.state == State.WAIVED:
        return "waived"
    if module.locked:
        return "locked"
    if module is here:
        return "here"
    return "done" if module.done else "open"


def _stop_word(module: ModuleOutline, state: str) -> str:
    if state == "locked" and module.opens_on:
        return _("Opens on %(date)s") % {"date": long_date(module.opens_on)}
    return _("You are here") if state == "here" else ""


def _seminar_words(journey: Journey, module: ModuleOutline, now: datetime) -> str:
    """„Seminar am 17. September 2026, anwesend“"""
    number = module.step.number
    seminar = next(
        (
            item
            for item in journey.requirements
            if item.kind is RequirementKind.SEMINAR
            and str(item.module) == number
            and item.available
        ),
        None,
    )
    if seminar is None or seminar.source.starts_at is None:
        return ""
    days = date_span(seminar.source.starts_at, seminar.source.ends_at)
    words = _("Seminar on %(date)s") % {"date": days}
    held = journey.evaluation.held.get(seminar.key)
    if held:
        return f"{words}, {held.state.label}"
    place = seminar.source.place
    ahead = seminar.ends_at is not None and seminar.ends_at >= now
    return f"{words}, {place}" if ahead and place else words


def _sessions_ahead(journey: Journey, now: datetime) -> Iterable[Any]:
    """Sessions that are not over, earliest first."""
    ahead = (
        item
        for item in journey.requirements
        if item.kind in SESSION_KINDS and item.available and item.ends_at and item.ends_at >= now
    )
    return (item.source for item in sorted(ahead, key=lambda item: item.source.starts_at))


# — What is still missing ———————————————————————————————————————————————————————


def _missing(journey: Journey) -> Iterable[Open]:
    unit = UNITS[Cohort.Unit(journey.enrolment.cohort.unit)]
    for reason in journey.evaluation.reasons:
        words = explain(reason, _titles(journey, reason), unit=unit)
        yield Open(words.sentence, words.detail, reason.met, *_place(reason))


def _titles(journey: Journey, reason: Reason) -> Sequence[str]:
    found = (journey.requirement(key) for key in reason.open_keys)
    return [item.title for item in found if item and item.title]


def _place(reason: Reason) -> tuple[str, str]:
    """Where somebody can do something about it."""
    if reason.met or not isinstance(reason.rule, CountRule):
        return "", ""
    if RequirementKind.PLAN in reason.rule.kinds:
        return reverse("assessments:plan_home"), _("Go to the plan")
    if set(reason.rule.kinds) & SESSION_KINDS:
        return reverse("courses:dates"), _("All dates")
    return "", ""


def _available(requirements: Iterable[Requirement]) -> dict[RequirementKind, int]:
    counted: dict[RequirementKind, int] = {}
    for item in requirements:
        if item.available:
            counted[item.kind] = counted.get(item.kind, 0) + 1
    return counted
