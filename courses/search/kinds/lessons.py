"""Lessons: everybody finds them by number and title, their readers by the text too."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.query import PageQuerySet

from courses.curriculum.models import Activity
from courses.curriculum.pages import LessonPage
from courses.curriculum.readers import readable_activities
from courses.search.kinds.base import Findable, Place, Words, addressable, text_of
from courses.search.models import SearchEntry

Edition = SearchEntry.Edition


class Lessons(Findable):
    kind = SearchEntry.Kind.LESSON
    label = gettext_lazy("Lessons")
    icon = "book"
    has_readers = True
    models = (LessonPage,)

    def everything(self) -> PageQuerySet:
        return LessonPage.objects.live()

    def words_of(self, thing: LessonPage) -> Iterable[Words]:
        yield Words(thing.title, thing.number)
        text = text_of(thing, "lead", "body", "plain_body")
        yield Words(thing.title, thing.number, text, Edition.FULL)

    def visible_to(self, user: Any) -> Q:
        lessons = addressable(LessonPage.objects)
        readable = readable_activities(user).values("page")
        own = lessons.filter(pk__in=readable).values("pk")
        others = lessons.exclude(pk__in=readable).values("pk")
        return Q(kind=self.kind) & (
            Q(edition=Edition.FULL, object_id__in=own)
            | Q(edition=Edition.OPEN, object_id__in=others)
        )

    def places(self, pks: Collection[int]) -> Mapping[int, Place]:
        rows = Activity.objects.filter(page__in=pks).select_related("page", "parent", "programme")
        return {row.page_id: _place(row) for row in rows if row.page_id}


def _place(row: Activity) -> Place:
    above = [_("Module %(number)s") % {"number": row.parent.number}] if row.parent else []
    return Place(
        title=row.title,
        url=(row.page.get_url() or "") if row.page else "",
        trail=(*above, row.number),
        minutes=row.minutes,
        group=row.programme.title,
    )
