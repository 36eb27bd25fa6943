"""The iceberg, filled in by authors."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue

from content.blocks.diagrams.base import NAME, DiagramBlock, item_list
from content.diagrams import iceberg
from content.diagrams.diagram import Diagram
from content.diagrams.parts import Group


class HiddenLayerBlock(StructBlock):
    name = CharBlock(label=_("Name"), max_length=NAME)
    items = item_list(_("Content"), _("Item"), max_num=6)


class IcebergBlock(DiagramBlock):
    limits: ClassVar = {"visible": (1, 5), "layers": (1, 6)}

    visible = item_list(_("Visible"), _("Item"), help_text=_("What everybody notices. Up to five."))
    layers = ListBlock(
        HiddenLayerBlock(label=_("Hidden layer")),
        label=_("Hidden layers"),
        help_text=_("From the surface downwards: interests, feelings, values … Up to six."),
    )

    def draw(self, value: StructValue) -> Diagram:
        layers = tuple(Group(layer["name"], tuple(layer["items"])) for layer in value["layers"])
        return iceberg.draw(iceberg.Iceberg(value["title"], tuple(value["visible"]), layers))

    class Meta:
        icon = "view"
        label = _("Iceberg")
        description = _("A small visible tip, and what lies beneath.")
        preview_value = {
            "title": "Der Eisberg am Brunnenplatz",
            "caption": "",
            "visible": ["Lärm", "Beschwerden"],
            "layers": [
                {"name": "Interessen", "items": ["Nachtruhe", "Umsatz"]},
                {"name": "Gefühle", "items": ["Ohnmacht", "Kränkung"]},
                {"name": "Werte", "items": ["Ordnung", "Freiheit"]},
            ],
        }
