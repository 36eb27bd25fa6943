"""Which fields hold sealed texts: said beside every model, so that no rotation of keys forgets one.

`@seals(SealedField(…))` names the two columns of a text and what the text is bound to.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


@dataclass(frozen=True, slots=True)
class SealedField:
    """One sealed text of a row: its name for operators, its two columns, its context.

    `context` gets a row and returns what `seal` was given for it. A row without a text has an empty
    key id.
    """

    name: Any
    context: Callable[[Any], str]
    key_id: str = "key_id"
    ciphertext: str = "ciphertext"


def seals(*fields: SealedField) -> Callable[[M], M]:
    """Class decorator: the sealed texts of a model."""

    def mark(model: M) -> M:
        model.lms_sealed = fields  # type: ignore[attr-defined]
        return model

    return mark


def sealed_fields() -> Iterator[tuple[type[Model], SealedField]]:
    """Every sealed text of every installed app, in the order of the apps."""
    for model in apps.get_models():
        for field in vars(model).get("lms_sealed", ()):
            yield model, field
