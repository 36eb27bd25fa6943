"""Blocks that draw: authors fill in names and numbers, `content.diagrams` makes the picture."""

from django.utils.translation import gettext_lazy as _

from content.blocks.diagrams.actormap import ActorMapBlock
from content.blocks.diagrams.crisiscurve import CrisisCurveBlock
from content.blocks.diagrams.forcefield import ForceFieldBlock
from content.blocks.diagrams.stairs import StairsBlock
from content.blocks.diagrams.timeline import TimelineBlock

DIAGRAMS = _("Diagrams")

__all__ = [
    "DIAGRAMS",
    "ActorMapBlock",
    "CrisisCurveBlock",
    "ForceFieldBlock",
    "StairsBlock",
    "TimelineBlock",
]
