"""What the group can answer with: measures and functions as they stand in its plan now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.assignment.models import Submission
from assessments.assignment.sheet.fields import Field, FieldKind, Values
from assessments.assignment.sheet.sections import Section

Rows = tuple[tuple[str, str], ...]  # id of the row, its words

# Where a template keeps them: section and field. One that lacks them asks for words instead.
MEASURES = ("massnahmen", "liste")
FUNCTIONS = ("zustaendigkeiten", "funktionen")


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows to pick from; empty where the plan has none."""

    measures: Rows = ()
    functions: Rows = ()


def choices_of(submission: Submission) -> Choices:
    """One statement; the template's version has to be there."""
    wanted = (MEASURES[0], FUNCTIONS[0])
    rows: Any = submission.draft_sections.filter(section_id__in=wanted)
    values: dict[str, Values] = dict(rows.values_list("section_id", "values"))
    sections = {section.id: section for section in submission.template_version.parsed()}
    return Choices(_rows(sections, values, MEASURES), _rows(sections, values, FUNCTIONS))


def _rows(
    sections: Mapping[str, Section], values: Mapping[str, Values], place: tuple[str, str]
) -> Rows:
    section_id, field_id = place
    section = sections.get(section_id)
    field = next((f for f in section.fields if f.id == field_id), None) if section else None
    if field is None or field.kind is not FieldKind.ROWS or field.fixed:
        return ()
    return tuple(_told(field, values.get(section_id, {}).get(field_id) or []))


def _told(field: Field, rows: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each row somebody gave a name, by the words of its first column."""
    level = next((column.id for column in field.columns if str(column.kind) == "level"), "")
    for row in rows:
        words = str(row.get(field.columns[0].id, "")).strip()
        if row.get("id") and words:
            yield str(row["id"]), _with_level(words, str(row.get(level, "")))


def _with_level(words: str, level: str) -> str:
    if not level:
        return words
    return _("%(measure)s (from level %(level)s)") % {"measure": words, "level": level}
