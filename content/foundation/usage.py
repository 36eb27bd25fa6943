"""What texts rely on cannot be deleted without saying where it is used.

Wagtail's reference index knows the places: rich-text marks and choosers alike. A guarded model
refuses in code (`InUse`) and in the admin (`content.foundation.guarded_views`). What only a draft
uses is not in the index: there a mark turns into plain words.
"""

from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ReferenceIndex

from content.foundation.errors import DomainError

NAMED_AT_MOST = 3
M = TypeVar("M", bound=Model)


class InUse(DomainError):
    """A row that texts rely on. `str()` names the first places, `places` holds all of them."""

    def __init__(self, row: Model, places: list[str]) -> None:
        self.places = places
        more = len(places) - NAMED_AT_MOST
        if more > 0:
            sentence = ngettext(
                "“%(row)s” is used in: %(places)s and %(count)s more place.",
                "“%(row)s” is used in: %(places)s and %(count)s more places.",
                more,
            )
        else:
            sentence = _("“%(row)s” is used in: %(places)s.")
        named = ", ".join(places[:NAMED_AT_MOST])
        super().__init__(sentence % {"row": row, "places": named, "count": more})


class GuardedQuerySet(QuerySet[M]):
    """Rows that refuse to be deleted while a text relies on them."""

    def delete(self) -> Any:
        """Raises InUse for the first row in use; nothing is deleted then."""
        used = ReferenceIndex.get_references_to_in_bulk(self).values_list("to_object_id", flat=True)
        for row in self.filter(pk__in=list(used))[:1]:
            refuse_if_used(row)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


def refuse_if_used(row: Model) -> None:
    """Raises InUse."""
    if places := places_of(row):
        raise InUse(row, places)


def places_of(row: Model) -> list[str]:
    """What relies on a row, by its words. Two statements for any number of pages."""
    found = ReferenceIndex.get_references_to(row).values_list("base_content_type", "object_id")
    by_type: dict[int, set[str]] = {}
    for content_type, pk in found:
        by_type.setdefault(content_type, set()).add(pk)
    return sorted(
        str(place) for content_type, keys in by_type.items() for place in _rows(content_type, keys)
    )


def _rows(content_type: int, keys: set[str]) -> list[Model]:
    model = ContentType.objects.get_for_id(content_type).model_class()
    return list(model._default_manager.filter(pk__in=keys)) if model else []
