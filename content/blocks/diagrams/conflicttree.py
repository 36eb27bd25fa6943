"""The conflict tree, filled in by authors."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructValue

from content.blocks.diagrams.base import ITEM, DiagramBlock, item_list
from content.diagrams import conflicttree
from content.diagrams.diagram import Diagram


class ConflictTreeBlock(DiagramBlock):
    limits: ClassVar = {"effects": (1, 8), "causes": (1, 8)}

    core = CharBlock(
        label=_("Core problem"),
        max_length=ITEM,
        help_text=_("One sentence; it stands at the stem."),
    )
    causes = item_list(_("Causes"), _("Cause"), help_text=_("At the roots. Up to eight."))
    effects = item_list(_("Effects"), _("Effect"), help_text=_("In the crown. Up to eight."))

    def draw(self, value: StructValue) -> Diagram:
        return conflicttree.draw(
            conflicttree.ConflictTree(
                value["title"],
                value["core"],
                effects=tuple(value["effects"]),
                causes=tuple(value["causes"]),
            )
        )

    class Meta:
        icon = "site"
        label = _("Conflict tree")
        description = _("Causes at the roots, the core problem at the stem, effects in the crown.")
        preview_value = {
            "title": "Der Konfliktbaum vom Brunnenplatz",
            "caption": "",
            "core": "Drei Gruppen beanspruchen den Platz, und niemand handelt Regeln aus",
            "causes": ["Schließung des Jugendhauses", "Sanierung ohne Beteiligung"],
            "effects": ["Beschwerden und Anzeigen", "Umsatzverlust der Gastronomie"],
        }
