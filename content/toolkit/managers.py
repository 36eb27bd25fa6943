"""Which cards somebody may read: the one place that answers it."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from content.toolkit.enums import Visibility
from content.toolkit.readers import levels_open_to


class MethodPageQuerySet(PageQuerySet):
    def visible_to(self, user: Any) -> "MethodPageQuerySet":
        """Published cards that `user` (may be anonymous) may read.

        Asks at once whether they take part: one statement, none for the anonymous.
        """
        return self.open_to(levels_open_to(user))

    def open_to(self, levels: Iterable[Visibility]) -> "MethodPageQuerySet":
        """As `visible_to` for a user whose levels are known already."""
        return self.live().filter(visibility__in=levels)


MethodPageManager = PageManager.from_queryset(MethodPageQuerySet)
