"""A year of learning in a few seconds: two cohorts with people in different states.

Everything goes through the same domain functions as the site itself, so the demo shows nothing
that could not have happened. Repeatable: what is there is left alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.assignment.domain.drafts import save_section, start
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.releasing import release
from assessments.assignment.domain.reviewing import Judgement, decide
from assessments.assignment.models import Revision, Submission
from assessments.plan.pages import PlanPage
from certificates.awards.domain import confirm_name, open_award, release_award, revoke, show_name
from certificates.awards.enums import AwardState, PublicReason
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award
from courses.cohorts.domain import confirm_agreement, grant_provider_role, invite
from courses.cohorts.models import Cohort, Enrolment, ProviderRole
from courses.curriculum.models import Activity
from courses.governance.models import Provider
from courses.progress.actions import confirm_reading
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import Session
from courses.sessions.requirements import timed_sessions
from courses.sessions.scheduling import PartPlan, SessionPlan
from courses.sessions.setup import CohortPlan, Timetable, set_up_cohort
from lms.demo import cast, stage
from lms.demo.people import DemoPerson

OPENS_DAYS_BEFORE = 14
INVITED = "neu@quellingen.example"
# Kind, module, title, first day counted from the cohort's start, number of days.
SESSIONS = (
    (Session.Kind.SEMINAR, 1, "Seminar 1: Konflikt, Demokratie und Haltung", 7, 2),
    (Session.Kind.DEEPENING, 1, "Online-Vertiefung 1: Schwierige Gespräche", 42, 1),
    (Session.Kind.SEMINAR, 2, "Seminar 2: Konflikte analysieren", 70, 1),
    (Session.Kind.SEMINAR, 3, "Seminar 3: Rolle, Auftrag, Struktur", 147, 1),
    (Session.Kind.DEEPENING, 3, "Online-Vertiefung 2: Fallberatung", 175, 1),
    (Session.Kind.SEMINAR, 4, "Seminar 4: Dialog und Vermittlung", 217, 2),
    (Session.Kind.SEMINAR, 5, "Seminar 5: Vorbeugen und vorbereitet sein", 287, 2),
)
PLAN_DUE_AFTER = 315
LASTS = 350
STARTED_AGO = {"running": 119, "ended": 364}


@dataclass(frozen=True, slots=True)
class Setting:
    """What every cohort of the demo shares."""

    provider: Provider
    people: Mapping[str, Any]
    now: datetime

    def user(self, part: cast.Part) -> Any:
        return self.people[part.email]


def seed(now: datetime) -> list[DemoPerson]:
    """Make what is missing and return whom to introduce at the terminal."""
    provider = stage.set_provider()
    people = {part.email: cast.appear(part) for part in cast.CAST}
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


def _cohort(setting: Setting, place: str, municipalities: list[str], started_ago: int) -> Cohort:
    begin = timezone.localdate(setting.now) - timedelta(days=started_ago)
    programme = setting.provider.programmes.get()
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
    )
    plan = CohortPlan(
        cohort=cohort,
        sessions=tuple(_session(begin, *row) for row in SESSIONS),
        timetable=Timetable(
            opens_on=dict(_openings(begin)),
            plan_due_at=_at(begin + timedelta(days=PLAN_DUE_AFTER), 18),
        ),
        team={"trainer": (setting.user(cast.TRAINER),)},
    )
    return set_up_cohort(plan, by=setting.user(cast.COORDINATOR))


def _session(begin: date, kind: str, module: int, title: str, after: int, days: int) -> SessionPlan:
    online = kind == Session.Kind.DEEPENING
    first = begin + timedelta(days=after)
    hours, minutes = ((9, 12), 180) if online else ((9, 16), 360)
    return SessionPlan(
        kind=kind,
        title=title,
        module_number=module,
        place="" if online else "Kreishaus Mittelaue, Raum 2.14",
        video_url="https://video.mittelaue.example/vertiefung" if online else "",
        parts=tuple(
            PartPlan(
                _at(first + timedelta(days=day), hours[0]),
                _at(first + timedelta(days=day), hours[1]),
                minutes,
            )
            for day in range(days)
        ),
    )


def _openings(begin: date) -> Iterable[tuple[int, date]]:
    for kind, module, _title, after, _days in SESSIONS:
        if kind == Session.Kind.SEMINAR:
            yield module, begin + timedelta(days=max(0, after - OPENS_DAYS_BEFORE))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())


def _join(cohort: Cohort, user: Any) -> Enrolment:
    confirm_agreement(cohort, user=user)
    return Enrolment.objects.create(
        cohort=cohort, user=user, joined_at=_at(cohort.starts_on - timedelta(days=10), 10)
    )


def _running_cohort(setting: Setting) -> None:
    cohort = _cohort(
        setting,
        "Landkreis Mittelaue",
        ["Landkreis Mittelaue", "Kreisstadt Quellingen"],
        STARTED_AGO["running"],
    )
    halfway = _join(cohort, setting.user(cast.HALFWAY))
    returned = _join(cohort, setting.user(cast.RETURNED))
    for session in timed_sessions().filter(cohort=cohort, starts_at__lt=setting.now):
        absent = session.kind == Session.Kind.DEEPENING
        marks = {
            halfway.pk: Attendance(State.EXCUSED if absent else State.ATTENDED),
            returned.pk: Attendance(State.ATTENDED),
        }
        record_attendance(session, marks, by=setting.user(cast.COORDINATOR), now=session.ends_at)
    _read(halfway, setting.now, at_most=5)
    _read(returned, setting.now, at_most=8)
    revision = _hand_in(returned, "plan-entwurf", at=setting.now - timedelta(days=9))
    _review(setting, revision, "rueckmeldung-1", at=setting.now - timedelta(days=2))
    invite(cohort, INVITED, by=setting.user(cast.COORDINATOR), now=setting.now)


def _ended_cohort(setting: Setting) -> None:
    """Three people have met every rule; what becomes of their certificates follows in `_issue`."""
    cohort = _cohort(
        setting, "Kreisstadt Quellingen", ["Kreisstadt Quellingen"], STARTED_AGO["ended"]
    )
    trainer = setting.user(cast.TRAINER)
    graduates = [
        _join(cohort, setting.user(part)) for part in (cast.WAITING, cast.GRADUATE, cast.REVOKED)
    ]
    for session in timed_sessions().filter(cohort=cohort):
        marks = {enrolment.pk: Attendance(State.ATTENDED) for enrolment in graduates}
        record_attendance(session, marks, by=setting.user(cast.COORDINATOR), now=session.ends_at)
    handed_in = _at(cohort.starts_on + timedelta(days=PLAN_DUE_AFTER - 20), 11)
    for enrolment in graduates:
        _read(enrolment, handed_in, at_most=100)
        revision = _hand_in(enrolment, "plan-angenommen", at=handed_in)
        _review(setting, revision, "rueckmeldung-2", at=handed_in + timedelta(days=12))
    release(cohort, [enrolment.pk for enrolment in graduates], by=trainer)


# — What the people did ————————————————————————————————————————————————————————


def _read(enrolment: Enrolment, now: datetime, *, at_most: int) -> None:
    """Confirm lessons of open modules in order, a day apart, the last one yesterday."""
    lessons = Activity.objects.filter(
        programme=enrolment.cohort.programme, kind=Activity.Kind.LESSON
    ).available()
    today = timezone.localdate(now)
    opened = enrolment.cohort.schedule.filter(opens_on__lte=today).values("key")
    keys = list(lessons.filter(parent__key__in=opened).values_list("key", flat=True)[:at_most])
    for days, key in zip(range(len(keys), 0, -1), keys, strict=True):
        confirm_reading(enrolment.user, key, now=now - timedelta(days=days))


def _hand_in(enrolment: Enrolment, text: str, *, at: datetime) -> Revision:
    page = PlanPage.objects.select_related("lms_activity").get(
        lms_activity__programme=enrolment.cohort.programme
    )
    submission = start(
        enrolment,
        page.lms_activity.key,
        title=page.title,
        template=page.template_version,
        rubric=page.rubric_version,
    )
    scope = Submission.objects.filter(pk=submission.pk)
    texts = stage.read_yaml(stage.TEXTS / f"{text}.yaml")["sections"]
    versions = dict(submission.draft_sections.values_list("section_id", "version"))
    for section, words in texts.items():
        save_section(
            scope, section, values={"text": words.strip()}, version=versions[section], now=at
        )
    return hand_in(scope, by=enrolment.user, now=at)


def _review(setting: Setting, revision: Revision, text: str, *, at: datetime) -> None:
    words = stage.read_yaml(stage.TEXTS / f"{text}.yaml")
    accepted = words["outcome"] == "accepted"
    judgement = Judgement(
        headline=words["headline"],
        letter=words["letter"].strip(),
        scores={row["criterion"]: row["points"] for row in words["scores"]},
        criterion_comments={row["criterion"]: row["comment"].strip() for row in words["scores"]},
        section_comments={row["section"]: row["comment"].strip() for row in words["sections"]},
        due_at=None if accepted else at + timedelta(days=28),
    )
    outcome = "accepted" if accepted else "returned"
    decide(revision, judgement, outcome=outcome, by=setting.user(cast.TRAINER), now=at)


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
