"""The conflict triangle, filled in by authors."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructValue

from content.blocks.diagrams.base import DiagramBlock, item_list
from content.diagrams import triangle
from content.diagrams.diagram import Diagram


class TriangleBlock(DiagramBlock):
    limits: ClassVar = {"behaviour": (1, 6), "attitudes": (1, 6), "matter": (1, 6)}

    behaviour = item_list(
        _("Behaviour"), _("Observation"), help_text=_("What can be seen and heard? Up to six.")
    )
    attitudes = item_list(
        _("Attitudes"),
        _("Attitude"),
        help_text=_("What do those involved think and feel about each other? Up to six."),
    )
    matter = item_list(
        _("Contradiction"), _("Point"), help_text=_("What does not fit together? Up to six.")
    )

    def draw(self, value: StructValue) -> Diagram:
        return triangle.draw(
            triangle.Triangle(
                value["title"],
                behaviour=tuple(value["behaviour"]),
                attitudes=tuple(value["attitudes"]),
                matter=tuple(value["matter"]),
            )
        )

    class Meta:
        icon = "draft"
        label = _("Conflict triangle")
        description = _("Behaviour, attitudes and contradiction strengthen each other.")
        preview_value = {
            "title": "Das Konfliktdreieck am Brunnenplatz",
            "caption": "",
            "behaviour": ["41 Beschwerden in drei Wochen", "Wortgefechte am Abend"],
            "attitudes": ["„Die wollen uns weghaben“", "Angst und Misstrauen"],
            "matter": ["Ein Platz, drei Nutzungen", "Kein anderer Ort für Jugendliche"],
        }
