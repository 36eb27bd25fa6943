"""Sealing texts anew under the first key, while people go on writing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db.models import Count, Model, QuerySet

from content.foundation.crypto import Sealed, SealingError, current_key, seal, unseal
from content.foundation.sealed import SealedField

# Somebody who writes gets in between once; nobody does so ten times in a row.
ROUNDS = 10


class Outcome(Enum):
    SEALED = auto()
    CHANGED = auto()  # somebody wrote in between: their text stands, it is looked at again
    CLOSED = auto()  # its key is missing, or it does not belong to its row


@dataclass(frozen=True, slots=True)
class Resealed:
    """What became of one kind of texts: sealed anew, under the first key before, unopened."""

    anew: int
    before: int
    closed: int


def reseal(model: type[Model], field: SealedField, *, batch: int = 500) -> Resealed:
    """Bring every text of a field under the first key; version and time of a row stay.

    Each row is one statement that only takes hold where key and bytes are still those that were
    read, so it may be stopped and started at any time and never writes over a newer text. Raises
    SealingError where there is no key at all.
    """
    current = current_key()
    before = _rows(model).filter(**{field.key_id: current}).count()
    anew = closed = 0
    for _round in range(ROUNDS):
        outcomes = [_reseal_row(row, field) for row in _older(model, field, current, batch)]
        anew += outcomes.count(Outcome.SEALED)
        closed = outcomes.count(Outcome.CLOSED)
        if Outcome.CHANGED not in outcomes:
            break
    return Resealed(anew, before, closed)


def keys_in_use(model: type[Model], field: SealedField) -> dict[str, int]:
    """How many texts each key has sealed. One statement."""
    counted = _rows(model).exclude(**{field.key_id: ""}).order_by().values(field.key_id)
    rows = counted.annotate(n=Count("pk")).order_by(field.key_id)
    return dict(rows.values_list(field.key_id, "n"))


def _rows(model: type[Model]) -> QuerySet[Any]:
    return model._base_manager.all()


def _older(model: type[Model], field: SealedField, current: str, batch: int) -> Iterator[Any]:
    """Rows under another key, a batch a statement."""
    rows = _rows(model).exclude(**{f"{field.key_id}__in": (current, "")}).order_by("pk")
    found = list(rows[:batch])
    while found:
        yield from found
        found = list(rows.filter(pk__gt=found[-1].pk)[:batch])


def _reseal_row(row: Any, field: SealedField) -> Outcome:
    held = {field.key_id: getattr(row, field.key_id), field.ciphertext: _bytes(row, field)}
    context = field.context(row)
    try:
        text = unseal(Sealed(*held.values()), context=context)
    except SealingError:
        return Outcome.CLOSED
    sealed = seal(text, context=context)
    unchanged = _rows(type(row)).filter(pk=row.pk, **held)
    taken = unchanged.update(**{field.key_id: sealed.key_id, field.ciphertext: sealed.ciphertext})
    return Outcome.SEALED if taken else Outcome.CHANGED


def _bytes(row: Any, field: SealedField) -> bytes:
    return bytes(getattr(row, field.ciphertext))
