"""A year of learning in a few seconds: two cohorts with people in different states.

Everything goes through the same domain functions as the site itself, so the demo shows nothing
that could not have happened. Repeatable: what is there is left alone.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.assignment.domain.releasing import release
from certificates.awards.attendance import open_attendance
from certificates.awards.domain import confirm_name, open_award, release_award, revoke, show_name
from certificates.awards.enums import AwardState, PublicReason
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import Cohort, Enrolment, ProviderRole
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import Session
from courses.sessions.requirements import timed_sessions
from courses.sessions.scheduling import PartPlan, SessionPlan
from courses.sessions.setup import CohortPlan, Timetable, set_up_cohort
from lms.demo import cast, running, stage
from lms.demo.deeds import Setting, hand_in_plan, join, moment, read, review
from lms.demo.people import DemoPerson

OPENS_DAYS_BEFORE = 14
# Kind, module, title, first day counted from the cohort's start, number of days.
SESSIONS = (
    (Session.Kind.SEMINAR, 1, "Seminar 1: Konflikt, Demokratie und Haltung", 7, 2),
    (Session.Kind.DEEPENING, 1, "Online-Vertiefung 1: Schwierige Gespräche", 42, 1),
    (Session.Kind.SEMINAR, 2, "Seminar 2: Konflikte analysieren", 70, 1),
    (Session.Kind.SEMINAR, 3, "Seminar 3: Rolle, Auftrag, Struktur", 147, 1),
    (Session.Kind.DEEPENING, 3, "Online-Vertiefung 3: Fallberatung und ein Weg im Haus", 175, 1),
    (Session.Kind.SEMINAR, 4, "Seminar 4: Dialog und Vermittlung", 217, 2),
    (Session.Kind.SEMINAR, 5, "Seminar 5: Vorbeugen und vorbereitet sein", 287, 2),
)
ROOMS = (
    "Kreishaus Mittelaue, Raum 2.14",
    "Altes Stadtbad Quellingen, Kursraum",
    "Volkshochschule Quellingen, Saal",
)
BRING_NOTES = (
    "Bitte lesen Sie vorher die Lerneinheiten des Moduls und bringen Sie Ihre Notizen mit. "
    "Für Getränke ist gesorgt."
)
BRING_A_CASE = (
    "Bitte bringen Sie eine Situation aus Ihrer Arbeit mit, ohne Namen von Personen. "
    "Der Raum ist 15 Minuten vorher offen."
)
PLAN_DUE_AFTER = 315
LASTS = 350
TUESDAY = 1
STARTED_AGO = {"running": 119, "ended": 364}


def seed(now: datetime) -> list[DemoPerson]:
    """Make what is missing and return whom to introduce at the terminal."""
    provider = stage.set_provider()
    people = {part.email: cast.appear(part) for part in (*cast.CAST, *cast.OTHERS)}
    stage.set_programme(provider)
    stage.set_certificate(provider)
    setting = Setting(provider, people, now)
    if not provider.cohorts.exists():
        with transaction.atomic():
            _tell_the_year(setting)
    _issue(setting)
    return [part.introduce() for part in cast.CAST]


def _tell_the_year(setting: Setting) -> None:
    provider, coordinator = setting.provider, setting.user(cast.COORDINATOR)
    provider.refresh_from_db()
    grant_provider_role(provider, coordinator, ProviderRole.Role.COORDINATOR)
    for author in (cast.TRAINER, cast.AUTHOR):
        grant_provider_role(provider, setting.user(author), ProviderRole.Role.AUTHOR)
    _ended_cohort(setting)
    _running_cohort(setting)


# — The cohorts ————————————————————————————————————————————————————————————————


def _cohort(
    setting: Setting,
    place: str,
    municipalities: list[str],
    started_ago: int,
    *,
    places: int | None = None,
) -> Cohort:
    begin = _tuesday_before(timezone.localdate(setting.now) - timedelta(days=started_ago))
    programme, trainer = setting.provider.programmes.get(), setting.user(cast.TRAINER)
    several = len(municipalities) > 1
    kind = Cohort.Kind.INTERMUNICIPAL if several else Cohort.Kind.LOCAL
    cohort = Cohort(
        provider=setting.provider,
        programme=programme,
        rule_version=stage.set_rules(setting.provider),
        agreement=stage.set_agreement(setting.provider, kind),
        kind=kind,
        title=f"{place} {begin.year}/{(begin.year + 1) % 100}",
        municipalities=municipalities,
        starts_on=begin,
        ends_on=begin + timedelta(days=LASTS),
        places=places,
    )
    plan = CohortPlan(
        cohort=cohort,
        sessions=tuple(_session(begin, trainer.pk, *row) for row in SESSIONS),
        timetable=Timetable(
            opens_on=dict(_openings(begin)),
            plan_due_at=moment(begin + timedelta(days=PLAN_DUE_AFTER), 18),
        ),
        team={"trainer": (trainer,)},
    )
    return set_up_cohort(plan, by=setting.user(cast.COORDINATOR))


def _tuesday_before(day: date) -> date:
    """Whenever the demo is made, nobody has a seminar on a Sunday."""
    return day - timedelta(days=(day.weekday() - TUESDAY) % 7)


def _session(
    begin: date, trainer: Any, kind: str, module: int, title: str, after: int, days: int
) -> SessionPlan:
    online = kind == Session.Kind.DEEPENING
    first = begin + timedelta(days=after)
    hours, minutes = ((9, 12), 180) if online else ((9, 16), 360)
    return SessionPlan(
        kind=kind,
        title=title,
        module_number=module,
        place="" if online else ROOMS[module % len(ROOMS)],
        video_url="https://video.mittelaue.example/vertiefung" if online else "",
        material=BRING_A_CASE if online else BRING_NOTES,
        trainers=(trainer,),
        parts=tuple(
            PartPlan(
                moment(first + timedelta(days=day), hours[0]),
                moment(first + timedelta(days=day), hours[1]),
                minutes,
            )
            for day in range(days)
        ),
    )


def _openings(begin: date) -> Iterable[tuple[int, date]]:
    for kind, module, _title, after, _days in SESSIONS:
        if kind == Session.Kind.SEMINAR:
            yield module, begin + timedelta(days=max(0, after - OPENS_DAYS_BEFORE))


def _running_cohort(setting: Setting) -> None:
    cohort = _cohort(
        setting,
        "Landkreis Mittelaue",
        ["Landkreis Mittelaue", "Kreisstadt Quellingen"],
        STARTED_AGO["running"],
        places=10,
    )
    running.live(setting, cohort)


def _ended_cohort(setting: Setting) -> None:
    """Three people have met every rule; what becomes of their certificates follows in `_issue`."""
    cohort = _cohort(
        setting, "Kreisstadt Quellingen", ["Kreisstadt Quellingen"], STARTED_AGO["ended"]
    )
    trainer = setting.user(cast.TRAINER)
    graduates = [
        join(cohort, setting.user(part)) for part in (cast.WAITING, cast.GRADUATE, cast.REVOKED)
    ]
    for session in timed_sessions().filter(cohort=cohort):
        marks = {enrolment.pk: Attendance(State.ATTENDED) for enrolment in graduates}
        record_attendance(session, marks, by=setting.user(cast.COORDINATOR), now=session.ends_at)
    handed_in = moment(cohort.starts_on + timedelta(days=PLAN_DUE_AFTER - 20), 11)
    for enrolment in graduates:
        read(enrolment, handed_in, at_most=100)
        revision = hand_in_plan(enrolment, "plan-angenommen", at=handed_in)
        review(setting, revision, "rueckmeldung-2", at=handed_in + timedelta(days=12))
    release(cohort, [enrolment.pk for enrolment in graduates], by=trainer)


# — Certificates ———————————————————————————————————————————————————————————————


def _issue(setting: Setting) -> None:
    """Open the awards of all who completed; two of them have gone all the way."""
    for part in (cast.WAITING, cast.GRADUATE, cast.REVOKED):
        enrolment = Enrolment.objects.get(
            user=setting.user(part), cohort__provider=setting.provider
        )
        award = open_award(enrolment)
        if part is not cast.WAITING and award.state != AwardState.ISSUED:
            _go_all_the_way(setting, part, award)
        attendance = open_attendance(enrolment)
        if attendance is not None and attendance.state == AwardState.RELEASED:
            issue_certificate(attendance.pk)


def _go_all_the_way(setting: Setting, part: cast.Part, award: Award) -> None:
    user, coordinator = setting.user(part), setting.user(cast.COORDINATOR)
    confirm_name(award, name=str(user), by=user)
    release_award(award, by=coordinator)
    certificate = issue_certificate(award.pk)
    if certificate is None:
        return
    if part is cast.GRADUATE:
        show_name(certificate, by=user)
    else:
        reason = PublicReason.ISSUED_IN_ERROR
        revoke(certificate, by=coordinator, reason=reason, note="Demo: Stunden falsch angegeben.")
