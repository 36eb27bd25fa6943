"""Publishing a rubric, and letting pages follow."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.assignment.errors import RubricChanged
from assessments.assignment.models import Rubric, RubricVersion
from assessments.assignment.rubric import Rubric as Definition
from assessments.assignment.rubric_editor.queries import newest_version, pages_using
from assessments.assignment.versions import publish_rubric
from courses.curriculum.four_eyes.domain import publishes_alone
from courses.governance import audit
from courses.governance.models import Provider


@transaction.atomic
def publish(
    provider: Provider, slug: str, definition: Definition, *, title: str, base: int, by: Any
) -> RubricVersion:
    """Publish what an author saw against version `base` (0: none); the same content is the same
    version. Side effect: an audit entry for a new one. Raises RubricChanged when somebody else has
    published in between.
    """
    rubric = Rubric.objects.select_for_update().filter(provider=provider, slug=slug).first()
    latest = newest_version(rubric) if rubric else None
    if (latest.version if latest else 0) != base:
        raise RubricChanged(
            _("Somebody else has published a version in the meantime. Please compare once more.")
        )
    version = publish_rubric(provider, slug, title=title, rubric=definition)
    if version != latest:
        audit.log(by, "rubric.published", version.rubric, version=version.version)
    return version


@transaction.atomic
def point_pages(rubric: Rubric, page_ids: Collection[int], *, by: Any) -> tuple[int, list[str]]:
    """Let the pages give new work the newest version; begun work keeps its own.

    Returns how many follow, and the titles of those that do not: the person may not publish them,
    or they have a draft that waits, which would go out with it.
    """
    newest = newest_version(rubric)
    moved, left = 0, []
    for page in pages_using(rubric):
        if newest is None or page.pk not in page_ids or page.rubric_version_id == newest.pk:
            continue
        if not _may_publish(page, by):
            left.append(page.title)
            continue
        page.rubric_version = newest
        page.save_revision(user=by, log_action=True).publish(user=by)
        moved += 1
    return moved, left


def _may_publish(page: Any, by: Any) -> bool:
    allowed = page.permissions_for_user(by).can_publish() and not publishes_alone(by, page)
    return allowed and page.live and not page.has_unpublished_changes and not page.locked
