"""Works the texts rely on: open to everybody, found by title, names and year."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from content.sources.models import Source
from courses.search.kinds.base import Findable, Place, Words
from courses.search.models import SearchEntry


class Sources(Findable):
    kind = SearchEntry.Kind.SOURCE
    label = gettext_lazy("Sources")
    icon = "page"
    models = (Source,)

    def everything(self) -> QuerySet[Source]:
        return Source.objects.all()

    def words_of(self, thing: Source) -> Iterable[Words]:
        names = " ".join((thing.short_form, thing.authors, thing.editors))
        yield Words(thing.title, names, thing.full_form)

    def visible_to(self, user: Any) -> Q:
        return Q(kind=self.kind, object_id__in=Source.objects.values("pk"))

    def places(self, pks: Collection[int]) -> Mapping[int, Place]:
        return {
            source.pk: Place(source.title, source.get_absolute_url(), (source.short_form,))
            for source in Source.objects.filter(pk__in=pks)
        }
