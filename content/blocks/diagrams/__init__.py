"""Blocks that draw: authors fill in names and numbers, `content.diagrams` makes the picture."""

from django.utils.translation import gettext_lazy as _

from content.blocks.diagrams.actormap import ActorMapBlock
from content.blocks.diagrams.conflicttree import ConflictTreeBlock
from content.blocks.diagrams.crisiscurve import CrisisCurveBlock
from content.blocks.diagrams.forcefield import ForceFieldBlock
from content.blocks.diagrams.iceberg import IcebergBlock
from content.blocks.diagrams.onion import OnionBlock
from content.blocks.diagrams.stairs import StairsBlock
from content.blocks.diagrams.timeline import TimelineBlock
from content.blocks.diagrams.triangle import TriangleBlock

DIAGRAMS = _("Diagrams")

__all__ = [
    "DIAGRAMS",
    "ActorMapBlock",
    "ConflictTreeBlock",
    "CrisisCurveBlock",
    "ForceFieldBlock",
    "IcebergBlock",
    "OnionBlock",
    "StairsBlock",
    "TimelineBlock",
    "TriangleBlock",
]
