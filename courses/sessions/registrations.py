"""Ties sessions to their neighbours; called once from the app's `ready()`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.foundation.queue import enqueue
from courses.cohorts import history
from courses.cohorts.models import Cohort
from courses.cohorts.signals import role_withdrawn
from courses.sessions import requirements

ACTIONS = {
    "session.trainer_left": _("Session without somebody who has left the team"),
    "session.protocol_written": _("Protocol written"),
    "session.files_added": _("Files added"),
    "session.file_removed": _("File removed"),
    "absence.announced": _("Absence announced"),
    "absence.withdrawn": _("Announcement of absence taken back"),
}


def connect() -> None:
    requirements.connect()
    history.describe(ACTIONS)
    role_withdrawn.connect(_leave_sessions, dispatch_uid="lms_leave_sessions")


def _leave_sessions(sender: Any, cohort: Cohort, user: Any, **kwargs: Any) -> None:
    enqueue("courses.sessions.tasks.leave_sessions", cohort.pk, user.pk)
