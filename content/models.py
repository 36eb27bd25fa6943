"""Gathers the models of the app's capabilities, so that Django finds them."""

from content.glossary.models import Term
from content.h5p.authoring.models import H5PDraft
from content.h5p.models import H5PContent, H5PLibrary, H5PUpload, H5PUse, H5PVersion
from content.sources.models import Source
from content.toolkit.kept.models import KeptCard
from content.toolkit.models import RelatedCard
from content.toolkit.pages import MethodIndexPage, MethodPage

__all__ = [
    "H5PContent",
    "H5PDraft",
    "H5PLibrary",
    "H5PUpload",
    "H5PUse",
    "H5PVersion",
    "KeptCard",
    "MethodIndexPage",
    "MethodPage",
    "RelatedCard",
    "Source",
    "Term",
]
