"""Rows that travel as one file each: plain data in, plain data out, complaints by field.

Which file a value came from is the importer's matter; here an entry is its slug.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong with an entry; `field` is empty where the whole entry is meant."""

    slug: str
    field: str
    sentence: str


class EntriesRefused(DomainError):
    """Nothing was taken in; `complaints` say why."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        super().__init__(" ".join(f"{c.slug}: {c.sentence}" for c in complaints))


@dataclass(slots=True)
class Complaints:
    """Collects what is wrong, so that an author hears of everything at once."""

    found: list[Complaint] = field(default_factory=list)

    @contextmanager
    def about(self, slug: str) -> Iterator[None]:
        """Turns a ValidationError into complaints about this entry."""
        try:
            yield
        except ValidationError as error:
            for name, sentences in _by_field(error).items():
                self.found += [Complaint(slug, name, sentence) for sentence in sentences]

    def refuse(self) -> None:
        """Raises EntriesRefused unless everything is well."""
        if self.found:
            raise EntriesRefused(self.found)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {
            "" if name == "__all__" else name: list(sentences)
            for name, sentences in error.message_dict.items()
        }
    return {"": list(error.messages)}


# — Values of one entry. All raise ValidationError with the name of the field. ——————————


def check_names(data: Any, known: Iterable[str]) -> None:
    """An entry is a mapping, and says nothing the model does not know."""
    if not isinstance(data, Mapping):
        raise ValidationError(_("Names and values are expected, one a line."))
    known = list(known)
    sentence = _("This name is unknown. Known are: %(names)s.") % {"names": ", ".join(known)}
    if unknown := {str(name): sentence for name in data if name not in known}:
        raise ValidationError(unknown)


def text(data: Mapping[str, Any], name: str) -> str:
    """A text; a bare number counts as one, because YAML reads `year: 2020` as a number."""
    value = data.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValidationError({name: _("A text is expected.")})
    return str(value).strip()


def texts(data: Mapping[str, Any], name: str) -> list[str]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValidationError({name: _("A list of texts is expected.")})
    return [str(item).strip() for item in value]


def number(data: Mapping[str, Any], name: str) -> int | None:
    value = data.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 32768:
        raise ValidationError({name: _("A whole number is expected.")})
    return int(value)


def day(data: Mapping[str, Any], name: str) -> date | None:
    value = data.get(name)
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        sentence = _("The date is written like 2026-10-01.")
        raise ValidationError({name: sentence}) from error


def without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Only what says something, in the same order."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}
