"""The curve of a crisis, filled in by authors."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, ListBlock, StructBlock, StructValue

from content.blocks.diagrams.base import NAME, DiagramBlock, item_list
from content.diagrams import crisiscurve
from content.diagrams.diagram import Diagram

# By their colours, which is how they are spoken of, and what stands in curriculum files.
LEVELS = {
    "green": _("0 green: normal"),
    "yellow": _("1 yellow: watchful"),
    "orange": _("2 orange: heated"),
    "red": _("3 red: acute"),
    "blue": _("4 blue: aftercare"),
}


class PhaseBlock(StructBlock):
    name = CharBlock(label=_("Name"), max_length=NAME)
    level = ChoiceBlock(label=_("Level"), choices=list(LEVELS.items()))
    strain = IntegerBlock(
        label=_("Strain"),
        min_value=0,
        max_value=crisiscurve.MOST,
        help_text=_("How high the curve stands in the middle of the phase, 0 to 100."),
    )
    tasks = item_list(_("What to do"), _("Task"), max_num=6, default=[])

    class Meta:
        label_format = "{name}"


class CrisisCurveBlock(DiagramBlock):
    limits: ClassVar = {"phases": (2, 6)}

    phases = ListBlock(
        PhaseBlock(label=_("Phase")),
        label=_("Phases"),
        help_text=_("In their order, 2 to 6. Up to five stand side by side on a large screen."),
    )

    def draw(self, value: StructValue) -> Diagram:
        phases = tuple(
            crisiscurve.Phase(p["name"], _number(p["level"]), p["strain"], tuple(p["tasks"]))
            for p in value["phases"]
        )
        return crisiscurve.draw(crisiscurve.CrisisCurve(value["title"], phases))

    class Meta:
        icon = "warning"
        label = _("Crisis curve")
        description = _("The phases of a crisis, how high the strain is, and what to do in each.")
        preview_value = {
            "title": "Vier Phasen einer Krise",
            "caption": "Eigene Darstellung nach dem Leitfaden Krisenkommunikation des BMI.",
            "phases": [
                {
                    "name": "Potenzielle Krise",
                    "level": "green",
                    "strain": 14,
                    "tasks": ["Zuständigkeiten pflegen", "Beziehungen aufbauen", "Üben"],
                },
                {
                    "name": "Latente Krise",
                    "level": "yellow",
                    "strain": 46,
                    "tasks": ["Signale prüfen", "Gespräche suchen"],
                },
                {
                    "name": "Akute Krise",
                    "level": "red",
                    "strain": 100,
                    "tasks": ["Menschen schützen", "Mit einer Stimme sprechen"],
                },
                {
                    "name": "Nachkrise",
                    "level": "blue",
                    "strain": 32,
                    "tasks": ["Entlasten", "Auswerten ohne Schuldsuche"],
                },
            ],
        }


def _number(level: str) -> int:
    """The level of a colour; what was stored past the form and is none counts as green."""
    return list(LEVELS).index(level) if level in LEVELS else 0
