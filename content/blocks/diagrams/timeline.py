"""A timeline, filled in by authors."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock, StructValue

from content.blocks.diagrams.base import NAME, DiagramBlock
from content.diagrams import timeline
from content.diagrams.diagram import Diagram

WHEN = 40  # characters: „im Frühjahr 2023“
NOTE = 160


class EntryBlock(StructBlock):
    when = CharBlock(
        label=_("When"),
        max_length=WHEN,
        help_text=_("As precise as you know it: “März 2023” or “12. Mai 2026”."),
    )
    name = CharBlock(label=_("What happened"), max_length=NAME)
    kind = ChoiceBlock(
        label=_("Kind"),
        choices=list(timeline.KINDS.items()),
        default=timeline.EVENT,
        help_text=_("A trigger makes a conflict loud; a measure is what you did about it."),
    )
    note = CharBlock(
        label=_("Remark"),
        required=False,
        max_length=NOTE,
        help_text=_("Roles, never names."),
    )

    class Meta:
        label_format = "{when}: {name}"


class TimelineBlock(DiagramBlock):
    limits: ClassVar = {"entries": (2, 20)}

    entries = ListBlock(
        EntryBlock(label=_("Entry")),
        label=_("Entries"),
        help_text=_("In the order in which they happened, 2 to 20."),
    )

    def draw(self, value: StructValue) -> Diagram:
        entries = tuple(
            timeline.Entry(entry["when"], entry["name"], entry["kind"], entry["note"])
            for entry in value["entries"]
        )
        return timeline.draw(timeline.Timeline(value["title"], entries))

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What happened when, with triggers, turning points and measures.")
        preview_value = {
            "title": "Der Streit um den Brunnenplatz",
            "caption": "Der Streit beginnt lange vor der ersten Beschwerde.",
            "entries": [
                {
                    "when": "März 2023",
                    "name": "Jugendhaus schließt",
                    "kind": timeline.EVENT,
                    "note": "Ein Ersatz wird angekündigt.",
                },
                {
                    "when": "Juni 2024",
                    "name": "Sanierung ohne die Jugendlichen",
                    "kind": timeline.EVENT,
                    "note": "",
                },
                {
                    "when": "April 2026",
                    "name": "Erste Beschwerden",
                    "kind": timeline.TRIGGER,
                    "note": "41 in drei Wochen",
                },
                {
                    "when": "12. Mai 2026",
                    "name": "Ein Video vom Platz kursiert",
                    "kind": timeline.TURN,
                    "note": "300-mal geteilt",
                },
                {
                    "when": "Juli 2026",
                    "name": "Vereinbarung auf Probe",
                    "kind": timeline.MEASURE,
                    "note": "Mit Ansprechperson und Bänken am Rand",
                },
            ],
        }
