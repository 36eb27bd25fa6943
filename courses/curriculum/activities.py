"""What makes a page an activity, and keeps its row in step with it."""

import hashlib
import json
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Page, get_page_models

from courses.curriculum.models import Activity, Programme
from courses.curriculum.signals import curriculum_changed


class ActivityPage:
    """Mixin of page types whose pages are activities of the programme above them."""

    activity_kind: ClassVar[str]
    # Fields whose published values make the fingerprint in the evidence.
    activity_content: ClassVar[tuple[str, ...]] = ("title",)

    @property
    def activity_number(self) -> str:
        return str(getattr(self, "number", "") or "")

    @property
    def activity_minutes(self) -> int:
        return int(getattr(self, "minutes", 0) or 0)

    def content_hash(self) -> str:
        """SHA-256 over what a reader sees of this page."""
        fields = {name: self._plain(name) for name in self.activity_content}
        text = json.dumps(fields, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _plain(self, name: str) -> Any:
        value = getattr(self, name)
        prepare = getattr(value, "get_prep_value", None)
        return prepare() if prepare else value


def page_type_of(kind: str) -> type[Page]:
    """The page type of a kind of activity, so that nobody below has to import it."""
    return next(
        model for model in get_page_models() if getattr(model, "activity_kind", None) == kind
    )


@transaction.atomic
def sync_activity(page: Any, *, key: UUID | None = None) -> Activity | None:
    """Bring the row of an activity page up to date; make it with `key` (or a fresh one) if new.

    A copied page therefore gets a key of its own unless the copier says otherwise. None when the
    page stands outside every programme.
    """
    programme = Programme.objects.filter(page__in=page.get_ancestors().values("pk")).first()
    if programme is None:
        return None
    parent = (
        Activity.objects.filter(page__in=page.get_ancestors().values("pk"))
        .order_by("-page__depth")
        .first()
    )
    facts = {
        "programme": programme,
        "kind": page.activity_kind,
        "parent": parent,
        "number": page.activity_number,
        "title": page.title,
        "minutes": page.activity_minutes,
        "live": page.live,
        "content_hash": page.content_hash(),
    }
    activity, created = Activity.objects.update_or_create(
        page_id=page.pk, defaults=facts, create_defaults={**facts, "key": key or uuid4()}
    )
    if created:
        # What was published below this page before it hung on the activity above.
        below = Activity.objects.filter(page__path__startswith=page.path, parent=parent)
        below.exclude(pk=activity.pk).update(parent=activity)
    curriculum_changed.send(sender=Activity, programme_id=programme.pk)
    return activity


@transaction.atomic
def retire_activity(page: Page) -> None:
    """The page is no longer shown. Evidence stays; open enrolments are looked at again."""
    for activity in Activity.objects.filter(page_id=page.pk, live=True):
        activity.live = False
        activity.save(update_fields=["live"])
        curriculum_changed.send(sender=Activity, programme_id=activity.programme_id)
