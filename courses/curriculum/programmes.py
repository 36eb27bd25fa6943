"""The plain row behind a programme's page."""

from typing import Any
from uuid import UUID, uuid4

from courses.curriculum.models import Programme


def sync_programme(page: Any, *, key: UUID | None = None) -> Programme:
    """Bring the programme's row up to date with its page; make it if it is new."""
    facts = {"title": page.title, "provider_id": page.provider_id}
    programme, _created = Programme.objects.update_or_create(
        page_id=page.pk, defaults=facts, create_defaults={**facts, "key": key or uuid4()}
    )
    return programme
