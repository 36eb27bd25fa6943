"""Ties awards to progress; called once from the app's `ready()`."""

from typing import Any

from certificates.awards.tasks import OPEN
from content.foundation.queue import enqueue
from courses.cohorts.models import Enrolment
from courses.progress.signals import enrolment_completed


def connect() -> None:
    enrolment_completed.connect(_award, dispatch_uid="lms_award")


def _award(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    enqueue(OPEN, enrolment.pk)
