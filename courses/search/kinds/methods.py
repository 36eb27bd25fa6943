"""Method cards: found by those who may read them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.query import PageQuerySet

from content.toolkit.pages import MethodPage
from courses.search.kinds.base import Findable, Place, Words, addressable, text_of
from courses.search.models import SearchEntry

# In the order of a card, so that an excerpt reads like it.
TEXTS = ("purpose", "preparation", "material", "steps", "pitfalls", "online_note", "do_no_harm")


class Methods(Findable):
    kind = SearchEntry.Kind.METHOD
    label = gettext_lazy("Method cards")
    icon = "step"
    models = (MethodPage,)

    def everything(self) -> PageQuerySet:
        return MethodPage.objects.live()

    def words_of(self, thing: MethodPage) -> Iterable[Words]:
        yield Words(thing.title, thing.purpose, text_of(thing, *TEXTS))

    def visible_to(self, user: Any) -> Q:
        cards = addressable(MethodPage.objects.visible_to(user))
        return Q(kind=self.kind, object_id__in=cards.values("pk"))

    def places(self, pks: Collection[int]) -> Mapping[int, Place]:
        return {page.pk: _place(page) for page in MethodPage.objects.filter(pk__in=pks)}


def _place(page: MethodPage) -> Place:
    module = [_("Module %(number)s") % {"number": page.module}] if page.module else []
    return Place(page.title, page.get_url() or "", (_("Toolkit"), *module), page.minutes)
