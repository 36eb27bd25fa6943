"""„Mein Journal“: all private texts of one person, by date or by module. For nobody else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.reflection.models import ReflectionEntry
from assessments.reflection.pages import ReflectionPage
from assessments.reflection.queries import open_entry
from assessments.reflection.readers import Reader, with_readers
from assessments.reflection.showing import ANCHOR
from content.foundation.crypto import EMPTY_BYTES
from content.ui.dates import month_year
from courses.cohorts.policies import enrolments_of
from courses.curriculum.models import Activity

A_PAGE = 10
# What a list shows of one text; the whole stands on its own page.
EXCERPT = 700
INTENTION_ANCHOR = "vorhaben"
LAST = 10**9


class Order(StrEnum):
    """How the texts are arranged; the word is part of the address."""

    DATE = ""
    MODULE = "modul"

    @classmethod
    def of(cls, asked: str) -> "Order":
        return cls(asked) if asked in set(cls) else cls.DATE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text was written. Without an address the page is gone."""

    title: str = ""
    number: str = ""  # of the module
    module: str = ""
    url: str = ""
    sort: tuple[Any, ...] = (LAST,)

    @property
    def words(self) -> str:
        """„Modul 1, 1.4 Eskalation: neun Stufen“"""
        module = _("Module %(number)s") % {"number": self.number} if self.number else ""
        return ", ".join(filter(None, (module, self.title)))


NOWHERE = Place()


@dataclass(frozen=True, slots=True, repr=False)
class JournalEntry:
    """One text of one's own. `refusal` says why it cannot be opened now."""

    key: UUID
    prompt_id: str
    version: int
    asked: str
    place: Place
    saved_at: datetime
    text: str
    refusal: str
    readers: tuple[Reader, ...]

    @property
    def excerpt(self) -> str:
        return Truncator(self.text).chars(EXCERPT)

    @property
    def is_long(self) -> bool:
        return self.excerpt != self.text


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """Texts below one heading: a month, or a module."""

    title: str
    entries: tuple[JournalEntry, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Journal:
    order: Order
    groups: tuple[Group, ...]
    page: Page[Any]

    @property
    def count(self) -> int:
        return self.page.paginator.count


def journal(user: Any, *, order: Order = Order.DATE, page: Any = 1, size: int = A_PAGE) -> Journal:
    """One page of somebody's texts; emptied ones are left out. Four statements, one more where a
    text is older than its noted prompt.
    """
    rows = list(_rows(user).values_list("pk", "activity_key", "updated_at"))
    places = _places(user, {key for _pk, key, _at in rows})
    if order is Order.MODULE:
        rows.sort(key=lambda row: places.get(row[1], NOWHERE).sort)  # stable: the latest first
    shown = Paginator(rows, size).get_page(page)
    entries = _entries(user, [pk for pk, _key, _at in shown.object_list], places)
    return Journal(order, tuple(_groups(entries, order)), shown)


def whole_journal(user: Any, *, order: Order = Order.DATE) -> tuple[Group, ...]:
    """Every text at once, for paper. As many statements as a page of them."""
    return journal(user, order=order, size=10**6).groups


def journal_entry(user: Any, key: UUID, prompt_id: str) -> JournalEntry | None:
    """One text of the user's own, an emptied one too, or None."""
    pks = ReflectionEntry.objects.of(user, key).filter(prompt_id=prompt_id).values_list("pk")
    found = _entries(user, [pk for (pk,) in pks], _places(user, {key}))
    return found[0] if found else None


def _rows(user: Any) -> Any:
    """The latest first. An emptied text is as long as the seal alone."""
    rows = ReflectionEntry.objects.filter(user=user).annotate(size=Length("ciphertext"))
    return rows.filter(size__gt=EMPTY_BYTES).order_by("-updated_at", "-pk")


def _entries(
    user: Any, pks: Sequence[int], places: Mapping[UUID, Place]
) -> tuple[JournalEntry, ...]:
    """In the order of `pks`."""
    rows = with_readers(ReflectionEntry.objects.filter(user=user)).in_bulk(pks)
    asked = _asked_on_pages(row.activity_key for row in rows.values() if not row.asked)
    return tuple(_entry(rows[pk], user, places, asked) for pk in pks if pk in rows)


def _entry(
    row: ReflectionEntry,
    user: Any,
    places: Mapping[UUID, Place],
    asked: Mapping[tuple[UUID, str], str],
) -> JournalEntry:
    place = places.get(row.activity_key, NOWHERE)
    opened = open_entry(row, user)
    words = row.asked or asked.get((row.activity_key, row.prompt_id), "")
    return JournalEntry(
        key=row.activity_key,
        prompt_id=row.prompt_id,
        version=row.version,
        asked=words or place.title or _("A text"),
        place=place,
        saved_at=row.updated_at,
        text=opened.text,
        refusal=opened.refusal,
        readers=opened.readers,
    )


def _asked_on_pages(keys: Iterable[UUID]) -> dict[tuple[UUID, str], str]:
    """Prompts as they stand on their pages now, for texts that were written before they were noted
    with them. No statement where there are none.
    """
    wanted = set(keys)
    if not wanted:
        return {}
    pages = ReflectionPage.objects.filter(lms_activity__key__in=wanted)
    return {
        (page.lms_activity.key, prompt.id): prompt.text
        for page in pages.select_related("lms_activity")
        for prompt in page.prompt_list
    }


# — Where a text was written ——————————————————————————————————————————————————————


def _places(user: Any, keys: Iterable[UUID]) -> dict[UUID, Place]:
    """One statement. A key may stand in several programmes: one's own goes before."""
    own = enrolments_of(user).filter(cohort__programme=OuterRef("programme"))
    rows = (
        Activity.objects.filter(key__in=keys)
        .annotate(is_own=Exists(own))
        .select_related("page", "parent__parent")
        .order_by("is_own", "pk")
    )
    return {row.key: _place(row) for row in rows}


def _place(row: Activity) -> Place:
    module = _module_of(row)
    number = module.number if module else ""
    words = {"number": number, "title": module.title if module else ""}
    return Place(
        title=str(row.parent if _is_below_lesson(row) else row),
        number=number,
        module=_("Module %(number)s: %(title)s") % words if module else "",
        url=_url(row),
        sort=(
            row.programme_id,
            int(number) if number.isdecimal() else LAST,
            row.page.path if row.page else "~",
        ),
    )


def _module_of(row: Activity) -> Activity | None:
    above = [row.parent, row.parent.parent if row.parent else None]
    return next((found for found in above if found and found.kind == Activity.Kind.MODULE), None)


def _is_below_lesson(row: Activity) -> bool:
    return bool(row.parent and row.parent.kind == Activity.Kind.LESSON)


def _url(row: Activity) -> str:
    """The prompt on its page. Who may not read it (any more) is told so there."""
    url = row.page.get_url() if row.live and row.page else ""
    if not url:
        return ""
    if row.kind == Activity.Kind.FEEDBACK:
        return f"{url}#{INTENTION_ANCHOR}"
    return f"{urljoin(url, '..')}#{ANCHOR}" if _is_below_lesson(row) else url


def _groups(entries: Iterable[JournalEntry], order: Order) -> Iterable[Group]:
    for title, found in groupby(entries, key=lambda entry: _heading(entry, order)):
        yield Group(title, tuple(found))


def _heading(entry: JournalEntry, order: Order) -> str:
    if order is Order.DATE:
        return month_year(timezone.localtime(entry.saved_at))
    return entry.place.module or _("Elsewhere")
