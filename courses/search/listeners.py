"""Wagtail's page signals, and what terms and sources tell; all also fire outside the admin.

Deleting a page unpublishes it first. Moving and renaming what lies above a page changes nothing
here, because where a hit stands is asked of the pages themselves.
"""

from typing import Any

from wagtail.signals import page_published, page_unpublished

from content.foundation.telling import row_deleted, row_saved
from courses.search.domain import enter, take_out


def connect() -> None:
    page_published.connect(_published, dispatch_uid="lms_search_published")
    page_unpublished.connect(_unpublished, dispatch_uid="lms_search_unpublished")
    row_saved.connect(_saved, dispatch_uid="lms_search_saved")
    row_deleted.connect(_deleted, dispatch_uid="lms_search_deleted")


def _published(sender: Any, instance: Any, **kwargs: Any) -> None:
    enter(instance)


def _unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    take_out(instance.specific_deferred)


def _saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    enter(instance)


def _deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    take_out(instance)
