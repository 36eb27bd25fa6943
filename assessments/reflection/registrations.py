"""Ties private texts to their neighbours; called once from the app's `ready()`."""

from typing import Any

from content.foundation.queue import enqueue
from courses.cohorts.signals import enrolment_ended, role_withdrawn


def connect() -> None:
    role_withdrawn.connect(_somebody_left, dispatch_uid="lms_shared_role")
    enrolment_ended.connect(_somebody_left, dispatch_uid="lms_shared_ended")


def _somebody_left(sender: Any, **kwargs: Any) -> None:
    enqueue("assessments.reflection.tasks.forget_ended_copies")
