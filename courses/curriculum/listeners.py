"""Wagtail's page signals; they also fire outside the admin."""

from typing import Any

from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.curriculum.activities import ActivityPage, retire_activity, sync_activity
from courses.curriculum.pages import ProgrammePage
from courses.curriculum.programmes import sync_programme


def connect() -> None:
    page_published.connect(_published, dispatch_uid="lms_activity_published")
    page_unpublished.connect(_unpublished, dispatch_uid="lms_activity_unpublished")
    post_page_move.connect(_moved, dispatch_uid="lms_activity_moved")


def _published(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, ProgrammePage):
        sync_programme(instance)
    elif isinstance(instance, ActivityPage):
        sync_activity(instance)


def _unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    retire_activity(instance)


def _moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A moved module takes its lessons along, possibly into another programme."""
    page: Any
    for page in instance.specific.get_descendants(inclusive=True).specific():
        if page.live and isinstance(page, ActivityPage):
            sync_activity(page)
