"""A diagram ready for a page: both layouts as SVG with ids of their own, the table by cells."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from content.diagrams.diagram import Diagram


@dataclass(frozen=True, slots=True)
class Figure:
    """What `lms_content/parts/diagram.html` draws; `uid` has to be unique in the page."""

    diagram: Diagram
    uid: str

    @property
    def svg(self) -> SafeString:
        # Every word in it went through content.diagrams.words.xml.
        return mark_safe(self.diagram.svg(self.uid))  # noqa: S308

    @property
    def table_rows(self) -> list[list[tuple[str, str]]]:
        """(header, cell) by row."""
        found = self.diagram.alternative
        return [list(zip(found.headers, row, strict=True)) for row in found.rows]
