"""Ties progress to its neighbours; called once from the app's `ready()`."""

from typing import Any

from content.foundation.queue import enqueue
from content.toolkit.readers import provide_readings
from courses.cohorts.policies import programmes_taught_by
from courses.curriculum import listeners, readers, reading
from courses.curriculum.signals import curriculum_changed
from courses.progress.queries import lessons_beside, readable_activities, visit
from courses.progress.registry import register_source
from courses.progress.sources import activity_requirements, release_requirements


def connect() -> None:
    listeners.connect()
    reading.connect()
    readers.provide(visit, readable_activities, programmes_taught_by)
    provide_readings(lessons_beside)
    register_source(activity_requirements)
    register_source(release_requirements)
    curriculum_changed.connect(_reevaluate, dispatch_uid="lms_reevaluate")


def _reevaluate(sender: Any, programme_id: int, **kwargs: Any) -> None:
    enqueue("courses.progress.tasks.reevaluate_programme", programme_id)
