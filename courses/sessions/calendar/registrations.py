"""Ties calendars to what changes dates; called once from the app's `ready()`.

The receivers only queue: who is told what is found out when the fact is committed.
"""

from typing import Any

from content.foundation.queue import enqueue
from courses.cohorts.signals import enrolment_ended, enrolment_started, role_withdrawn
from courses.sessions.signals import session_changed

ANNOUNCE = "courses.sessions.calendar.tasks.announce"
CATCH_UP = "courses.sessions.calendar.tasks.catch_up"


def connect() -> None:
    session_changed.connect(_session_changed, dispatch_uid="lms_calendar_session")
    enrolment_started.connect(_place_changed, dispatch_uid="lms_calendar_started")
    enrolment_ended.connect(_place_changed, dispatch_uid="lms_calendar_ended")
    role_withdrawn.connect(_role_withdrawn, dispatch_uid="lms_calendar_role")


def _session_changed(sender: Any, session: Any, **kwargs: Any) -> None:
    enqueue(ANNOUNCE, session.pk)


def _place_changed(sender: Any, enrolment: Any, **kwargs: Any) -> None:
    if enrolment.user_id is not None:
        enqueue(CATCH_UP, enrolment.user_id)


def _role_withdrawn(sender: Any, user: Any, **kwargs: Any) -> None:
    """Whoever leaves the team leads no session ahead any more."""
    enqueue(CATCH_UP, user.pk)
