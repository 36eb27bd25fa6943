"""What a sheet asks for when it is handed in. Pure: sections and values in, sentences out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.assignment.fields import Field, FieldKind, Values, is_empty
from assessments.assignment.sections import Section


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a version from being handed in, with its place."""

    section: Section
    field: Field
    text: str


def problems(sections: Iterable[Section], values: Mapping[str, Values]) -> tuple[Problem, ...]:
    """Everything to mend, in the order of the template. A blank optional section asks nothing."""
    return tuple(
        Problem(section, field, text)
        for section in sections
        for field in section.fields
        for text in _said(field, values.get(section.id, {}).get(field.id))
    )


def _said(field: Field, value: object) -> Iterator[str]:
    words = {"label": field.label}
    if is_empty(field, value):
        if field.required:
            yield _("“%(label)s” is still empty.") % words
        return
    if field.words_at_most and isinstance(value, str):
        count = len(value.split())
        if count > field.words_at_most:
            yield _("“%(label)s” takes at most %(most)d words, these are %(count)d.") % {
                **words,
                "most": field.words_at_most,
                "count": count,
            }
    if field.kind is FieldKind.ROWS and isinstance(value, list):
        yield from _counted(field, len(value))
    if field.kind is FieldKind.NUMBER:
        yield from _number(field, str(value))


def _counted(field: Field, count: int) -> Iterator[str]:
    if field.least and count < field.least:
        yield ngettext(
            "“%(label)s” needs at least one entry.",
            "“%(label)s” needs at least %(least)d entries.",
            field.least,
        ) % {"label": field.label, "least": field.least}
    if field.most and count > field.most:
        yield _("“%(label)s” takes at most %(most)d entries.") % {
            "label": field.label,
            "most": field.most,
        }


def _number(field: Field, typed: str) -> Iterator[str]:
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        yield _("“%(label)s” has to be a number.") % {"label": field.label}
        return
    too_small = field.least is not None and number < field.least
    too_large = field.most is not None and number > field.most
    if too_small or too_large:
        yield _("“%(label)s” lies between %(least)s and %(most)s.") % {
            "label": field.label,
            "least": field.least,
            "most": field.most,
        }
