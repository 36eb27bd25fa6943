"""Who has a section open just now. It lapses by itself, and nothing is kept of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.assignment.errors import NothingHere
from assessments.assignment.models import DraftSection, SectionPresence, Submission
from content.foundation.people import display_name

LAPSES = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Around:
    """What somebody who has a section open wants to know of the others."""

    names: tuple[str, ...]  # who has it open too
    version: int  # what is stored now
    saved_by: Any = None


@transaction.atomic
def look_around(
    scope: QuerySet[Submission], section_id: str, *, by: Any, now: datetime | None = None
) -> Around:
    """Say that one is in the section, and hear who else is. What has lapsed is deleted.

    Five statements. Raises NothingHere.
    """
    now = now or timezone.now()
    submission = scope.first()
    if submission is None:
        raise NothingHere
    draft = _draft(submission, section_id)
    _forget(now)
    SectionPresence.objects.bulk_create(
        [SectionPresence(submission=submission, section_id=section_id, user=by, seen_at=now)],
        update_conflicts=True,
        update_fields=["seen_at"],
        unique_fields=["submission", "section_id", "user"],
    )
    here = SectionPresence.objects.filter(submission=submission, section_id=section_id)
    others = here.exclude(user=by).select_related("user").order_by("user_id")
    return Around(_names(others), draft.version, draft.saved_by)


def _draft(submission: Submission, section_id: str) -> DraftSection:
    rows = submission.draft_sections.filter(section_id=section_id).select_related("saved_by")
    found = rows.defer("values").first()
    if found is None:
        raise NothingHere
    return found


def _forget(now: datetime) -> None:
    """Nobody's whereabouts are kept, whichever work they belong to."""
    SectionPresence.objects.filter(seen_at__lte=now - LAPSES).delete()


def _names(others: Iterable[SectionPresence]) -> tuple[str, ...]:
    return tuple(display_name(row.user) for row in others)
