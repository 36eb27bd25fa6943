"""Whose drafts somebody writes."""

from typing import Any

from django.db.models import Q, QuerySet

from content.h5p.authoring.models import H5PDraft
from content.h5p.policies import contents_changed_by, uploads_to


def drafts_of(user: Any) -> QuerySet[H5PDraft]:
    """One's own, as long as one may still bring or change what they become."""
    here = Q(content__in=contents_changed_by(user))
    if uploads_to(user).exists():
        here |= Q(content=None)
    rows = H5PDraft.objects.filter(here, author=user)
    return rows.select_related("content", "base__main_library", "base__content")
