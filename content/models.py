"""Gathers the models of the app's capabilities, so that Django finds them."""

from content.toolkit.models import RelatedCard
from content.toolkit.pages import MethodIndexPage, MethodPage

__all__ = ["MethodIndexPage", "MethodPage", "RelatedCard"]
