"""Letting pages give new work a newer version of a rubric or a template."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from courses.curriculum.four_eyes.domain import publishes_alone


@transaction.atomic
def let_follow(
    pages: Iterable[Any], name: str, newest: Any, chosen: Collection[int], *, by: Any
) -> tuple[int, list[str]]:
    """Publish the chosen pages with `newest` in the field `name`; begun work keeps its own.

    Returns how many follow, and the titles of those that do not: the person may not publish them,
    or they have a draft that waits, which would go out with it.
    """
    moved, left = 0, []
    for page in pages:
        if page.pk not in chosen or getattr(page, f"{name}_id") == newest.pk:
            continue
        if not _may_publish(page, by):
            left.append(page.title)
            continue
        setattr(page, name, newest)
        page.save_revision(user=by, log_action=True).publish(user=by)
        moved += 1
    return moved, left


def _may_publish(page: Any, by: Any) -> bool:
    allowed = page.permissions_for_user(by).can_publish() and not publishes_alone(by, page)
    return allowed and page.live and not page.has_unpublished_changes and not page.locked
