"""A template as participants will see it, one section at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.assignment.sheet.fields import TEXT
from assessments.assignment.sheet.forms import SectionForm
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.editing import Sections, found

EXAMPLE = "beispiel"


@dataclass(frozen=True, slots=True)
class Preview:
    """One section with its controls, and what stands around it."""

    section: Section
    form: SectionForm
    sections: Sections

    @property
    def is_sheet(self) -> bool:
        return self.section.fields != (TEXT,)

    @property
    def previous(self) -> Section | None:
        at = self.sections.index(self.section)
        return self.sections[at - 1] if at else None

    @property
    def following(self) -> Section | None:
        at = self.sections.index(self.section)
        return self.sections[at + 1] if at + 1 < len(self.sections) else None


def preview(sections: Sections, key: str) -> Preview | None:
    """The section of that id, the first one without any; None where there is no such section."""
    section = found(sections, key) if key else sections[0]
    if section is None:
        return None
    form = SectionForm(section, values={}, names=dict(_examples(sections)))
    return Preview(section, form, sections)


def _examples(sections: Sections) -> Iterator[tuple[str, dict[str, str]]]:
    """An entry to choose for all rows others refer to: nobody has written any yet."""
    for section in sections:
        for field in section.fields:
            words = _("Example: an entry of “%(rows)s”") % {"rows": field.label}
            yield f"{section.id}/{field.id}", {EXAMPLE: words}
