"""Gathers the models of the app's capabilities, so that Django finds them."""

from content.glossary.models import Term
from content.sources.models import Source
from content.toolkit.kept.models import KeptCard
from content.toolkit.models import RelatedCard
from content.toolkit.pages import MethodIndexPage, MethodPage

__all__ = ["KeptCard", "MethodIndexPage", "MethodPage", "RelatedCard", "Source", "Term"]
