"""Ties awards to progress and reminders; called once from the app's `ready()`."""

from typing import Any

from certificates.awards import history
from certificates.awards.reminders import names_to_confirm
from certificates.awards.tasks import OPEN, OPEN_ATTENDANCE
from content.foundation.queue import enqueue
from courses.cohorts.models import Enrolment
from courses.cohorts.signals import enrolment_ended
from courses.progress.signals import enrolment_completed
from courses.reminders.registry import register_source


def connect() -> None:
    history.connect()
    enrolment_completed.connect(_award, dispatch_uid="lms_award")
    enrolment_ended.connect(_confirm_attendance, dispatch_uid="lms_award_attendance")
    register_source(names_to_confirm)


def _award(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    enqueue(OPEN, enrolment.pk)


def _confirm_attendance(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    enqueue(OPEN_ATTENDANCE, enrolment.pk)
