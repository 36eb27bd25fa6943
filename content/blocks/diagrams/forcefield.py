"""A force field, filled in by authors."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, StructBlock, StructValue

from content.blocks.diagrams.base import ITEM, DiagramBlock
from content.diagrams import forcefield
from content.diagrams.diagram import Diagram

MOST = 12


class ForceBlock(StructBlock):
    name = CharBlock(label=_("Force"), max_length=ITEM)
    strength = IntegerBlock(
        label=_("Strength"),
        min_value=forcefield.WEAKEST,
        max_value=forcefield.STRONGEST,
        help_text=_("From 1, weak, to 5, strong. An estimate of the group, not a measurement."),
    )

    class Meta:
        label_format = "{name}"


class ForceFieldBlock(DiagramBlock):
    limits: ClassVar = {"driving": (1, MOST), "restraining": (1, MOST)}

    goal = CharBlock(
        label=_("Goal"),
        max_length=ITEM,
        help_text=_("Something one can see: what is different, and by when?"),
    )
    driving = ListBlock(
        ForceBlock(label=_("Force")),
        label=_("Driving forces"),
        help_text=_("What moves towards the goal, 1 to 12."),
    )
    restraining = ListBlock(
        ForceBlock(label=_("Force")),
        label=_("Restraining forces"),
        help_text=_("What holds back, 1 to 12. Weakening one often helps more than pushing."),
    )

    def draw(self, value: StructValue) -> Diagram:
        return forcefield.draw(
            forcefield.ForceField(
                value["title"],
                value["goal"],
                driving=_forces(value["driving"]),
                restraining=_forces(value["restraining"]),
            )
        )

    class Meta:
        icon = "sliders"
        label = _("Force field")
        description = _("What drives towards a goal, and what holds it back.")
        preview_value = {
            "title": "Kraftfeld Brunnenplatz",
            "caption": "Die Zahlen sind keine Messung. Sie zeigen, wo die Gruppe Hebel sieht.",
            "goal": "Eine Nutzungsvereinbarung auf Probe bis zum Sommer",
            "driving": [
                {"name": "Rückhalt der Bürgermeisterin", "strength": 5},
                {"name": "Jugendtreff vermittelt täglich", "strength": 4},
                {"name": "Gastronomie sucht Ruhe vor der Saison", "strength": 2},
            ],
            "restraining": [
                {"name": "Ratsfraktion fordert Alkoholverbot", "strength": 4},
                {"name": "Keine Mittel für bauliche Änderungen", "strength": 3},
                {"name": "Misstrauen nach der Sanierung", "strength": 2},
            ],
        }


def _forces(values: Any) -> tuple[forcefield.Force, ...]:
    return tuple(forcefield.Force(force["name"], force["strength"]) for force in values)
