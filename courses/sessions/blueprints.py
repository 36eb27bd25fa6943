"""How cohorts usually run, without their dates: kept as templates, read off earlier cohorts.

Days are counted from the beginning of the cohort. Setting a blueprint to a new beginning moves
everything by whole weeks, so a Thursday stays a Thursday, and keeps the hours on the clock, also
where daylight saving changes in between. Public holidays are nobody's business here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.cohorts.errors import NotAllowed
from courses.cohorts.models import Cohort, CohortTemplate
from courses.cohorts.policies import cohorts_coordinated_by, providers_coordinated_by
from courses.governance import audit
from courses.sessions.errors import CohortRefused
from courses.sessions.models import Session
from courses.sessions.scheduling import plan_of
from courses.sessions.setup import timetable_of

WEEK = timedelta(days=7)
THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A day or half-day: how many days after the beginning, from when until when."""

    day: int
    starts: time
    ends: time
    minutes: int


@dataclass(frozen=True, slots=True)
class Meeting:
    kind: str
    title: str
    parts: tuple[Part, ...]
    module_number: int | None = None
    place: str = ""
    video_url: str = ""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """`weekday` is that of day 0. `opens` gives days by module number; None: none was said."""

    weekday: int
    length: int
    meetings: tuple[Meeting, ...]
    opens: Mapping[int, int] = field(default_factory=dict)
    plan_due: int | None = None
    kind: str = Cohort.Kind.LOCAL
    unit: str = Cohort.Unit.CLOCK_HOUR
    places: int | None = None
    rule_set: int | None = None

    def day_zero(self, start: date) -> date:
        """The day with the blueprint's weekday that is nearest to `start`.

        Unless a meeting would then come before the beginning that had not: then a week later.
        """
        back = (start.weekday() - self.weekday + 3) % 7 - 3
        zero = start - timedelta(days=back)
        first = min((part.day for item in self.meetings for part in item.parts), default=0)
        early = first >= 0 and zero + timedelta(days=first) < start
        return zero + WEEK if early else zero


# — the one that comes with the house ————————————————————————————————————————————


def usual() -> Blueprint:
    """Five modules in twelve months; everything is on Thursdays and Fridays."""
    return Blueprint(
        weekday=THURSDAY, length=364, meetings=tuple(_usual_meetings()), plan_due=329, places=16
    )


def _usual_meetings() -> Iterable[Meeting]:
    """8 seminar days, 4 online deepenings, supervision, two peer consultations, presentation."""
    kinds = Session.Kind
    rows = [
        *((kinds.SEMINAR, number, days) for number, days in enumerate(SEMINAR_DAYS, start=1)),
        *((kinds.DEEPENING, n, (day,)) for n, day in enumerate((35, 133, 252, 280), start=1)),
        *((kinds.CONSULTATION, n, (day,)) for n, day in enumerate((112, 266), start=1)),
        (kinds.SUPERVISION, 0, (168,)),
        (kinds.PRESENTATION, 0, (343,)),
    ]
    for kind, number, days in sorted(rows, key=lambda row: row[2]):
        starts, ends, minutes = HOURS[kind]
        yield Meeting(
            kind=kind,
            title=_title(kind, number),
            module_number=number if kind == kinds.SEMINAR else None,
            parts=tuple(Part(day, starts, ends, minutes) for day in days),
        )


SEMINAR_DAYS = ((0, 1), (77,), (147,), (231, 232), (315, 316))
HOURS = {
    Session.Kind.SEMINAR: (time(9), time(16, 30), 360),
    Session.Kind.DEEPENING: (time(9), time(12), 180),
    Session.Kind.SUPERVISION: (time(9), time(12), 180),
    Session.Kind.CONSULTATION: (time(9), time(10, 30), 90),
    Session.Kind.PRESENTATION: (time(9), time(13), 210),
}


def _title(kind: str, number: int) -> str:
    match kind:
        case Session.Kind.SEMINAR:
            return _("Seminar module %(number)s") % {"number": number}
        case Session.Kind.DEEPENING:
            return _("Online deepening %(number)s") % {"number": number}
        case Session.Kind.CONSULTATION:
            return _("Peer consultation %(number)s") % {"number": number}
        case Session.Kind.SUPERVISION:
            return _("Supervision")
        case _:
            return _("Presentation of the plans")


# — read off a cohort ————————————————————————————————————————————————————————————


def blueprint_of(cohort: Cohort) -> Blueprint:
    """How a cohort runs, without sessions that were called off. Five statements."""
    start = cohort.starts_on
    rows = cohort.sessions.filter(cancelled_at=None).prefetch_related("parts")
    meetings = [_meeting(row, start) for row in rows]
    times = timetable_of(cohort)
    due = times.plan_due_at
    return Blueprint(
        weekday=start.weekday(),
        length=(cohort.ends_on - start).days,
        meetings=tuple(sorted(filter(None, meetings), key=lambda item: item.parts[0].day)),
        opens={number: (day - start).days for number, day in times.opens_on.items()},
        plan_due=(timezone.localdate(due) - start).days if due else None,
        kind=cohort.kind,
        unit=cohort.unit,
        places=cohort.places,
        rule_set=cohort.rule_version.rule_set_id,
    )


def _meeting(session: Session, start: date) -> Meeting | None:
    plan = plan_of(session)
    parts = tuple(
        Part(
            (part.starts_at.date() - start).days,
            part.starts_at.time(),
            part.ends_at.time(),
            part.minutes,
        )
        for part in plan.parts
    )
    if not parts:
        return None
    return Meeting(plan.kind, plan.title, parts, plan.module_number, plan.place, plan.video_url)


# — as it is stored ——————————————————————————————————————————————————————————————


def to_json(blueprint: Blueprint) -> dict[str, Any]:
    return {
        "weekday": blueprint.weekday,
        "length": blueprint.length,
        "meetings": [
            {
                "kind": item.kind,
                "title": item.title,
                "module": item.module_number,
                "place": item.place,
                "video_url": item.video_url,
                "parts": [
                    [part.day, f"{part.starts:%H:%M}", f"{part.ends:%H:%M}", part.minutes]
                    for part in item.parts
                ],
            }
            for item in blueprint.meetings
        ],
        "opens": {str(number): day for number, day in blueprint.opens.items()},
        "plan_due": blueprint.plan_due,
        "kind": blueprint.kind,
        "unit": blueprint.unit,
        "places": blueprint.places,
        "rule_set": blueprint.rule_set,
    }


def from_json(data: Mapping[str, Any]) -> Blueprint:
    return Blueprint(
        weekday=data["weekday"],
        length=data["length"],
        meetings=tuple(
            Meeting(
                kind=row["kind"],
                title=row["title"],
                module_number=row["module"],
                place=row["place"],
                video_url=row["video_url"],
                parts=tuple(
                    Part(day, time.fromisoformat(starts), time.fromisoformat(ends), minutes)
                    for day, starts, ends, minutes in row["parts"]
                ),
            )
            for row in data["meetings"]
        ),
        opens={int(number): day for number, day in data["opens"].items()},
        plan_due=data["plan_due"],
        kind=data["kind"],
        unit=data["unit"],
        places=data["places"],
        rule_set=data["rule_set"],
    )


# — keeping templates ————————————————————————————————————————————————————————————


@transaction.atomic
def save_template(cohort: Cohort, title: str, *, by: Any) -> CohortTemplate:
    """Keep a cohort's dates as a template of its provider.

    Raises NotAllowed unless the person coordinates the cohort and for the provider, CohortRefused
    when there is a template of this title.
    """
    if not cohorts_coordinated_by(by).filter(pk=cohort.pk).exists():
        raise NotAllowed(_("Only the coordination of a cohort makes a template of it."))
    _check_coordinates(cohort.provider_id, by)
    plan = to_json(blueprint_of(cohort))
    template = CohortTemplate(provider=cohort.provider, title=title, plan=plan)
    _save(template)
    audit.log(by, "template.saved", template, cohort=cohort)
    return template


@transaction.atomic
def rename_template(template: CohortTemplate, title: str, *, by: Any) -> None:
    """Raises NotAllowed, or CohortRefused when the title is taken."""
    _check_coordinates(template.provider_id, by)
    template.title = title
    _save(template)
    audit.log(by, "template.renamed", template)


@transaction.atomic
def delete_template(template: CohortTemplate, *, by: Any) -> None:
    """Cohorts that were set up from it stay as they are. Raises NotAllowed."""
    _check_coordinates(template.provider_id, by)
    audit.log(by, "template.deleted", template, title=template.title)
    template.delete()


def _check_coordinates(provider_id: int, by: Any) -> None:
    if not providers_coordinated_by(by).filter(pk=provider_id).exists():
        raise NotAllowed(_("You do not coordinate cohorts of this provider."))


def _save(template: CohortTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise CohortRefused(_("There is already a template with this title.")) from error
