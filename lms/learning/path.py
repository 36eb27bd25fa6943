"""The modules on the path, each with its seminar in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from content.ui.dates import date_span, long_date
from courses.curriculum.outline import ModuleOutline
from courses.progress.enums import State
from courses.progress.queries import Journey
from courses.rules.definition import RequirementKind


@dataclass(frozen=True, slots=True)
class Stop:
    """A module on the path, with its seminar in words."""

    outline: ModuleOutline
    state: str
    say: str
    meta: str


def stops_of(journey: Journey, now: datetime) -> Iterable[Stop]:
    current = next(iter(journey.outline.to_do()), None)
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
