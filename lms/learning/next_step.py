"""The one thing to do now, and what comes after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.awards.enums import AwardState, Kind, Validity
from certificates.awards.queries import OwnAward
from content.ui.dates import long_date, minutes_short
from courses.cohorts.models import Enrolment
from courses.curriculum.models import Activity
from courses.curriculum.outline import ModuleOutline, Step
from courses.progress.enums import State
from courses.progress.queries import Journey
from lms.learning.deadlines import Deadline
from lms.learning.sessions import sessions_ahead


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
class ToDo:
    """A candidate for the next step, in the order of urgency."""

    title: str
    url: str
    button: str
    meta: tuple[str, ...] = ()
    text: str = ""
    note: str = ""
    name: str = ""  # the title with its number, for lists


def steps_of(
    journey: Journey, awards: Sequence[OwnAward], deadlines: Sequence[Deadline]
) -> Iterable[ToDo]:
    """What the person can do now: their documents first, returned work second, then the path."""
    yield from _document_step(awards)
    if journey.enrolment.state != Enrolment.State.ACTIVE:
        return
    plan = _plan(journey)
    due = next((item for item in deadlines if plan and item.key == plan.key), None)
    if plan and journey.state_of(plan.key) is State.RETURNED:
        yield _plan_step(journey, plan, due, _("Revise the plan"))
    yield from _returned_tasks(journey)
    yield from _on_the_path(journey, deadlines)
    if plan and journey.state_of(plan.key) is State.OPEN:
        yield _plan_step(journey, plan, due, _("Work on the plan"))


def _document_step(awards: Sequence[OwnAward]) -> Iterable[ToDo]:
    """Only one: a name to confirm, or else what is there. All lead to the same page."""
    url = reverse("certificates:own")
    unnamed = next((own for own in awards if own.award.state == AwardState.PENDING_NAME), None)
    ready = next((own for own in awards if own.validity is Validity.VALID), None)
    if unnamed:
        attendance = unnamed.award.kind == Kind.ATTENDANCE
        yield ToDo(
            title=_("Confirm how your name is spelt"),
            url=url,
            button=_("Check my name"),
            text=_("Your name will stand on the confirmation of attendance like this.")
            if attendance
            else _("You have met every rule. Your name will stand on the certificate like this."),
        )
    elif ready:
        attendance = ready.award.kind == Kind.ATTENDANCE
        yield ToDo(
            title=_("Your confirmation of attendance is ready")
            if attendance
            else _("Your certificate is ready"),
            url=url,
            button=_("Open the document") if attendance else _("Open my certificate"),
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


def _on_the_path(journey: Journey, deadlines: Sequence[Deadline]) -> Iterable[ToDo]:
    due = {item.key: item for item in deadlines}
    for step in journey.outline.to_do():
        module = journey.outline.module_of(step)
        if module and step.kind == Activity.Kind.LESSON:
            yield _lesson_step(module, step)
        elif module:
            yield _exercise_step(module, step, due.get(step.key))


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
        meta=(place, *_duration(lesson)),
        note=minutes_short(lesson.minutes),
    )


def _exercise_step(module: ModuleOutline, exercise: Step, due: Deadline | None) -> ToDo:
    place = _("Module %(module)s, %(kind)s") % {
        "module": module.step.number,
        "kind": exercise.kind_label,
    }
    return ToDo(
        title=exercise.title,
        name=exercise.name,
        url=exercise.url,
        button=_("Go to the exercise"),
        meta=(place, *_duration(exercise), *([due.words] if due else [])),
        note=due.note if due else minutes_short(exercise.minutes),
    )


def _duration(step: Step) -> Iterable[str]:
    if step.minutes:
        yield _("about %(minutes)s minutes") % {"minutes": step.minutes}


def as_next(step: ToDo) -> NextStep:
    return NextStep(step.title, step.url, step.button, step.meta, step.text)


def as_later(step: ToDo) -> Later:
    return Later(step.name or step.title, step.url, step.note)


def nothing_to_do(journey: Journey, now: datetime) -> NextStep:
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
    elif any(True for _session in sessions_ahead(journey, now)):
        text = _("Your next date is listed below.")
    else:
        text = _("You have read everything that is open. We are looking at what you handed in.")
    return NextStep(_("Nothing to do at the moment"), text=text)
