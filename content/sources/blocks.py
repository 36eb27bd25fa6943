"""Choosing a source inside a block."""

from typing import Any

from wagtail.snippets.blocks import SnippetChooserBlock

from content.sources.marks import SOURCES
from content.sources.models import Source


class SourceChooserBlock(SnippetChooserBlock):
    """A chooser that takes what its page has gathered. Its name in a block is `work`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Source, **options)

    def to_python(self, value: Any) -> Source | None:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[Any]) -> list[Source | None]:
        return SOURCES.find(values)
