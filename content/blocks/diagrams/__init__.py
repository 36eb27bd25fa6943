"""Blocks that draw: authors fill in names and numbers, `content.diagrams` makes the picture."""

from django.utils.translation import gettext_lazy as _

from content.blocks.diagrams.stairs import StairsBlock

DIAGRAMS = _("Diagrams")

__all__ = ["DIAGRAMS", "StairsBlock"]
