"""Terms of the glossary: open to everybody, found by their synonyms too."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.glossary.models import Term
from courses.search.kinds.base import Findable, Place, Words
from courses.search.models import SearchEntry


class Terms(Findable):
    kind = SearchEntry.Kind.TERM
    label = gettext_lazy("Terms")
    icon = "talk"
    models = (Term,)

    def everything(self) -> QuerySet[Term]:
        return Term.objects.all()

    def words_of(self, thing: Term) -> Iterable[Words]:
        text = f"{thing.definition} {thing.more}"
        yield Words(thing.term, " · ".join(thing.synonym_list), text)

    def visible_to(self, user: Any) -> Q:
        return Q(kind=self.kind, object_id__in=Term.objects.values("pk"))

    def places(self, pks: Collection[int]) -> Mapping[int, Place]:
        return {
            term.pk: Place(term.term, term.get_absolute_url(), (_("Glossary"),))
            for term in Term.objects.filter(pk__in=pks)
        }
