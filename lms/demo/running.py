"""A cohort in the middle of its year: who was there, who was not, and what lies ahead."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from courses.cohorts.domain import grant_role, invite
from courses.cohorts.models import Cohort, CohortRole, Enrolment
from courses.cohorts.waiting import wait
from courses.progress.enums import State
from courses.progress.exceptions import extend
from courses.sessions.absences import announce_absence
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.making_up import MadeUp
from courses.sessions.models import Session, SessionFile
from courses.sessions.papers import add_files, write_protocol
from courses.sessions.requirements import timed_sessions
from lms.demo import cast, deeds, stage
from lms.demo.deeds import Setting

INVITED = "neu@quellingen.example"
WAITS = ("lindqvist@quellingen.example", "Iris Lindqvist")
TEAM = {
    CohortRole.Role.COMPANION_LOCAL: cast.COMPANION_LOCAL,
    CohortRole.Role.COMPANION_EXTERNAL: cast.COMPANION_EXTERNAL,
    CohortRole.Role.SUPERVISOR: cast.SUPERVISOR,
}
# How many lessons each of them has read.
READ = {
    cast.HALFWAY: 5,
    cast.RETURNED: 8,
    cast.ASKS_OFTEN: 9,
    cast.MADE_UP: 6,
    cast.LEFT_EARLY: 4,
    cast.STEADY: 7,
    cast.HAS_LONGER: 5,
    cast.WAS_ILL: 3,
    cast.CANNOT_COME: 6,
}
# By the number of the past session, whoever was not simply there.
MARKS: Mapping[int, Mapping[cast.Part, Attendance]] = {
    0: {cast.LEFT_EARLY: Attendance(State.PARTLY, minutes=360)},
    1: {
        cast.HALFWAY: Attendance(State.EXCUSED),
        cast.MADE_UP: Attendance(
            State.MADE_UP, made_up=MadeUp(task="Ein schwieriges Gespräch schriftlich ausgewertet")
        ),
    },
    2: {
        cast.WAS_ILL: Attendance(State.MISSED),
        cast.CANNOT_COME: Attendance(
            State.MADE_UP, made_up=MadeUp(task="Konfliktanalyse zum eigenen Fall")
        ),
    },
}
ABSENCE = "An diesem Tag tagt bei uns der Kreisausschuss."
EXTENDED_BY = timedelta(days=21)
WHY_LONGER = "Elternzeit bis Jahresende"


def live(setting: Setting, cohort: Cohort) -> None:
    """Everything that happened until now. One of the nine needs a hand."""
    places = {part: deeds.join(cohort, setting.user(part)) for part in READ}
    for role, part in TEAM.items():
        grant_role(cohort, setting.user(part), role, by=setting.user(cast.COORDINATOR))
    _past_sessions(setting, cohort, places)
    for part, lessons in READ.items():
        deeds.read(places[part], setting.now, at_most=lessons)
    returned = places[cast.RETURNED]
    revision = deeds.hand_in_plan(returned, "plan-entwurf", at=setting.now - timedelta(days=9))
    deeds.review(setting, revision, "rueckmeldung-1", at=setting.now - timedelta(days=2))
    waits = setting.now - timedelta(days=3)
    deeds.hand_in_task(places[cast.MADE_UP], "P1", "mini-analyse", at=waits)
    _more_time(setting, places[cast.HAS_LONGER])
    _ahead(setting, cohort)


def _past_sessions(setting: Setting, cohort: Cohort, places: Mapping[cast.Part, Enrolment]) -> None:
    coordinator = setting.user(cast.COORDINATOR)
    past = timed_sessions().filter(cohort=cohort, starts_at__lt=setting.now)
    for number, session in enumerate(past):
        special = MARKS.get(number, {})
        marks = {
            place.pk: special.get(part, Attendance(State.ATTENDED))
            for part, place in places.items()
        }
        record_attendance(session, marks, by=coordinator, now=session.ends_at)
        if session.kind == Session.Kind.SEMINAR:
            _papers(setting, session)


def _papers(setting: Setting, session: Session) -> None:
    trainer = setting.user(cast.TRAINER)
    words = stage.read_yaml(stage.TEXTS / "seminar.yaml")
    handout = SimpleUploadedFile(f"{words['file']}.txt", words["content"].encode())
    add_files(session, [handout], purpose=SessionFile.Purpose.MATERIAL, by=trainer)
    write_protocol(session, words["protocol"].strip(), by=trainer)


def _more_time(setting: Setting, place: Enrolment) -> None:
    plan: Any = place.cohort.schedule.get(due_at__isnull=False)
    extend(
        place,
        plan.key,
        plan.due_at + EXTENDED_BY,
        by=setting.user(cast.COORDINATOR),
        reason=WHY_LONGER,
        now=setting.now - timedelta(days=5),
    )


def _ahead(setting: Setting, cohort: Cohort) -> None:
    """Somebody cannot come to the next session; one is invited, and one waits for a place."""
    coordinator = setting.user(cast.COORDINATOR)
    coming = timed_sessions().filter(cohort=cohort, starts_at__gt=setting.now)[0]
    announce_absence(coming, by=setting.user(cast.CANNOT_COME), note=ABSENCE, now=setting.now)
    invite(cohort, INVITED, by=coordinator, now=setting.now)
    email, name = WAITS
    wait(cohort, email, by=coordinator, name=name)
