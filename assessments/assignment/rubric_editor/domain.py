"""Publishing a rubric, and letting pages follow."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.assignment.domain.following import let_follow
from assessments.assignment.errors import RubricChanged
from assessments.assignment.models import Rubric, RubricVersion
from assessments.assignment.rubric import Rubric as Definition
from assessments.assignment.rubric_editor.queries import newest_version, pages_using
from assessments.assignment.versions import publish_rubric
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


def point_pages(rubric: Rubric, page_ids: Collection[int], *, by: Any) -> tuple[int, list[str]]:
    """As `let_follow`: how many pages get the newest version, and the titles of the others."""
    newest = newest_version(rubric)
    if newest is None:
        return 0, []
    return let_follow(pages_using(rubric), "rubric_version", newest, page_ids, by=by)
