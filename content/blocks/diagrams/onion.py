"""The onion, filled in by authors."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue

from content.blocks.diagrams.base import NAME, DiagramBlock, item_list
from content.diagrams import onion
from content.diagrams.diagram import Diagram
from content.diagrams.parts import Group


class OnionLayerBlock(StructBlock):
    name = CharBlock(label=_("Name"), max_length=NAME)
    question = CharBlock(label=_("Question"), required=False, max_length=NAME)
    items = item_list(_("Content"), _("Item"), max_num=6)


class OnionBlock(DiagramBlock):
    limits: ClassVar = {"layers": (2, 5)}

    layers = ListBlock(
        OnionLayerBlock(label=_("Layer")),
        label=_("Layers"),
        help_text=_("From outside to inside, 2 to 5: positions, interests, needs."),
    )

    def draw(self, value: StructValue) -> Diagram:
        layers = tuple(
            Group(layer["name"], tuple(layer["items"]), layer["question"])
            for layer in value["layers"]
        )
        return onion.draw(onion.Onion(value["title"], layers))

    class Meta:
        icon = "radio-full"
        label = _("Onion")
        description = _("From what is demanded to what cannot be given up.")
        preview_value = {
            "title": "Die Zwiebel am Brunnenplatz",
            "caption": "",
            "layers": [
                {
                    "name": "Positionen",
                    "question": "Was wird gefordert?",
                    "items": ["Alkoholverbot jetzt!", "Der Platz gehört allen"],
                },
                {
                    "name": "Interessen",
                    "question": "Wozu dient das?",
                    "items": ["Ruhe nach 22 Uhr", "ein Treffpunkt"],
                },
                {
                    "name": "Bedürfnisse",
                    "question": "Was ist unverzichtbar?",
                    "items": ["Sicherheit", "Anerkennung"],
                },
            ],
        }
