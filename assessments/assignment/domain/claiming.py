"""The soft lock: who is looking at a version just now. It says so and never keeps anybody out."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.assignment.models import ReviewClaim, Revision

# Whoever has saved nothing and shown no sign for so long has probably gone.
LAPSES = timedelta(minutes=10)


def claim(revision: Revision, *, by: Any, now: datetime | None = None) -> ReviewClaim | None:
    """Say that `by` is looking at the version. Returns the claim of somebody else that stands."""
    now = now or timezone.now()
    free = Q(reviewer=by) | Q(seen_at__lte=now - LAPSES)
    mine = {"reviewer": by, "seen_at": now}
    if ReviewClaim.objects.filter(free, revision=revision).update(**mine):
        return None
    rows = ReviewClaim.objects.select_related("reviewer")
    stands, created = rows.get_or_create(revision=revision, defaults=mine)
    return None if created or stands.reviewer_id == by.pk else stands


def take_over(revision: Revision, *, by: Any, now: datetime | None = None) -> None:
    """Look at it instead of whoever does now. What they have written stays their draft."""
    mine = {"reviewer": by, "seen_at": now or timezone.now()}
    ReviewClaim.objects.update_or_create(revision=revision, defaults=mine)


def still_here(revision_id: int, *, by: Any, now: datetime | None = None) -> bool:
    """Renew one's own claim; False where there is none any more. One statement."""
    rows = ReviewClaim.objects.filter(revision=revision_id, reviewer=by)
    return bool(rows.update(seen_at=now or timezone.now()))


def let_go(revision: Revision) -> None:
    """A decided version needs nobody's eyes any more."""
    ReviewClaim.objects.filter(revision=revision).delete()
