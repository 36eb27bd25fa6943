"""People who were there, and the confirmations of attendance they get."""

from certificates.awards.attendance import open_attendance
from certificates.awards.domain import confirm_name
from certificates.awards.issuing import issue_certificate
from courses.cohorts.domain import end_enrolment
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance


def attends(house, enrolment, state=State.ATTENDED, **more):
    session = house.cohort.sessions.get(title="Seminar 1")
    record_attendance(session, {enrolment.pk: Attendance(state, **more)}, by=house.trainer)
    return enrolment


def ended(house, **fields):
    """Somebody who was there and has left before the end."""
    enrolment = attends(house, house.participant(**fields))
    end_enrolment(enrolment, by=house.coordinator, reason="Umzug")
    return enrolment


def named(house, **fields):
    enrolment = ended(house, **fields)
    return confirm_name(open_attendance(enrolment), name="Erika Müßig", by=enrolment.user)


def confirmed(house, **fields):
    return issue_certificate(named(house, **fields).pk)
