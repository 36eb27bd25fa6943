"""Keeping cards, taking them out again, putting them in order, writing notes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from content.foundation.crypto import Sealed, seal, unseal
from content.toolkit.kept.errors import ChangedElsewhere, TooLong
from content.toolkit.kept.models import KeptCard

LONGEST = 5_000
NOTHING = Sealed("", b"")  # an emptied note is no note
# How long a card that was taken out can be put back, its note with it.
FORGOTTEN_AFTER = timedelta(days=30)


def keep(user: Any, card: Any) -> KeptCard:
    """Put a card (a page the user may read) at the end of their Koffer. Doing it twice is once.

    A card that was taken out comes back to its place, with its note.
    """
    row, is_new = KeptCard.objects.get_or_create(
        user=user, card=card, defaults={"title": card.title, "position": _end(user)}
    )
    if not is_new and (row.removed_at or row.title != card.title):
        row.removed_at, row.title = None, card.title
        row.save(update_fields=["removed_at", "title"])
    return row


def _end(user: Any) -> int:
    last: int | None = KeptCard.objects.of(user).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def take_out(row: KeptCard, *, now: datetime | None = None) -> None:
    """The card is no longer in the Koffer; row and note wait for 30 days. Twice is once."""
    inside = KeptCard.objects.inside().filter(pk=row.pk)
    inside.update(removed_at=now or timezone.now())


def put_back(row: KeptCard) -> None:
    KeptCard.objects.filter(pk=row.pk).update(removed_at=None)


def forget(row: KeptCard) -> None:
    """Delete a card that was taken out, and its note, for good. One inside stays."""
    KeptCard.objects.removed().filter(pk=row.pk).delete()


def forget_old(*, now: datetime | None = None) -> int:
    """Delete what was taken out more than 30 days ago; returns how many cards."""
    before = (now or timezone.now()) - FORGOTTEN_AFTER
    return KeptCard.objects.filter(removed_at__lt=before).delete()[0]


@transaction.atomic
def move(row: KeptCard, *, up: bool) -> None:
    """Change places with the card before or behind. At the end of the row nothing happens."""
    inside = KeptCard.objects.inside().filter(user=row.user_id).order_by("position", "pk")
    rows = list(inside.select_for_update())
    here = next((at for at, other in enumerate(rows) if other.pk == row.pk), None)
    there = here if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, other in enumerate(rows, start=1):
        other.position = position
    KeptCard.objects.bulk_update(rows, ["position"])


# — Notes ——————————————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """A note as it came from a form, and the version it started from (0: there was none)."""

    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Written:
    version: int
    saved_at: datetime


@transaction.atomic
def write_note(row: KeptCard, typed: Typed, *, now: datetime | None = None) -> Written:
    """Seal a note and store it as the next version. Writing the same again changes nothing.

    Raises TooLong above 5,000 characters, ChangedElsewhere if another window saved in between, and
    SealingError if the stored note cannot be opened: what cannot be read is never written over.
    """
    now = now or timezone.now()
    text = plain(typed.text)
    check_length(text)
    row = KeptCard.objects.select_for_update().get(pk=row.pk)
    stored = note_of(row)
    if text == stored:
        return Written(row.version, row.noted_at or now)
    if typed.version != row.version:
        sentence = _("This note was changed in another window in the meantime.")
        raise ChangedElsewhere(sentence, version=row.version, text=stored)
    sealed = seal(text, context=row.context) if text else NOTHING
    row.key_id, row.ciphertext = sealed.key_id, sealed.ciphertext
    row.version, row.noted_at = (row.version or int(now.timestamp())) + 1, now
    row.save(update_fields=["key_id", "ciphertext", "version", "noted_at"])
    return Written(row.version, now)


def note_of(row: KeptCard) -> str:
    """The note in plain words. Raises SealingError if it cannot be opened."""
    return unseal(row.sealed, context=row.context) if row.has_note else ""


def plain(text: str) -> str:
    """Browsers end lines their own way; the same note must not look changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_length(text: str) -> None:
    length = len(plain(text))
    if length > LONGEST:
        raise TooLong(
            _(
                "A note may have %(longest)s characters. This one has %(length)s. "
                "Please shorten it; what you typed is still here."
            )
            % {
                "longest": number_format(LONGEST, force_grouping=True),
                "length": number_format(length, force_grouping=True),
            }
        )
