"""Ties awards to progress and reminders; called once from the app's `ready()`."""

from typing import Any

from certificates.awards.reminders import names_to_confirm
from certificates.awards.tasks import OPEN
from content.foundation.queue import enqueue
from courses.cohorts.models import Enrolment
from courses.progress.signals import enrolment_completed
from courses.reminders.registry import register_source


def connect() -> None:
    enrolment_completed.connect(_award, dispatch_uid="lms_award")
    register_source(names_to_confirm)


def _award(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    enqueue(OPEN, enrolment.pk)
