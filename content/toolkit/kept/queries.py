"""What somebody sees of their own Koffer. There is no query for anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from content.foundation.crypto import SealingError
from content.toolkit.kept.domain import note_of
from content.toolkit.kept.models import KeptCard
from content.toolkit.queries import MethodCard, card_list


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """A note of one's own. `refusal` says why it cannot be opened now."""

    text: str = ""
    refusal: str = ""
    version: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A card in one's Koffer. Without `card` it cannot be read any more; the note stays."""

    pk: int
    card_id: int | None
    title: str
    note: Note
    card: MethodCard | None


@dataclass(frozen=True, slots=True, repr=False)
class Koffer:
    inside: tuple[Kept, ...]
    removed: tuple[Kept, ...]

    @property
    def readable(self) -> int:
        return sum(kept.card is not None for kept in self.inside)


def kept_of(user: Any) -> dict[int, int]:
    """Rows by card: what is in somebody's Koffer now. One statement, none for the anonymous."""
    rows = KeptCard.objects.of(user).inside().exclude(card=None)
    return dict(rows.values_list("card_id", "pk"))


def own_row(user: Any, card_id: int) -> KeptCard | None:
    """Also one that was taken out: its note comes back with it."""
    return KeptCard.objects.of(user).filter(card=card_id).first()


def koffer(user: Any) -> Koffer:
    """Everything on the page „Mein Koffer“. Two statements, and one to ask who the user is."""
    rows = list(KeptCard.objects.of(user))
    cards = apps.get_model("lms_content", "MethodPage").objects
    ids = [row.card_id for row in rows]
    fronts = {card.pk: card for card in card_list(cards.visible_to(user).filter(pk__in=ids))}
    return Koffer(
        inside=tuple(_kept(row, fronts) for row in rows if row.removed_at is None),
        removed=tuple(_kept(row, fronts) for row in _latest_first(rows)),
    )


def kept_pages(user: Any) -> list[tuple[Any, str]]:
    """The cards in a Koffer that can be read now, whole, each with its note, in order.

    Two statements, and one to ask who the user is.
    """
    rows = list(KeptCard.objects.of(user).inside())
    cards = apps.get_model("lms_content", "MethodPage").objects
    pages = cards.visible_to(user).in_bulk([row.card_id for row in rows if row.card_id])
    return [(pages[row.card_id], open_note(row).text) for row in rows if row.card_id in pages]


def _latest_first(rows: Iterable[KeptCard]) -> list[KeptCard]:
    removed = [row for row in rows if row.removed_at]
    return sorted(removed, key=lambda row: str(row.removed_at), reverse=True)


def _kept(row: KeptCard, fronts: dict[int, MethodCard]) -> Kept:
    card = fronts.get(row.card_id or 0)
    title = card.title if card else row.title
    return Kept(row.pk, row.card_id, title, open_note(row), card)


def open_note(row: KeptCard | None) -> Note:
    if row is None:
        return Note()
    try:
        return Note(text=note_of(row), version=row.version, saved_at=row.noted_at)
    except SealingError as error:
        return Note(refusal=str(error), version=row.version, saved_at=row.noted_at)
