"""What a kind of picture gets to draw from, and what its module has to offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from assessments.assignment.sheet.fields import ROW_ID, Field, Row, Values, rows_of
from assessments.assignment.sheet.sections import Picture, Section
from content.diagrams.diagram import Diagram
from content.diagrams.relations import Relation
from content.diagrams.words import tidy

ROWS_AT_MOST = 150  # so many can be told apart in one picture
NAME_AT_MOST = 120
TEXT_AT_MOST = 280


@dataclass(frozen=True, slots=True)
class Source:
    """A picture of a template and the values of a work, read with care: nothing here ever raises.

    `role` is what the kind calls a field of rows, `column` what it calls a column of theirs.
    """

    picture: Picture
    section: Section
    values: Mapping[str, Values]

    @property
    def title(self) -> str:
        """Names what is left out, where there are more rows than a picture can show."""
        counts = [len(self._stored(role)) for role in self.picture.fields]
        if max(counts, default=0) <= ROWS_AT_MOST:
            return self.picture.title
        words = _("%(title)s (the first %(shown)d of %(count)d)")
        return words % {"title": self.picture.title, "shown": ROWS_AT_MOST, "count": max(counts)}

    def rows(self, role: str) -> Sequence[Row]:
        return self._stored(role)[:ROWS_AT_MOST]

    def _stored(self, role: str) -> list[Row]:
        section_id, _slash, field_id = self.picture.fields.get(role, "").partition("/")
        values = self.values.get(section_id)
        return rows_of(values.get(field_id)) if isinstance(values, Mapping) else []

    def text(self, row: Row, column: str, most: int = NAME_AT_MOST) -> str:
        """One line, shortened where it is longer than a picture can bear."""
        value = row.get(self.picture.columns.get(column, ""))
        return shortened(tidy(value), most) if isinstance(value, str) else ""

    def number(self, row: Row, column: str, least: int, most: int) -> int | None:
        """A whole number in the range, else None."""
        found = self.measure(row, column, least, most)
        return None if found is None else round(found)

    def measure(self, row: Row, column: str, least: float, most: float) -> float | None:
        """A number in the range as people type it, with a comma or a point, else None."""
        typed = str(row.get(self.picture.columns.get(column, ""), ""))
        try:
            found = float(typed.strip().replace(",", ".", 1))
        except ValueError:
            return None
        return found if least <= found <= most else None

    def words(self, role: str, column: str) -> dict[str, str]:
        """The keys of a choice and their words, where the column is one of this section."""
        found = self._column(role, column)
        return dict(found.choices) if found else {}

    def label(self, role: str, column: str) -> str:
        """What the column is called, where it is one of this section."""
        found = self._column(role, column)
        return found.label if found else ""

    def _column(self, role: str, column: str) -> Field | None:
        _section, _slash, field_id = self.picture.fields.get(role, "").partition("/")
        name = self.picture.columns.get(column, "")
        fields = (field for field in self.section.fields if field.id == field_id)
        return next((c for field in fields for c in field.columns if c.id == name), None)

    def relations(self, role: str) -> tuple[Relation, ...]:
        """Rows with a start, an end and a kind. Whom they name is for the diagram to check."""
        return tuple(
            Relation(self.key(row, "start"), self.key(row, "end"), self.key(row, "relation"))
            for row in self.rows(role)
        )

    def key(self, row: Row, column: str) -> str:
        """The id of a row, or the key of a choice."""
        value = row.get(self.picture.columns.get(column, ""))
        return value if isinstance(value, str) else ""


def id_of(row: Row) -> str:
    value = row.get(ROW_ID)
    return value if isinstance(value, str) else ""


def shortened(text: str, most: int) -> str:
    """The text, or its first words and an ellipsis."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    words = head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head
    return f"{words.rstrip(' ,.;:–-')} …"


class Kind(Protocol):
    """What a module of a kind offers. `assessments/assignment/pictures/__init__.py` lists them."""

    @property
    def KIND(self) -> str:  # noqa: N802 — a constant of a module
        """The word in the template."""

    def draw(self, source: Source, /) -> Diagram: ...
